"""Small rooms: files are thought about at 300 lines and fail at 400; functions fail at 60.

A line of a template breaks where a space means nothing: between blocks, and between the attributes of a tag.
"""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Migrations are written by Django, not by hand.
SOURCES = sorted(
    path for path in (ROOT / "src" / "gongkai").rglob("*.py") if path.parent.name != "migrations"
)


def test_files_are_short():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in SOURCES
        if (lines := path.read_text(encoding="utf-8").count("\n")) > 400
    }
    assert not long


def test_templates_have_lines():
    long = [
        f"{path.relative_to(ROOT)}:{number} {len(line)}"
        for path in sorted((ROOT / "src" / "gongkai").rglob("*.html"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > 450
    ]
    assert not long


def test_functions_fit_a_screen():
    long = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > 60:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} {lines}")
    assert not long


def test_no_drawers():
    drawers = {"utils", "helpers", "common", "misc", "base", "manager"}
    found = [str(path.relative_to(ROOT)) for path in SOURCES if path.stem in drawers]
    assert not found
