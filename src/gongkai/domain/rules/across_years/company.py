"""Whether what was given as last year's report is last year's report of the same organ."""

from collections.abc import Iterator

from gongkai.domain.findings import Finding, Kind, Quote, Rule, Severity
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.subject import Subject

_BASIS = "《政府信息公开条例》第五十条：年度报告逐年编制，上下年度数据应当衔接"


@rule(
    "Y001",
    Kind.PERIOD,
    Severity.WARNING,
    basis=_BASIS,
    good={"previous": {"year": 2024}},
    bad={"previous": {"year": 2022}},
)
def previous_is_of_the_year_before(subject: Subject, this: Rule) -> Iterator[Finding]:
    """用来对照的上年报告，应当是上一年度的。"""
    previous, year = subject.require_previous(), subject.report.year
    if year is None or previous.year is None or previous.year == year - 1:
        return
    yield this.finding(
        f"用来对照的报告是{previous.year}年度的，不是{year - 1}年度的，跨年衔接的规则没有执行。",
        quotes=(Quote("previous:title", previous.title),),
        suggestion=f"请换成{year - 1}年度的报告再校核一次。",
    )


@rule(
    "Y002",
    Kind.SCOPE,
    Severity.WARNING,
    basis=_BASIS,
    good={"organ": "示例县人民政府", "previous": {"organ": "示例县"}},
    bad={"organ": "示例县人民政府", "previous": {"organ": "邻县水利局"}},
)
def previous_is_of_the_same_organ(subject: Subject, this: Rule) -> Iterator[Finding]:
    """用来对照的上年报告，应当是同一机关的。"""
    previous = subject.require_previous()
    own, other = _name(subject.report.organ), _name(previous.organ)
    if not own or not other or own in other or other in own:
        return
    yield this.finding(
        f"用来对照的报告是“{previous.organ}”的，本报告是“{subject.report.organ}”的，看来不是同一机关。",
        quotes=(Quote("previous:title", previous.title),),
        suggestion="请核对是否给错了文件；机关更名的，请在报告中说明，跨年衔接仍按原机关核对。",
    )


def _name(organ: str) -> str:
    """The organ without what one year's title has and the next year's leaves out."""
    name = "".join(organ.split())
    for ending in ("人民政府办公室", "人民政府办公厅", "人民政府"):
        name = name.removesuffix(ending)
    return name
