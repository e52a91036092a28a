"""`gongkai example load`: fill an empty, migrated database with the example county."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gongkai.apps.example.accounts import write_accounts
from gongkai.apps.example.actions import NotEmpty, load_example


class Command(BaseCommand):
    help = "把示例县（虚构，带示例标记）装入空的数据库：机关、账号、栏目和三年多的公开信息。"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_example(self._say)
        except NotEmpty as refusal:
            raise CommandError(str(refusal)) from refusal
        place = write_accounts(loaded.logins)
        self.stdout.write(
            f"示例县已装入：机关 {loaded.organs} 个，公开信息 {loaded.editions} 条，"
            f"账号 {len(loaded.logins)} 个（登录名、密码和动态口令密钥见 {place}）。"
        )

    def _say(self, name: str, seconds: float) -> None:
        self.stdout.write(f"　{name}　{seconds:.1f} 秒")
        self.stdout.flush()
