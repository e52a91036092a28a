from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from gongkai.apps.audit import actions, seals
from gongkai.apps.audit.models import Seal


class Command(BaseCommand):
    help = "封印审计日志，并把封印写成小文件，供另处保存"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to",
            type=Path,
            metavar="目录",
            help="把还没有写过的封印写到这个目录（应在本机之外另存）",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        made = actions.seal()
        last = made or Seal.objects.first()
        if last is None:
            self.stdout.write("审计日志还没有记录，不需要封印。")
            return
        state = "新封印" if made else "没有新记录，最近的封印"
        self.stdout.write(f"{state}：{last.day} 第 {last.last_seq} 行 {last.root}")
        if options["to"]:
            written = [
                path
                for seal in Seal.objects.order_by("last_seq").iterator()
                if (path := seals.write(seal, options["to"]))
            ]
            self.stdout.write(f"写出 {len(written)} 个封印文件：{options['to']}")
