"""Writing: one process at a time, everything of a call visible together."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import tantivy

from gongkai.apps.search.engine.fields import prepared
from gongkai.apps.search.engine.interface import Document, IndexBusy, State
from gongkai.apps.search.engine.segmenting import Segmenter
from gongkai.apps.search.engine.tantivy_engine.folders import Folders, words_of
from gongkai.apps.search.engine.tantivy_engine.schema import as_document, schema

# Bytes of memory for what is not yet on disk: of a change, and of a whole build.
CHANGE_MEMORY, BUILD_MEMORY = 30_000_000, 200_000_000
COMMIT_EVERY = 50_000


def write(folder: Path, documents: Iterable[Document], removing: Iterable[str]) -> None:
    """Replace and remove in one commit. IndexBusy where another process is writing."""
    index = tantivy.Index.open(str(folder / "index"))
    writer = writer_of(index, CHANGE_MEMORY)
    for key in removing:
        writer.delete_documents_by_term("key", key)
    for one in prepared(documents, Segmenter(words_of(folder))):
        writer.delete_documents_by_term("key", one.key)
        writer.add_document(as_document(one))
    writer.commit()
    writer.garbage_collect_files()
    writer.wait_merging_threads()


def writer_of(index: tantivy.Index, memory: int) -> tantivy.IndexWriter:
    try:
        return index.writer(memory, 1)
    except ValueError as refused:
        if "LockBusy" in str(refused) or "lock" in str(refused).lower():
            raise IndexBusy("检索目录正由另一个程序写入，稍后自动重试。") from refused
        raise


class FolderBuilding:
    """An index in a folder of its own that nobody reads yet."""

    def __init__(self, folders: Folders, words: Iterable[str]) -> None:
        self._folders = folders
        self._segmenter = Segmenter(words)
        self._folder = folders.make(self._segmenter.words)
        self._index = tantivy.Index(schema(), str(self._folder / "index"))
        self._writer = writer_of(self._index, BUILD_MEMORY)
        self._since_commit = 0

    def index(self, documents: Iterable[Document]) -> None:
        for one in prepared(documents, self._segmenter):
            # During a build a document can come twice: read, then changed.
            self._writer.delete_documents_by_term("key", one.key)
            self._writer.add_document(as_document(one))
            self._since_commit += 1
            if self._since_commit >= COMMIT_EVERY:
                self._writer.commit()
                self._since_commit = 0

    def remove(self, keys: Iterable[str]) -> None:
        for key in keys:
            self._writer.delete_documents_by_term("key", key)

    def settle(self) -> None:
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._writer = writer_of(self._index, CHANGE_MEMORY)

    def finish(self) -> State:
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._folders.put_in_place(self._folder)
        self._index.reload()
        return State(self._folder.name, self._index.searcher().num_docs)

    def abandon(self) -> None:
        self._writer.rollback()
        shutil.rmtree(self._folder, ignore_errors=True)
