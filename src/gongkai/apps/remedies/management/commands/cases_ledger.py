"""`cases ledger`: 表三 and 表四 of a year as they follow from the register, each figure with its cases."""

import datetime as dt
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gongkai.apps import clock
from gongkai.apps.cases.queries.ledger import NoForm, Period
from gongkai.apps.organs.models import Organ
from gongkai.apps.organs.queries import organ_and_below
from gongkai.apps.remedies.ledger_book import ledger_workbook
from gongkai.apps.remedies.ledger_output import ledger_to_dict
from gongkai.apps.remedies.queries.ledger import ledger
from gongkai.documents.errors import why_not


class Command(BaseCommand):
    help = "年报表三、表四的数字，每个数字后面的申请编号；由申请和复议诉讼的登记算出"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, required=True, help="报告年度")
        parser.add_argument("--organ", required=True, help="机关的网址目录，例如 jyj")
        parser.add_argument("--below", action="store_true", help="连同所属机关")
        parser.add_argument(
            "--as-of", default="", help="按这一天结束时已经登记的算（2026-01-16）；不填为现在"
        )
        parser.add_argument(
            "--format", choices=("json", "xlsx"), default="json", help="不填为 json"
        )
        parser.add_argument("--output", type=Path, help="写入文件；XLSX 必须写入文件")

    def handle(self, *args: Any, **options: Any) -> None:
        organ = Organ.objects.filter(slug=options["organ"]).first()
        if organ is None:
            raise CommandError(f"没有网址目录为“{options['organ']}”的机关。")
        organs = organ_and_below(organ.pk) if options["below"] else frozenset((organ.pk,))
        try:
            period = Period(options["year"], moment_of(options["as_of"]))
        except (NoForm, ValueError) as no:
            raise CommandError(str(no)) from no
        output: Path | None = options["output"]
        if options["format"] == "xlsx":
            if output is None:
                raise CommandError("写成表格时请用 --output 指明文件。")
            self._write(output, ledger_workbook(organ, organs, period, below=options["below"]))
        else:
            made = ledger_to_dict(organ, organs, period, below=options["below"])
            text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
            if output is None:
                self.stdout.write(text, ending="")
            else:
                self._write(output, text.encode("utf-8"))
        if ledger(organs, period).broken:
            raise CommandError(
                "有勾稽关系不成立，说明台账数据被改动过，请先运行 gongkai cases verify。"
            )

    def _write(self, output: Path, content: bytes) -> None:
        try:
            output.write_bytes(content)
        except OSError as why:
            raise CommandError(f"写不了 {output}：{why_not(why)}。") from why


def moment_of(text: str) -> dt.datetime | None:
    """The end of a day in China. Raises ValueError with a sentence."""
    if not text:
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"--as-of 的“{text}”不是有效的日期，应写作 2026-01-16。") from None
    return dt.datetime.combine(day, dt.time.max, clock.CHINA)
