"""From a file or an upload to a report: one way for every format, with what a person should know."""

import json
from pathlib import Path

import pytest

from gongkai.documents.errors import NotAReport, Unreadable
from gongkai.documents.reader import (
    read,
    read_document,
    read_file,
    read_report,
    read_report_file,
    read_report_safely,
    read_safely,
)
from gongkai.domain.reports import report_from_cells
from tests.documents.formats import samples
from tests.shared_reports import SEED, shared_report


def test_the_seed_is_read_alike_in_every_way() -> None:
    data = SEED.read_bytes()
    here = read_report(data, SEED.name)
    assert (here.organ, here.year) == ("交口县", 2025)
    for other in (
        read_report_file(SEED),
        read_report_safely(data, SEED.name),
        read(data, SEED.name).report,
    ):
        assert other.to_dict() == here.to_dict()
        assert other.values == here.values
        assert other.observations == here.observations


def test_a_reading_says_what_the_file_is() -> None:
    reading = read_safely(json.dumps(report_from_cells({}).to_dict()).encode(), "any")
    assert reading.media_type == "application/json"
    assert read_file(shared_report("hongze-2023.pdf")).media_type == "application/pdf"


def test_the_same_cells_in_another_format() -> None:
    """A page saved from a site, printed to PDF or kept as text: the figures are the same."""
    name = "shuyang-fgj-2023.html"
    page = shared_report(name).read_bytes()
    again = read_report(page.decode().encode("gb18030"), "年报")
    assert again.values == read_report(page, name).values


def test_a_document_without_report() -> None:
    with pytest.raises(NotAReport) as caught:
        read_report_safely(samples.docx(samples.paragraph("关于放假的通知")), "通知.docx")
    assert caught.value.message.endswith("。")


def test_json_is_no_document() -> None:
    with pytest.raises(Unreadable, match="JSON"):
        read_document(b'{"schema": "gongkai.report/1"}', "a.json")


def test_a_missing_file_has_advice(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        read_report_file(tmp_path / "没有.docx")
    assert caught.value.message == "找不到这个文件。" and caught.value.advice
