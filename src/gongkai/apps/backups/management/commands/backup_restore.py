"""`gongkai backup restore FILE`: an installation from its backup, up to the served pages."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from gongkai.apps.audit.verification import verify
from gongkai.apps.backups.actions import key_ring, restore
from gongkai.apps.backups.archive import BackupError


class Command(BaseCommand):
    help = "把备份恢复到空的安装目录：校验、就位、升级数据库、核对审计日志、重新生成网页和检索。"
    # The database may not be there yet.
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="gongkai backup make 生成的文件")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            contents = restore(options["file"])
        except FileNotFoundError as missing:
            raise CommandError(f"没有这个文件：{options['file']}") from missing
        except BackupError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"已就位：{contents.made_at} 的备份，{len(contents.members)} 个文件。")
        if not key_ring().exists():
            self.stdout.write(
                f"封存密钥还没有放回 {key_ring()}。原来办理过依申请公开的，请先放回另存的那一份，再启动程序；"
                "没有它，申请人的信息和案卷打不开。"
            )
        call_command("migrate", interactive=False, verbosity=0)
        verdict = verify()
        if not verdict.is_whole:
            self.stdout.write(f"审计日志不完整：{verdict.faults[0].message}")
        else:
            self.stdout.write(f"审计日志完整：{verdict.rows} 行。")
        call_command("site_publish", all=True, stdout=self.stdout)
        call_command("search_rebuild", stdout=self.stdout)
        if not verdict.is_whole:
            raise SystemExit(1)
