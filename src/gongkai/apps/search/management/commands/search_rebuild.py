"""`gongkai search rebuild`: the whole index anew from the database."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gongkai.apps.search.engine.interface import SearchError
from gongkai.apps.search.indexing import rebuild
from gongkai.apps.search.opening import backend


class Command(BaseCommand):
    help = "从数据库重建检索索引：在旁边建好，一次换上；建的过程中旧索引照常可查。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="不显示进度")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.perf_counter()
        try:
            state = rebuild(backend(), Progress(self, options["quiet"]))
        except SearchError as error:
            raise CommandError(str(error)) from error
        seconds = time.perf_counter() - began
        self.stdout.write(
            f"索引 {state.name} 已换上：{state.documents} 条信息，用时 {seconds:.1f} 秒。"
        )


class Progress:
    """How far it is, once a second; on a terminal in one line."""

    def __init__(self, command: BaseCommand, quiet: bool) -> None:
        self.out, self.quiet, self.last = command.stdout, quiet, 0.0

    def __call__(self, done: int, total: int) -> None:
        if self.quiet or (done < total and time.monotonic() - self.last < 1):
            return
        self.last = time.monotonic()
        on_screen = self.out.isatty()
        self.out.write(
            f"{chr(13) if on_screen else ''}已读入 {done} / {total} 条信息",
            ending="" if on_screen and done < total else "\n",
        )
        self.out.flush()
