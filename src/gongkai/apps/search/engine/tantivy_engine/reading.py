"""The index as it is read: opened once a process, and again only when a writer has committed."""

import os
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import tantivy

from gongkai.apps.search.engine.interface import IndexMissing
from gongkai.apps.search.engine.segmenting import Segmenter
from gongkai.apps.search.engine.tantivy_engine.folders import MISSING, Folders, words_of

Generation = tuple[str, int, int]


@dataclass(frozen=True)
class Opened:
    """One state of the index. It stays as it is, whatever is written meanwhile."""

    generation: Generation
    index: tantivy.Index
    searcher: tantivy.Searcher
    segmenter: Segmenter


class Reader:
    """Two looks at the file system a question tell whether the index is still the same."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._lock = Lock()
        self._opened: Opened | None = None

    def opened(self) -> Opened:
        """The newest state. IndexMissing where there is none."""
        for _ in range(3):
            folder = self._folders.current()
            opened = self._opened
            try:
                generation = _generation(folder)
                if opened is not None and opened.generation == generation:
                    return opened
                with self._lock:
                    self._opened = self._renewed(folder, generation)
                    return self._opened
            except (OSError, ValueError):
                continue  # put in another's place while it was being opened
        raise IndexMissing(MISSING)

    def _renewed(self, folder: Path, generation: Generation) -> Opened:
        opened = self._opened
        if opened is not None and opened.generation == generation:
            return opened  # another thread was quicker
        if opened is not None and opened.generation[0] == folder.name:
            index, segmenter = opened.index, opened.segmenter
        else:
            index = tantivy.Index.open(str(folder / "index"))
            index.config_reader("manual")
            segmenter = Segmenter(words_of(folder))
        index.reload()
        return Opened(generation, index, index.searcher(), segmenter)


def _generation(folder: Path) -> Generation:
    about = os.stat(folder / "index" / "meta.json")
    return folder.name, about.st_mtime_ns, about.st_ino
