"""The JSON form that other programs send in: exact, and strict about everything else."""

import json
from decimal import Decimal
from typing import Any

import pytest

from gongkai.documents.errors import DocumentError, NotAReport
from gongkai.documents.formats.report_json import read_report_json
from gongkai.domain.reports import report_from_cells
from gongkai.domain.reports.annual_report import State

GOOD: dict[str, Any] = {
    "schema": "gongkai.report/1",
    "title": "示例县2025年政府信息公开工作年度报告",
    "organ": "示例县",
    "year": 2025,
    "format": "2021",
    "preface": "前言。",
    "sections": {"一": "甲。\n乙。", "六": "无。"},
    "signature": "示例县\n2026年1月20日",
    "cells": {"t2.rules.made": 0, "t2.fees": 7730.28, "t3.new.natural": None, "t3.new.total": -5},
}


def read(**changes: Any) -> Any:
    return read_report_json(json.dumps({**GOOD, **changes}, ensure_ascii=False).encode())


def test_what_was_sent_is_what_is_read() -> None:
    report = read()
    assert report.number("t2.fees") == Decimal("7730.28")
    assert report.number("t3.new.total") == -5
    assert report.value("t3.new.natural").state is State.BLANK
    assert report.value("t3.total.total").state is State.MISSING
    assert report.text_of("一") == "甲。\n乙。"
    assert report.text_of("signature") == "示例县\n2026年1月20日"
    assert (report.organ, report.year, report.form.key) == ("示例县", 2025, "2021")


@pytest.mark.parametrize("form", ["2021", "2019"])
def test_what_is_written_is_read_back(form: str) -> None:
    report = report_from_cells({}, form=form, year=2020)
    full = report_from_cells(
        {cell: n for n, cell in enumerate(report.form.cells)}, form=form, year=2020
    )
    again = read_report_json(json.dumps(full.to_dict()).encode())
    assert again.to_dict() == full.to_dict()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_other_encodings(encoding: str) -> None:
    assert read_report_json(json.dumps(GOOD, ensure_ascii=False).encode(encoding)).organ == "示例县"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"schema": "gongkai.report/2"}, "schema"),
        ({"schema": None}, "schema"),
        ({"surplus": 1}, "surplus"),
        ({"format": "2020"}, "format"),
        ({"format": 2021}, "format"),
        ({"year": "2025"}, "year"),
        ({"year": 2025.5}, "year"),
        ({"year": 25}, "year"),
        ({"year": True}, "year"),
        ({"title": 5}, "title"),
        ({"preface": ["甲"]}, "preface"),
        ({"sections": {"七": "甲"}}, "七"),
        ({"sections": ["甲"]}, "sections"),
        ({"sections": {"一": 1}}, "一"),
        ({"cells": {"t2.rules.unknown": 1}}, "t2.rules.unknown"),
        ({"cells": {"t2.fees": "5"}}, "t2.fees"),
        ({"cells": {"t2.fees": True}}, "t2.fees"),
        ({"cells": {"t2.fees": [5]}}, "t2.fees"),
        ({"cells": [1]}, "cells"),
        ({"cells": {"t2.fees": 10**15}}, "超出范围"),
        ({"cells": {"t2.fees": float("nan")}}, "NaN"),
        ({"cells": {"t2.fees": float("inf")}}, "Infinity"),
    ],
)
def test_what_is_not_of_the_form_is_refused_by_name(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(NotAReport, match=said):
        read(**changes)


@pytest.mark.parametrize(
    "text", ["", "[]", "5", '"a"', "{", '{"a": 1,}', '{"a": 1}}', "null", "{'a': 1}", '{"a": 01}']
)
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(DocumentError):
        read_report_json(text.encode())


def test_a_cell_given_twice() -> None:
    with pytest.raises(NotAReport, match="重复"):
        read_report_json(b'{"schema": "gongkai.report/1", "cells": {"t2.fees": 1, "t2.fees": 1}}')


def test_names_by_position_of_the_2019_form_must_agree() -> None:
    form = report_from_cells({}, form="2019", year=2019).form
    own, positional = next(iter(form.positional_names.items()))
    assert read(format="2019", year=2019, cells={positional: 5}).number(own) == 5
    assert read(format="2019", year=2019, cells={positional: 5, own: 5}).number(own) == 5
    with pytest.raises(NotAReport, match="两个不同的值"):
        read(format="2019", year=2019, cells={positional: 5, own: 6})
