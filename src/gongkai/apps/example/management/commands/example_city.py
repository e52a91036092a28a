"""`gongkai example city`: fill an empty, migrated database with 示例市 and its applications."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gongkai.apps.example.accounts import write_accounts
from gongkai.apps.example.city.loading import SEED, NotEmpty, load_city

EVERY = 100


class Command(BaseCommand):
    help = (
        "把示例市（虚构，带示例标记）装入空的数据库：两年的依申请公开、复议和诉讼，各种结果都有。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cases", type=int, default=1000, help="申请的件数（默认1000）")
        parser.add_argument("--seed", type=int, default=SEED, help="同一个种子得到同样的市")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_city(options["cases"], seed=options["seed"], say=self._say)
        except (NotEmpty, ValueError) as refusal:
            raise CommandError(str(refusal)) from refusal
        place = write_accounts(loaded.logins)
        self.stdout.write(
            f"示例市已装入：机关 {loaded.organs} 个，申请 {loaded.cases} 件（走完全部经过的 {loaded.ended} 件），"
            f"账号 {len(loaded.logins)} 个（登录名、密码和动态口令密钥见 {place}）。"
        )

    def _say(self, begun: int, count: int) -> None:
        if begun and begun % EVERY == 0:
            self.stdout.write(f"　{begun} / {count} 件")
            self.stdout.flush()
