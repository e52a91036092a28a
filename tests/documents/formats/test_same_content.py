"""The same small report in every format reads as the same prose and the same table with its spans."""

from collections.abc import Callable

import pytest

from gongkai.documents.blocks import Document, TableBlock, TextBlock
from gongkai.documents.reader import read_document
from tests.documents.formats import samples

EXPECTED = [
    ("第二十条第（一）项", 0, 0, 1, 4),
    ("信息内容", 1, 0, 1, 1),
    ("本年制发件数", 1, 1, 1, 1),
    ("本年废止件数", 1, 2, 1, 1),
    ("现行有效件数", 1, 3, 1, 1),
    ("规章", 2, 0, 2, 1),
    ("0", 2, 1, 1, 1),
    ("", 2, 2, 1, 1),
    ("3", 2, 3, 1, 1),
    ("22（其中修订16件）", 3, 1, 1, 1),
    ("/", 3, 2, 1, 1),
    ("5", 3, 3, 1, 1),
]


def table_of(document: Document) -> TableBlock:
    (table,) = [block for block in document.blocks if isinstance(block, TableBlock)]
    return table


def texts_of(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, TextBlock)]


@pytest.mark.parametrize(
    "make",
    [samples.html, samples.docx, samples.xlsx, samples.pdf, samples.ofd],
    ids=lambda one: one.__name__,
)
def test_the_table_is_the_same(make: Callable[[], bytes]) -> None:
    table = table_of(read_document(make(), "年报"))
    assert (table.row_count, table.column_count) == (4, 4)
    assert [
        (c.text, c.row, c.column, c.row_span, c.column_span) for row in table.rows() for c in row
    ] == EXPECTED
    assert table.place.table == 1


@pytest.mark.parametrize(
    "make", [samples.html, samples.docx, samples.pdf, samples.ofd], ids=lambda one: one.__name__
)
def test_the_prose_is_the_same(make: Callable[[], bytes]) -> None:
    texts = texts_of(read_document(make(), "年报"))
    assert [text for text in texts if text != samples.TITLE] == list(samples.PROSE)


@pytest.mark.parametrize("ending", ["docx", "pdf", "txt", "html", "bin", ""])
def test_the_content_decides_not_the_name(ending: str) -> None:
    for make in (samples.html, samples.docx, samples.xlsx, samples.pdf, samples.ofd):
        assert table_of(read_document(make(), f"年报.{ending}")).row_count == 4
