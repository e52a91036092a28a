"""Where the index lies: a folder for each build, and the name of the current one beside them.

    index/current            the name of the folder that is searched
    index/v1-…/index/…       tantivy's files
    index/v1-…/words.json    the words its segmenter knows: the same for indexing and asking

A new index is built in a folder of its own; renaming `current` puts it in place. Readers that still
have the old one open finish with it: its files are gone only when the last of them lets go.
"""

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from gongkai.apps.search.engine.interface import IndexMissing
from gongkai.apps.search.engine.tantivy_engine.schema import VERSION

MISSING = "检索目录还没有建立，暂时不能搜索。请从栏目和机关页面查找，或者稍后再试。"


class Folders:
    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Path:
        """The folder that is searched. IndexMissing where there is none of this version."""
        try:
            name = (self.root / "current").read_text("ascii").strip()
        except OSError as missing:
            raise IndexMissing(MISSING) from missing
        folder = self.root / name
        if not name.startswith(f"v{VERSION}-") or not (folder / "index" / "meta.json").exists():
            raise IndexMissing(MISSING)
        return folder

    def make(self, words: Iterable[str]) -> Path:
        """A new folder with nothing in it but the words."""
        folder = self.root / f"v{VERSION}-{uuid4().hex[:12]}"
        (folder / "index").mkdir(parents=True)
        (folder / "words.json").write_text(
            json.dumps(list(words), ensure_ascii=False), encoding="utf-8"
        )
        return folder

    def put_in_place(self, folder: Path) -> None:
        """From now on this one is searched; every other folder is taken away."""
        written = self.root / f"current.{folder.name}"
        with written.open("w", encoding="ascii") as file:
            file.write(folder.name)
            file.flush()
            os.fsync(file.fileno())
        os.replace(written, self.root / "current")
        self.sweep(folder.name)

    def sweep(self, kept: str) -> None:
        """Remove other builds: the one before, and what a killed build left."""
        for one in self.root.glob("v*-*"):
            if one.name != kept:
                shutil.rmtree(one, ignore_errors=True)
        for one in self.root.glob("current.*"):
            one.unlink(missing_ok=True)


def words_of(folder: Path) -> list[str]:
    """The words the folder's segmenter knows."""
    found: list[str] = json.loads((folder / "words.json").read_text("utf-8"))
    return found
