"""`gongkai backup make FILE`: everything that cannot be made again, in one file."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gongkai.apps.backups.actions import back_up, key_ring
from gongkai.apps.backups.archive import BackupError


class Command(BaseCommand):
    help = "把数据库、附件原件、已公开的附件和密钥备份成一个文件；程序可以继续运行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="备份文件，例如 gongkai-2026-11-22.tar.gz")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.perf_counter()
        try:
            contents = back_up(options["file"])
        except BackupError as refusal:
            raise CommandError(str(refusal)) from refusal
        size = options["file"].stat().st_size / 1024 / 1024
        self.stdout.write(
            f"已备份到 {options['file']}：{len(contents.members)} 个文件，{size:.1f} MB，"
            f"用时 {time.perf_counter() - began:.1f} 秒。文件里有密钥和账号，请妥善保管。"
        )
        if key_ring().exists():
            self.stdout.write(
                f"封存密钥 {key_ring()} 不在备份里：没有它，申请人的信息和案卷打不开。"
                "请把它另存一处，和备份分开；更换密钥后再存一次。"
            )
