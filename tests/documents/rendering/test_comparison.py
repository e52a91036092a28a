import json

import pytest
from selectolax.lexbor import LexborHTMLParser

from gongkai.documents.errors import DocumentError
from gongkai.documents.rendering import render_comparison
from gongkai.documents.rendering.comparison import difference_dict
from gongkai.domain.reports.comparing import Comparison, compare
from gongkai.domain.rules.subject import example_report


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    old = example_report(
        {
            "year": 2024,
            "cells": {"t3.new.total": 4},
            "sections": {"一": "受理申请4件。\n<b>旧</b>的一段。\n先在前面的一段话。"},
        }
    )
    new = example_report(
        {
            "cells": {"t3.new.total": 6},
            "blank": ["t2.licences"],
            "sections": {"一": "受理申请6件。\n先在前面的一段话。"},
        }
    )
    return compare(old, new)


def test_text_names_cells_and_words(comparison: Comparison) -> None:
    text = render_comparison(comparison, "text")
    assert "表三“一、本年新收政府信息公开申请数量”的“总计”：4 → 6（+2，+50.0%）" in text
    assert "表二“行政许可”的“本年处理决定数量”：0 → 空白" in text
    assert "受理申请【-4】【+6】件。" in text
    assert "200个共有单元格，2个有变化" in text


def test_json_is_the_fixed_schema(comparison: Comparison) -> None:
    data = json.loads(render_comparison(comparison, "json"))
    assert data["schema"] == "gongkai.report-compare/1"
    assert (data["old"]["year"], data["new"]["year"]) == (2024, 2025)
    cells = {one["cell"]: one for one in data["cells"]}
    assert len(cells) == 200
    assert cells["t3.new.total"]["difference"] == 2
    assert cells["t3.new.total"]["ratio"] == 1.5
    assert cells["t2.licences"] | {"label": ""} == {
        "cell": "t2.licences",
        "label": "",
        "old": 0,
        "new": None,
        "old_state": "number",
        "new_state": "blank",
        "difference": None,
        "ratio": None,
        "changed": True,
    }
    one = next(part for part in data["prose"] if part["section"] == "一")
    assert {part["change"] for part in one["paragraphs"]} >= {"changed", "removed"}


def test_the_difference_names_what_differs_and_nothing_else(comparison: Comparison) -> None:
    found = difference_dict(comparison)
    assert found["schema"] == "gongkai.report-difference/1"
    assert [one["cell"] for one in found["cells"]] == ["t2.licences", "t3.new.total"]
    assert found["changed"] == {"cells": 2, "passages": len(found["passages"])}
    assert {one["change"] for one in found["passages"]} == {"changed", "removed"}
    assert all(one["section"] == "一" for one in found["passages"])


def test_html_stands_alone_and_escapes(comparison: Comparison) -> None:
    html = render_comparison(comparison, "html")
    page = LexborHTMLParser(html)
    assert page.css_first("script") is None and "http" not in html.replace("http-equiv", "")
    assert "&lt;b&gt;旧&lt;/b&gt;" in html
    row = page.css_first('tr[data-cell="t3.new.total"]')
    assert [one.text() for one in row.css("td")] == ["4", "6", "+2", "+50.0%"]
    assert [one.text() for one in page.css(".comparison-words ins")][-1] == "6"


def test_another_format_is_refused(comparison: Comparison) -> None:
    with pytest.raises(DocumentError):
        render_comparison(comparison, "docx")
