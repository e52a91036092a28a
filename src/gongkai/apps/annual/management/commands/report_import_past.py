"""`report import-past`: reports of earlier years from their files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gongkai.apps.annual.actions.past import PastFile, import_past_report
from gongkai.apps.annual.past.reading import organ_of, read_past
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit.actor import program
from gongkai.apps.organs.models import Organ
from gongkai.documents import supervising
from gongkai.documents.errors import why_not


class Command(BaseCommand):
    help = "导入往年的年度报告文件：读出数字和文字，校核，连同原文件一起保存；新导入的取代先前的"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILES", help="报告文件")
        parser.add_argument(
            "--organ", default="", help="机关的网址目录，例如 xzf、jyj；不填则按报告里的机关名称找"
        )
        parser.add_argument(
            "--kind",
            choices=("own", "government"),
            help="本机关的，或者本级政府汇总的；不填时县级政府为汇总，其他机关为本机关",
        )
        parser.add_argument("--year", type=int, help="年度；文件里写明的不用填")
        parser.add_argument(
            "--public", action="store_true", help="报告已经向社会公布，数字可以进入对外统计页"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        organ = self._organ(options["organ"])
        failed = 0
        for path in options["files"]:
            try:
                self.stdout.write(self._taken(path, organ, options))
            except Refused as no:
                failed += 1
                self.stderr.write(str(no))
        if failed:
            raise CommandError(f"{len(options['files'])} 个文件里有 {failed} 个没有导入。")

    def _organ(self, slug: str) -> Organ | None:
        if not slug:
            return None
        found = Organ.objects.filter(slug=slug).first()
        if found is None:
            raise CommandError(f"没有网址目录为“{slug}”的机关。")
        return found

    def _taken(self, path: Path, organ: Organ | None, options: dict[str, Any]) -> str:
        data = _bytes(path)
        if organ is None:
            report = read_past(path.name, data).report
            organ = organ_of(report, Organ.objects.all())
            if organ is None:
                raise Refused(
                    f"“{path.name}”写的机关是“{report.organ}”，没有找到，请用 --organ 指明。"
                )
        kind = options["kind"] or ("government" if organ.governs else "own")
        file = PastFile(path.name, data, kind, options["year"], options["public"])
        made = import_past_report(program("命令行导入"), organ, file)
        numbers = sum(one is not None for one in made.cells.values())
        return f"{path.name}：{made}，{numbers} 个数，校核提示 {len(made.findings)} 处"


def _bytes(path: Path) -> bytes:
    """The file's bytes, no larger than the reader takes."""
    try:
        if path.stat().st_size > supervising.LIMITS.input:
            raise Refused(f"“{path.name}”太大，不像年度报告。")
        return path.read_bytes()
    except OSError as why:
        raise Refused(f"“{path}”打不开：{why_not(why)}。") from why
