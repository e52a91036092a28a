"""`report compile`: the cells of an organ's report as they follow from the ledgers, each with its rows."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gongkai.apps.annual.compiling.government import compile_government, compile_own
from gongkai.apps.annual.output import aggregate_to_dict, compiled_to_dict
from gongkai.apps.cases.queries.ledger import NoForm, Period
from gongkai.apps.organs.models import Organ
from gongkai.apps.periods.moments import moment_of
from gongkai.documents.errors import why_not


class Command(BaseCommand):
    help = (
        "由台账汇总年度报告的全部数字，每个数字后面的记录；同一数据截止日重复汇总，结果逐字节相同"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organ", required=True, help="机关的网址目录，例如 xzf、jyj")
        parser.add_argument("--year", type=int, required=True, help="报告年度")
        parser.add_argument(
            "--as-of", default="", help="数据截止日（按这一天结束时已经登记的）；不填为现在"
        )
        parser.add_argument(
            "--kind",
            choices=("own", "government"),
            default="own",
            help="本机关的，或者本级政府汇总的",
        )
        parser.add_argument("--rows", action="store_true", help="列出每个数字后面的记录")
        parser.add_argument("--output", type=Path, help="写入文件")

    def handle(self, *args: Any, **options: Any) -> None:
        organ = Organ.objects.filter(slug=options["organ"]).first()
        if organ is None:
            raise CommandError(f"没有网址目录为“{options['organ']}”的机关。")
        try:
            period = Period(options["year"], moment_of(options["as_of"]))
        except (NoForm, ValueError) as no:
            raise CommandError(str(no)) from no
        if options["kind"] == "government":
            whole = compile_government(organ, period)
            made = aggregate_to_dict(whole, rows=options["rows"])
        else:
            made = compiled_to_dict(organ, "own", compile_own(organ, period), rows=options["rows"])
        text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
        output: Path | None = options["output"]
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            output.write_text(text, encoding="utf-8")
        except OSError as why:
            raise CommandError(f"写不了 {output}：{why_not(why)}。") from why
