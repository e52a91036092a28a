"""The words of section 五 as they follow from the problems written down, this year's and last year's."""

from collections.abc import Sequence

from gongkai.apps.annual.models import Problem, Report
from gongkai.apps.annual.queries.problems import last_problems_of, problems_of
from gongkai.apps.annual.writing.fields import NO_VALUE

_COUNT = "一二三四五六七八九十"
# What stands where a person has to write: the check finds it (`gaps`).
WRITE_PROBLEMS = "〔请在“问题与措施”里登记本年存在的问题〕"
WRITE_MEASURES = "〔请在“问题与措施”里登记改进措施〕"
WRITE_LAST = "〔请写明：上年报告第五部分所列的问题，改进到什么程度〕"


def problem_values(report: Report) -> dict[str, str | None]:
    """`five.last`, `five.problems`, `five.measures` for the fields of the prose. Two queries."""
    problems, last = list(problems_of(report)), list(last_problems_of(report))
    return {
        "five.last": _numbered([_of_last(one) for one in last]) or WRITE_LAST,
        "five.problems": _numbered([one.text for one in problems]) or WRITE_PROBLEMS,
        "five.measures": _numbered([_of_measure(one) for one in problems]) or WRITE_MEASURES,
    }


def _numbered(said: Sequence[str]) -> str:
    """一是…；二是…。 One alone has no number."""
    if len(said) == 1:
        return f"{said[0]}。"
    return (
        "；".join(f"{ordinal(at)}是{one}" for at, one in enumerate(said, 1)) + "。" if said else ""
    )


def ordinal(at: int) -> str:
    """1 → 一, 12 → 十二, 30 → 三十."""
    tens, ones = divmod(at, 10)
    if tens == 0:
        return _COUNT[ones - 1]
    lead = "" if tens == 1 else _COUNT[tens - 1]
    return lead + "十" + (_COUNT[ones - 1] if ones else "")


def _of_last(one: Problem) -> str:
    result = one.result.rstrip("。；;") or NO_VALUE
    return f"针对“{one.text}”的问题，{result}"


def _of_measure(one: Problem) -> str:
    about = []
    if one.responsible is not None:
        about.append(f"责任单位：{one.responsible.short_name}")
    if one.due_on is not None:
        about.append(f"完成期限：{one.due_on.year}年{one.due_on.month}月{one.due_on.day}日")
    return (one.measure or NO_VALUE) + (f"（{'，'.join(about)}）" if about else "")
