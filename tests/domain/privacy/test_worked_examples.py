"""What must be found and what must not, in examples that a lawyer can read; and ordinary texts without any alarm."""

from pathlib import Path

import pytest
import yaml

from gongkai.domain.privacy import scan, scan_rows
from tests.domain.privacy.ordinary import TEXTS

TESTS = Path(__file__).parents[2]


def examples(name):
    return yaml.safe_load((TESTS / "examples" / "privacy" / f"{name}.yaml").read_text("utf-8"))


@pytest.mark.parametrize("one", examples("found"), ids=lambda one: one["name"])
def test_found(one):
    assert {str(got.kind): got.masked for got in scan(one["text"])} == one["find"]


@pytest.mark.parametrize("one", examples("not_found"), ids=lambda one: one["name"])
def test_not_found(one):
    assert scan(one["text"]) == []


@pytest.mark.parametrize("one", examples("tables"), ids=lambda one: one["name"])
def test_tables(one):
    got = {
        f"{cell.row + 1},{cell.column + 1}": str(cell.data.kind) for cell in scan_rows(one["rows"])
    }
    assert got == one["find"]


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_ordinary_official_texts_raise_no_alarm(name):
    text = TEXTS[name]
    assert [(str(one.kind), one.quote) for one in scan(text)] == []
    rows = [line.split("\t") for line in text.splitlines()]
    assert [(str(one.data.kind), one.data.quote) for one in scan_rows(rows)] == []
