"""The steps' file is read strictly: no way without an outcome, no unknown name."""

import pytest

from gongkai.apps.cases.data.steps import parse_steps, step_book
from gongkai.domain.law.strict_yaml import LawDataError

STEP = "label: 甲, question: 乙, ground: 第一条, mark: verified"
LAST = f"answer: {{{STEP}}}"


def steps(findings: str, conditions: str = "{c: 没有丙}", requires: str = "[c]") -> str:
    one = f"{{label: 丁, requires: {requires}, {findings}}}"
    return (
        f"conditions: {conditions}\nkinds:\n  application:\n"
        f"    a: {{{STEP}, findings: {{f: {one}}}}}\n    {LAST}\n"
    )


GOOD = "next: answer, outcomes: [NP_PETITION]"
BROKEN = (
    (steps("next: answer"), "还没有办理结果"),
    (steps("outcomes: [NP_PETITION]"), "下一步"),
    (steps("next: answer, act: submit, outcomes: [NP_PETITION]"), "下一步"),
    (steps("next: a, outcomes: [NP_PETITION]"), "不在允许"),
    (steps("next: answer, outcomes: [NP_NOTHING]"), "没有“NP_NOTHING”"),
    (steps("next: answer, outcomes: [NA_NOTHELD]"), "没有“NA_NOTHELD”"),
    (steps(GOOD + ", reason: false"), "只能写 true"),
    (steps(GOOD, requires="[d]"), "不在允许"),
    (steps(GOOD, "{c: 没有丙, e: 没有戊}"), "没有被任何一步用到"),
    (steps(GOOD).replace("    answer", "    last"), "最后一步应为"),
    (steps(GOOD).replace("mark: verified", "mark: sure"), "不在允许"),
)


def test_a_small_file_is_read() -> None:
    assert parse_steps(steps(GOOD), "steps.yaml").step("application", "a").label == "甲"


@pytest.mark.parametrize(("text", "says"), BROKEN)
def test_broken_steps_are_named(text: str, says: str) -> None:
    with pytest.raises(LawDataError, match=says):
        parse_steps(text, "steps.yaml")


def test_who_refuses_says_why() -> None:
    """Every finding that leads to a refusal under Art. 14-16 asks for a reason."""
    for step in step_book().kinds["application"]:
        for finding in step.findings.values():
            if any(code.startswith("NO_") for code, _ in finding.outcomes):
                assert finding.reason, finding.label
