"""Any cells at all, right or wrong, survive every format."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.documents.reader import read_report
from gongkai.documents.rendering import FORMATS, first_difference, render
from gongkai.domain.reports.annual_report import State, Value
from tests.documents.rendering.sample_reports import plain_report

REPORTS = {form: plain_report(form) for form in ("2019", "2021")}

numbers = st.one_of(
    st.integers(0, 9), st.integers(0, 99_999_999), st.decimals(0, 99_999, places=2)
).map(lambda one: Value.of(Decimal(one)))
values = st.one_of(
    numbers,
    numbers,
    st.sampled_from(
        [
            Value(State.BLANK),
            Value(State.SLASH, raw="/"),
            Value(State.DASH, raw="—"),
            Value(State.TEXT, raw="无"),
            Value(State.UNREAD, raw="1 2"),
            Value(State.MISSING),
        ]
    ),
)


@pytest.mark.parametrize("form", REPORTS)
@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_cells_survive(form: str, data: st.DataObject) -> None:
    report = REPORTS[form]
    cells = data.draw(
        st.dictionaries(st.sampled_from(report.form.cells), values, min_size=1, max_size=60)
    )
    report = replace(report, values={**report.values, **cells})
    to = data.draw(st.sampled_from(FORMATS))
    again = read_report(render(report, to), f"report.{to}")
    assert first_difference(report, again, to) is None
