"""Rendered files held against golden ones: a change of the look is made on purpose.

To write them anew: GONGKAI_WRITE_GOLDEN=1 pytest tests/documents/rendering/test_golden.py
"""

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from gongkai.documents.rendering import render
from tests.documents.rendering.sample_reports import hard_report, plain_report

GOLDEN = Path(__file__).parents[2] / "golden"


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name)


MADE = {
    "plain-2021.html": lambda: render(plain_report(), "html"),
    "plain-2019.html": lambda: render(plain_report("2019"), "html"),
    "plain-2021.json": lambda: render(plain_report(), "json"),
    "hard-document.xml": lambda: part(render(hard_report(), "docx"), "word/document.xml"),
    "hard-sheet3.xml": lambda: part(render(hard_report(), "xlsx"), "xl/worksheets/sheet3.xml"),
    "hard-page1.xml": lambda: part(render(hard_report(), "ofd"), "Doc_0/Pages/Page_0/Content.xml"),
    "hard-page4.xml": lambda: part(render(hard_report(), "ofd"), "Doc_0/Pages/Page_3/Content.xml"),
}


@pytest.mark.parametrize("name", MADE)
def test_rendered_as_the_golden_file(name: str) -> None:
    made = MADE[name]()
    path = GOLDEN / name
    if os.environ.get("GONGKAI_WRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(made)
    assert made == path.read_bytes()
