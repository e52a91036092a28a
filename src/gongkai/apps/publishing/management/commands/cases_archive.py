"""`gongkai cases archive FILE …`: archive files held against their own manifests and the signing key."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gongkai.apps.publishing.manifest.signing import PUBLIC, is_signed, public_key
from gongkai.apps.publishing.place import configured_place
from gongkai.documents.archiving import check_archive
from gongkai.documents.errors import why_not


class Command(BaseCommand):
    help = "核对归档文件：每一份材料与清单上的摘要相符，清单的签名是本系统的"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, help="归档文件（PDF）")
        parser.add_argument(
            "--key", type=Path, help=f"公钥文件（不写的，用本系统 publishing/manifest/{PUBLIC}）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            key = public_key(options["key"] or configured_place().manifest / PUBLIC)
        except ValueError as why:
            raise CommandError(str(why)) from why
        wrong = 0
        for path in options["files"]:
            try:
                content = path.read_bytes()
            except OSError as why:
                raise CommandError(f"读不出 {path}：{why_not(why)}。") from why
            found = check_archive(content, lambda message, made: is_signed(key, message, made))
            for fault in found.faults:
                self.stdout.write(f"✗ {path.name}：{fault}")
            wrong += bool(found.faults)
            if not found.faults:
                signed = "签名相符" if found.signed else "没有签名"
                outside = f"，{found.outside} 份原件另存" if found.outside else ""
                self.stdout.write(
                    f"{path.name}：{found.number}，{found.parts} 份材料完好{outside}，{signed}。"
                )
                # Signed is what lies inside; the pages only show it.
                self.stdout.write(
                    f"　核对的是嵌入的附件；页面供阅读，以附件 record.json 为准。整个文件的 SHA-256："
                    f"{hashlib.sha256(content).hexdigest()}，应当与办件页上的相同。"
                )
        if wrong:
            raise CommandError(f"{wrong} 个归档文件有问题。")
