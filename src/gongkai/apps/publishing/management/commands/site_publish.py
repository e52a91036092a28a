"""`gongkai site publish`: finish what is due, or make every page again."""

import os
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gongkai.apps.audit.actor import program
from gongkai.apps.publishing.engine import publish_due, publish_everything
from gongkai.apps.publishing.folder import Busy
from gongkai.apps.publishing.rounds import Outcome


class Command(BaseCommand):
    help = (
        "完成待办的发布；--all 重新生成全站（内容未变的文件不重写）。有页面生成失败时退出码为 1。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="重新生成全站，并修复被改动、缺失的文件"
        )
        parser.add_argument(
            "--jobs",
            type=int,
            default=os.cpu_count() or 1,
            help="生成全站时的进程数（默认：处理器个数）",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.perf_counter()
        try:
            if options["all"]:
                outcome = publish_everything(
                    program("命令行"), jobs=max(1, options["jobs"]), progress=Bar(self)
                )
            else:
                outcome = publish_due(retry=True)
                if outcome.busy:
                    raise Busy("后台发布进程正在写公开目录，待办的发布由它完成。")
        except Busy as error:
            raise CommandError(str(error)) from error
        self._tell(outcome, time.perf_counter() - began)
        if outcome.failures:
            raise SystemExit(1)

    def _tell(self, outcome: Outcome, seconds: float) -> None:
        for page, reason in sorted(outcome.failures.items())[:50]:
            self.stdout.write(f"未生成　{page}　{reason}")
        if len(outcome.failures) > 50:
            self.stdout.write(f"……另有 {len(outcome.failures) - 50} 个页面未生成。")
        self.stdout.write(
            f"生成 {outcome.pages} 页，写入 {outcome.written} 个文件，删除 {outcome.removed} 个，"
            f"未生成 {len(outcome.failures)} 页，用时 {seconds:.1f} 秒。"
        )


class Bar:
    """Progress, once a second; on a terminal in one line."""

    def __init__(self, command: BaseCommand) -> None:
        self.out, self.last = command.stdout, time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        if done < total and time.monotonic() - self.last < 1:
            return
        self.last = time.monotonic()
        on_screen = self.out.isatty()
        self.out.write(
            f"{chr(13) if on_screen else ''}已生成 {done} / {total} 页",
            ending="" if on_screen and done < total else "\n",
        )
        self.out.flush()
