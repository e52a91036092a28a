"""Files from outside are read or refused by name; nothing else happens."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.domain.deadlines import HistoryError
from gongkai.domain.deadlines.recorded import parse_history
from gongkai.domain.fees.recorded import parse_applications
from gongkai.domain.law import LawDataError, parse_local

READERS = [parse_history, parse_local, parse_applications]
PIECES = st.sampled_from(
    [
        "-",
        ":",
        ",",
        "{",
        "}",
        "[",
        "]",
        "?",
        "!",
        "&",
        "*",
        "|",
        ">",
        "'",
        '"',
        "#",
        "%",
        "@",
        "`",
        "~",
        "<<",
        "=",
        "\n",
        "\t",
        "a",
        "on",
        "off",
        "yes",
        "null",
        "1",
        "0x1f",
        "1e999",
        ".inf",
        ".nan",
        "2026-03-02",
        "2026-03-02T10:00:00Z",
        "12:30:45",
        "!!timestamp",
        "!!bool",
        "!!int",
        "!!binary",
        "!!set",
        "!!omap",
        "!!python/object:os.system",
        "arrival",
        "channel",
        "online",
        "arrived_on",
        "correction",
        "noticed_on",
        "source",
        "rest",
        "choices",
        "number",
        "applicant",
        "---",
        "...",
        "9999-12-31",
        "0000-00-00",
    ]
)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "text",
    [
        "[a]: 1",
        "{a: 1}: 1",
        "? [a, b]\n: c",
        '!!timestamp "soon"',
        '!!bool "x"',
        '!!int "x"',
        "!!python/object/apply:os.system [ls]",
        "a: !!set {b}",
        "--- a\n--- b",
        "<<: {a: 1}",
        "- arrival: {channel: online, arrived_on: 2026-03-02T10:00:00Z}",
        "- arrival: {channel: [], arrived_on: 2026-03-02}",
        "- arrival: {channel: {a: b}, arrived_on: 2026-03-02}",
        "source: 甲\nrest: {9999-12-31: 乙, 10000-01-01: 丙}",
        "source: 甲\nchoices: {late_opinion: [until-limit]}",
        "1: " + "9" * 5000,
        "a: " + "{b: " * 2000 + "1" + "}" * 2000,
        "\ud800",
    ],
)
def test_nasty_text_is_refused(read, text):
    with pytest.raises((LawDataError, HistoryError)):
        read(text, "f.yaml")


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(READERS), st.lists(PIECES, max_size=25).map(" ".join))
def test_anything_is_read_or_refused(read, text):
    try:
        read(text, "f.yaml")
    except (LawDataError, HistoryError) as refused:
        assert str(refused)
