from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gongkai.apps.audit.seals import UnreadableSeal, read_folder
from gongkai.apps.audit.verification import verify


class Command(BaseCommand):
    help = "校验审计日志：逐行核对，找出被改动、删除、插入的记录"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seals", type=Path, metavar="目录", help="另外保存的封印文件所在目录")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            kept = read_folder(options["seals"]) if options["seals"] else []
        except UnreadableSeal as broken:
            raise CommandError(str(broken)) from broken
        verdict = verify(kept, lambda rows: self.stderr.write(f"已核对 {rows} 行"))
        for fault in verdict.faults:
            self.stdout.write(f"✗ {fault.message}")
        if verdict.more_faults:
            self.stdout.write(f"✗ 另有 {verdict.more_faults} 处，未逐一列出")
        if verdict.faults:
            raise CommandError(
                f"审计日志不完整：{verdict.rows} 行中发现 {len(verdict.faults) + verdict.more_faults} 处问题。"
                "请保留现场，报告审计管理员。"
            )
        self.stdout.write(
            f"审计日志完整：{verdict.rows} 行，核对封印 {verdict.seals} 处，末行摘要 {verdict.root}"
        )
