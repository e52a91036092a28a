from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from gongkai.apps.organs.importing import template


class Command(BaseCommand):
    help = "写出机关导入模板（.xlsx）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="文件")

    def handle(self, *args: Any, **options: Any) -> None:
        options["file"].write_bytes(template())
        self.stdout.write(f"已写出：{options['file']}")
