from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gongkai.apps.audit.actor import program
from gongkai.apps.organs.actions import import_organs
from gongkai.apps.organs.importing import read_organs
from gongkai.apps.organs.refusals import ImportRefused

MOST_BYTES = 20 * 1024 * 1024


class Command(BaseCommand):
    help = "从表格（.xlsx）导入机关；有一处不对就一行也不改"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="文件")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            raise CommandError(f"没有这个文件，或者超过 20 MB：{path}", returncode=2)
        try:
            done = import_organs(program("命令行"), read_organs(path.read_bytes(), path.name))
        except ImportRefused as refused:
            for error in refused.errors:
                self.stdout.write(str(error))
            raise CommandError(f"有 {len(refused.errors)} 处问题，一行也没有导入。") from refused
        self.stdout.write(
            f"导入完成：新登记 {done.founded} 个机关，更新 {done.changed} 个，没有变化 {done.unchanged} 个"
        )
