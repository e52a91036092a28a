"""A backend of its own folder for every test, and documents made by hand."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gongkai.apps.clock import CHINA
from gongkai.apps.search.engine.interface import Document, Label
from gongkai.apps.search.engine.tantivy_engine.backend import TantivyBackend

NOON = dt.datetime(2025, 6, 18, 12, 0, tzinfo=CHINA)


def make_document(number: int, title: str = "标题", text: str = "正文", **fields: Any) -> Document:
    values: dict[str, Any] = {
        "key": f"item:{number}",
        "item_id": number,
        "edition_id": number,
        "title": title,
        "text": text,
        "published_at": NOON + dt.timedelta(days=number),
        "organs": (Label("xzf", "县政府"), Label("jyj", "教育局")),
        "columns": (Label("zdgk", "法定主动公开内容"), Label("zdgk/20-1", "规范性文件")),
        "kind": Label("information", "政府信息"),
        "organ_name": "示例县教育局",
    }
    return Document(**(values | fields))


@pytest.fixture
def filled(tmp_path: Path) -> Any:
    """`filled(*documents)`: a tantivy backend that holds them."""

    def made(*documents: Document, words: tuple[str, ...] = ("政务公开",)) -> TantivyBackend:
        backend = TantivyBackend(tmp_path / "index")
        building = backend.rebuild(words)
        building.index(documents)
        building.finish()
        return backend

    return made


@pytest.fixture
def index_root(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """The installation's index in a folder of this test."""
    settings.INDEX_ROOT = tmp_path / "installed"
    settings.SEARCH_URL = ""
    yield settings.INDEX_ROOT
