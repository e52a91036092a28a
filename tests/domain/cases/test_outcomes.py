"""The 22 outcomes: each row exists in every form, every record is asked for, letters are its own."""

import pytest

from gongkai.domain.cases import missing_records, outcomes
from gongkai.domain.cases.outcomes import book, parse_outcomes
from gongkai.domain.law import LawDataError
from gongkai.domain.reports.forms import FORMATS, load_form

CODES = [
    "OPEN_GIVE",
    "OPEN_POINT",
    "PARTIAL",
    "NO_SECRET",
    "NO_LAW",
    "NO_SAFETY",
    "NO_THIRD",
    "NO_INTERNAL",
    "NO_PROCESS",
    "NO_CASEFILE",
    "NO_QUERY",
    "NA_NOTHELD",
    "NA_CREATE",
    "NA_UNCLEAR",
    "NP_PETITION",
    "NP_REPEAT",
    "NP_PUBLICATION",
    "NP_EXCESS",
    "NP_CONFIRM",
    "OT_NOBZ",
    "OT_NOPAY",
    "OT_OTHER",
]
RESULT_ROWS = ("granted", "partial", "refused.", "unable.", "declined.", "other.")


def rows(form_key):
    names = (cell.split(".")[1:-1] for cell in load_form(form_key).cells if cell.startswith("t3."))
    return {".".join(one) for one in names}


def test_there_are_22():
    assert list(outcomes()) == CODES


@pytest.mark.parametrize("form", FORMATS)
def test_every_row_exists_in_the_form_of_the_year(form):
    year = int(form)
    assert {one.row_in(year) for one in outcomes().values()} <= rows(form)


def test_every_result_row_of_the_form_has_an_outcome():
    wanted = {row for row in rows("2021") if row.startswith(RESULT_ROWS)}
    assert {one.row for one in outcomes().values()} == wanted


def test_one_outcome_counts_in_one_row():
    own_rows = [one.row for one in outcomes().values() if one.row != "granted"]
    assert len(own_rows) == len(set(own_rows))


def test_part_released_counts_only_as_such():
    assert outcomes()["PARTIAL"].row == "partial"


def test_not_existing_and_not_ours_share_a_row_but_not_letter_or_evidence():
    held = outcomes()["NA_NOTHELD"]
    absent, others = held.variant("not-existing"), held.variant("not-ours")
    assert absent.letter != others.letter and absent.basis != others.basis
    assert {one.key for one in absent.records}.isdisjoint(one.key for one in others.records)
    with pytest.raises(KeyError, match="哪一种"):
        held.variant()


def test_abandoned_is_not_unclear():
    assert outcomes()["OT_NOBZ"].row != outcomes()["NA_UNCLEAR"].row
    assert outcomes()["OT_NOPAY"].row == "other.no_payment"


def test_a_query_stands_under_refusals_and_is_none():
    query = outcomes()["NO_QUERY"]
    assert query.row.startswith("refused.") and query.variant().remedy == "free"


def test_no_search_log_no_such_outcome():
    absent = outcomes()["NA_NOTHELD"].variant("not-existing")
    assert [one.key for one in missing_records(absent, {})] == ["search_log"]
    assert [one.key for one in missing_records(absent, {"search_log": "  "})] == ["search_log"]
    assert not missing_records(absent, {"search_log": "档案室，2026年3月3日，张某，检索词……"})


def test_a_kind_is_one_of_those_the_law_names():
    process = outcomes()["NO_PROCESS"].variant()
    given = {"process_kind": "会议纪要", "discretion": "……"}
    assert [one.key for one in missing_records(process, given)] == ["process_kind"]
    assert not missing_records(process, given | {"process_kind": "讨论记录"})
    assert len(process.records[0].options) == 4
    assert len(outcomes()["NO_INTERNAL"].variant().records[0].options) == 3


def test_only_law_and_administrative_regulation_forbid():
    assert "地方性法规、规章不能" in book().records["forbidding_law"].label


def test_every_outcome_has_ground_record_letter_and_publication_rule():
    for one in outcomes().values():
        assert one.publication.basis
        for way in one.variants:
            assert way.basis and way.records and way.letter.startswith(("N14-", "N15-"))


@pytest.mark.parametrize(
    "code", [one for one in CODES if one.startswith("NO_") and one != "NO_QUERY"]
)
def test_what_is_withheld_is_looked_at_again(code):
    assert outcomes()[code].publication.key == "reassess"


SAMPLE = """records:
  delivery: {label: 凭证}
publication_rules:
  nothing: {label: 无, norm: zhengfu-xinxi-gongkai-tiaoli, article: 第十三条}
outcomes:
  A:
    label: 甲
    row: granted
    basis: {article: 第一条, mark: verified}
    records: [delivery]
    letter: N14-a
    remedy: free
    publication: nothing
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("[delivery]", "[nothing]", 10, "不在允许的取值"),
        ("remedy: free", "remedy: maybe", 12, "不在允许的取值"),
        ("publication: nothing", "publication: all", 13, "不在允许的取值"),
        ("    letter: N14-a\n", "", 7, "缺少“letter”"),
        ("row: granted", "rows: granted", 8, "未知的键"),
        ("mark: verified", "mark: sure", 9, "不在允许的取值"),
        ("  delivery:", "  other: {label: 无}\n  delivery:", 2, "没有被任何"),
    ],
)
def test_a_mistake_in_the_outcomes_is_named_with_its_line(old, new, line, says):
    assert parse_outcomes(SAMPLE, "f.yaml")
    with pytest.raises(LawDataError, match=says) as complaint:
        parse_outcomes(SAMPLE.replace(old, new, 1), "f.yaml")
    assert str(complaint.value).startswith(f"f.yaml:{line}:")


def test_two_outcomes_cannot_share_a_letter():
    second = SAMPLE[SAMPLE.index("  A:") :].replace("  A:", "  B:")
    with pytest.raises(LawDataError, match="同一个文书"):
        parse_outcomes(SAMPLE + second, "f.yaml")
