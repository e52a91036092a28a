"""`gongkai site verify`: name every changed, missing or foreign file of the public folder."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gongkai.apps.publishing.manifest.log import BrokenManifest
from gongkai.apps.publishing.manifest.verifying import Differences, verify
from gongkai.apps.publishing.place import configured_place

LABELS = (("changed", "被改动"), ("missing", "缺失　"), ("foreign", "多出　"))


class Command(BaseCommand):
    help = "按签名清单核对公开目录：逐个列出被改动、缺失、多出的文件；有差异时退出码为 1。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--public", type=Path, help="公开目录（默认：本机的公开目录）")
        parser.add_argument("--manifest", type=Path, help="清单目录（默认：本机的清单）")
        parser.add_argument("--key", type=Path, help="另存的公钥文件（默认：清单目录里的公钥）")
        parser.add_argument("--jobs", type=int, help="同时读取的线程数（默认：处理器个数）")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *args: Any, **options: Any) -> None:
        place = configured_place()
        root = options["public"] or place.root
        if not root.is_dir():
            raise CommandError(f"没有公开目录 {root}。请先运行 gongkai site publish --all。")
        try:
            found = verify(
                root,
                options["manifest"] or place.manifest,
                key=options["key"],
                jobs=options["jobs"],
            )
        except (BrokenManifest, ValueError) as error:
            raise CommandError(str(error)) from error
        self._tell(found, as_json=options["json"])
        if found:
            raise SystemExit(1)

    def _tell(self, found: Differences, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(vars(found), ensure_ascii=False))
            return
        for name, label in LABELS:
            for path in getattr(found, name):
                self.stdout.write(f"{label}　{path}")
        if found:
            counts = "，".join(
                f"{label.strip('　')} {len(getattr(found, name))} 个" for name, label in LABELS
            )
            self.stdout.write(
                f"核对 {found.checked} 个文件：{counts}。恢复原样：gongkai site publish --all；"
                "多出的文件不会自动删除，请查明来历后处理。"
            )
        else:
            self.stdout.write(f"核对 {found.checked} 个文件，与签名清单完全一致。")
