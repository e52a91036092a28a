"""`gongkai sealing rotate`: new keys for everything that lies sealed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gongkai.apps.audit.actor import program
from gongkai.apps.cases.actions.rotating import rotate
from gongkai.apps.sealing.keys import KeysMissing, path
from gongkai.apps.sealing.rotation import AlreadyRotating

EVERY = 2_000


class Command(BaseCommand):
    help = (
        "更换封存密钥：先加新密钥，把全部封存的内容换到新密钥之下，再去掉旧密钥；程序可以继续运行。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--matching",
            action="store_true",
            help="同时更换比对密钥，重新计算摘要（进行期间，同一申请人的提示可能不全）",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        told: dict[str, int] = {}

        def report(what: str, done: int) -> None:
            if done >= told.get(what, 0) + EVERY or done < told.get(what, 0):
                told[what] = done
                self.stderr.write(f"{what}：已核对 {done}")

        try:
            made = rotate(program("更换密钥"), matching=options["matching"], report=report)
        except (AlreadyRotating, KeysMissing) as no:
            raise CommandError(str(no)) from no
        if made.resumed:
            self.stdout.write("上一次没有完成，已从停下的地方继续。")
        for one in made.faults:
            self.stdout.write(f"✗ {one}")
        said = f"换到新密钥 {made.after[0]} 之下：{made.values} 项内容，{made.files} 个文件。"
        if made.faults:
            raise CommandError(f"{said}有 {len(made.faults)} 处没有完成，旧密钥仍然保留。")
        self.stdout.write(
            f"{said}旧密钥已去掉。请现在另外保存 {path()}；旧备份要用旧密钥文件打开。"
        )
