"""The glossary and the code use the same words."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = [
    path.read_text(encoding="utf-8")
    for suffix in ("*.py", "*.yaml")
    for path in sorted((ROOT / "src" / "gongkai").rglob(suffix))
]


def rows():
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines():
        parts = [part.strip() for part in line.strip().strip("|").split("|")]
        if (
            line.startswith("| ")
            and len(parts) == 4
            and "---" not in line
            and parts[0] != "法定/行业用语"
        ):
            yield parts


def words():
    return [(row[0], word) for row in rows() for word in re.findall(r"`([^`]+)`", row[1])]


@pytest.mark.parametrize(("chinese", "identifier"), words(), ids=lambda v: v)
def test_every_identifier_is_used(chinese, identifier):
    pattern = re.compile(rf"\b{re.escape(identifier)}\b")
    assert any(pattern.search(source) for source in SOURCES)


def test_words_not_to_be_used_name_nothing():
    banned = {word.strip() for row in rows() for word in row[3].split(",") if word.strip()}
    banned -= {"null", "template"}  # words of JSON and of web pages, used there in their own sense
    defined = set()
    for path in sorted((ROOT / "src" / "gongkai").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                defined.add(node.name.lower())
    assert not {word for word in banned if word.lower() in defined}
