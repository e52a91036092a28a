"""The report as data: five kinds of nothing, exact numbers, the plain form for other programs."""

from decimal import Decimal

import pytest

from gongkai.domain.reports import report_from_cells
from gongkai.domain.reports.annual_report import MISSING, Place, State, Value


def test_blank_zero_and_missing_are_three_things():
    report = report_from_cells({"t2.licences": 0, "t2.penalties": None})
    assert report.value("t2.licences").state is State.NUMBER
    assert report.value("t2.penalties").state is State.BLANK
    assert report.value("t2.compulsory") is MISSING
    assert [report.number(cell) for cell in ("t2.licences", "t2.penalties", "t2.compulsory")] == [
        Decimal(0),
        None,
        None,
    ]


def test_a_cell_that_the_form_does_not_have_is_refused():
    with pytest.raises(KeyError):
        report_from_cells({}).value("t2.nothing")


def test_decimals_stay_exact_and_come_out_plain():
    report = report_from_cells({"t2.fees": Decimal("8510.56"), "t2.licences": 3822})
    assert report.number("t2.fees") == Decimal("8510.56")
    cells = report.to_dict()["cells"]
    assert cells["t2.fees"] == 8510.56
    assert cells["t2.licences"] == 3822 and isinstance(cells["t2.licences"], int)
    assert cells["t2.penalties"] is None


def test_the_2019_form_carries_positional_names_beside_its_own():
    report = report_from_cells({"t2.rules.disclosed": 13}, year=2019, form="2019")
    cells = report.to_dict()["cells"]
    assert cells["t2.rules.disclosed"] == cells["t2.rules.repealed"] == 13


def test_prose_is_in_reading_order_without_empty_parts():
    report = report_from_cells(
        {}, preface="依据。", sections={"五": "问题。\n\n措施。", "一": "情况。"}, signature="某县"
    )
    assert list(report.prose()) == ["preface", "一", "五", "signature"]
    assert report.text_of("五") == "问题。\n措施。"
    assert report.text_of("六") == ""


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(page=3, table=2, row=5, column=4), "第3页第2个表格第5行第4列"),
        (Place(line=12, column=3), "第12行第3列"),
        (Place(), ""),
    ],
)
def test_a_place_is_said_in_words(place, words):
    assert place.describe() == words


def test_value_of_a_float_is_what_was_printed():
    assert Value.of(0.1).number == Decimal("0.1")
