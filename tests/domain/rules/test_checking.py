"""The check as a whole: order of the findings, the plain form, a report in order."""

from gongkai.domain.findings import Finding, Kind, Quote, Severity
from gongkai.domain.reports import report_from_cells
from gongkai.domain.rules.checking import check, in_order
from gongkai.domain.rules.output import check_to_dict, finding_to_dict
from gongkai.domain.rules.subject import Subject, example


def finding(severity: Severity, **more) -> Finding:
    return Finding("X1", Kind.SUM, severity, "不对", "条例", **more)


def test_errors_come_first_and_then_the_place_in_the_report():
    late = finding(Severity.ERROR, cells=("t4.review.total",))
    early = finding(Severity.ERROR, quotes=(Quote("一", "字", 3, 4),))
    notice = finding(Severity.NOTICE, quotes=(Quote("preface", "字"),))
    assert in_order(example({}), [notice, late, early]) == [early, late, notice]


def test_no_rule_is_broken_by_an_empty_report():
    result = check(Subject(report_from_cells({}, year=None)))
    assert not [one for one in result.verdicts if one.outcome == "broken"]


def test_plain_form_says_states_and_outcomes_of_rules():
    result = check(example({"blank": ["t2.licences"]}))
    made = check_to_dict(result, {"name": "a", "sha256": "", "media_type": ""})
    assert made["cells"]["t2.licences"] is None
    assert made["cell_states"] == {"t2.licences": "blank"}
    assert set(made["rules"]) == {"passed", "unanswered", "broken"}
    assert made["rules"]["broken"] == []


def test_plain_finding_leaves_out_what_is_not_there():
    made = finding_to_dict(finding(Severity.ERROR, quotes=(Quote("一", "字"),)))
    assert made["quotes"] == [{"section": "一", "text": "字"}]
    assert "alternatives" not in made and "explanation" not in made


def test_an_explained_error_no_longer_stops_the_publication():
    from dataclasses import replace

    result = check(example({"cells": {"t4.review.total": 1}}))
    assert result.has_errors
    explained = tuple(replace(one, explanation="已核") for one in result.findings)
    assert not replace(result, findings=explained).has_errors
