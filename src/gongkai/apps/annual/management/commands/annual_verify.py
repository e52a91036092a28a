"""`gongkai annual verify`: a report year held against the log, its files, and itself compiled again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gongkai.apps.annual.models import Compilation
from gongkai.apps.annual.verifying import verify_year
from gongkai.apps.cases.queries.ledger import NoForm, Period


class Command(BaseCommand):
    help = (
        "核对一个年度的年报数据：填报、确认、名单、报告、文件与审计日志，办件与记录，"
        "留存的每次汇总按原来的数据截止时间重新算一遍，逐处指出绕过程序的改动"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, required=True, help="报告年度")
        parser.add_argument(
            "--no-cases", action="store_true", help="不逐件核对申请和复议诉讼（另用 cases verify）"
        )
        parser.add_argument("--no-files", action="store_true", help="不逐个读出报告文件")

    def handle(self, *args: Any, **options: Any) -> None:
        year: int = options["year"]
        try:
            Period(year)
        except NoForm as no:
            raise CommandError(str(no)) from no
        faults = verify_year(year, cases=not options["no_cases"], files=not options["no_files"])
        for one in faults:
            self.stdout.write(f"✗ {one.sentence}")
        if faults:
            raise CommandError(
                f"{year}年度发现 {len(faults)} 处绕过程序的改动或者损坏。"
                "请保留现场，报告审计管理员，再从备份恢复。"
            )
        kept = Compilation.objects.filter(report__year=year).count()
        self.stdout.write(f"没有发现问题：{year}年度留存的 {kept} 次汇总，重新汇总都与留存的相同。")
