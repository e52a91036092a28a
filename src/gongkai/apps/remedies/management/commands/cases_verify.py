"""`gongkai cases verify`: applications, reviews and suits against the log, the law and their seals."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gongkai.apps.audit.verification import verify as verify_log
from gongkai.apps.cases.verification import Verdict, verify_cases, verify_seals
from gongkai.apps.remedies.verification import verify_remedies

EVERY = 10_000


class Command(BaseCommand):
    help = "核对申请和复议诉讼：记录与审计日志、结论与记录、年报计数、封存内容和卷宗文件，逐处指出绕过程序的改动"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--no-files", action="store_true", help="不逐个读出卷宗文件（文件多时快得多）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        log = verify_log()
        for fault in log.faults:
            self.stdout.write(f"✗ 审计日志：{fault.message}")
        verdict = Verdict()
        verify_cases(verdict, self._report)
        verify_remedies(verdict)
        verify_seals(verdict, files=not options["no_files"])
        for one in verdict.faults:
            self.stdout.write(f"✗ {one.message}")
        if verdict.more_faults:
            self.stdout.write(f"✗ 另有 {verdict.more_faults} 处，未逐一列出")
        count = len(verdict.faults) + verdict.more_faults + len(log.faults) + log.more_faults
        if count:
            raise CommandError(
                f"发现 {count} 处绕过程序的改动或者损坏。请保留现场，报告审计管理员，再从备份恢复。"
            )
        self.stdout.write(
            f"没有发现问题：{verdict.cases} 件申请，{verdict.events} 条记录，{verdict.values} 项封存内容，"
            f"{verdict.files} 个文件，审计日志 {log.rows} 行。"
        )

    def _report(self, cases: int) -> None:
        if cases % EVERY == 0:
            self.stderr.write(f"已核对 {cases} 件申请")
