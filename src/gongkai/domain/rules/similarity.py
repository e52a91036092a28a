"""Text copied from last year's report or from a sibling's."""

from collections.abc import Iterator

from gongkai.domain.findings import Finding, Kind, Quote, Rule, Severity, Unanswerable
from gongkai.domain.reports.similarity import Passage, alike_in_batch, likeness, similarity_limits
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.subject import Subject

_BASIS = "国办公开办函〔2021〕30号：年度报告内容应当真实、具体，不得照抄照搬"
_OLD = (
    "一是部分科室对公开目录的更新不够及时，个别栏目长期没有新的内容。二是政策解读的形式比较单一，图表和问答偏少。"
    "下一步，将建立栏目更新台账，按月通报更新情况，并组织业务骨干参加解读培训。"
)
_NEW = (
    "一是乡镇之间公开水平不平衡，两个镇全年没有更新过村务栏目。二是依申请公开答复文书的格式不统一。"
    "下一步，将制定答复文书样本，组织两次集中培训，对后进单位上门指导。"
)


@rule(
    "M01",
    Kind.SIMILARITY,
    Severity.WARNING,
    basis=_BASIS,
    good={"sections": {"五": _NEW}, "previous": {"sections": {"五": _OLD}}},
    bad={"sections": {"五": _OLD}, "previous": {"sections": {"五": _OLD}}},
    catalogue=("E13", "E29"),
)
def copied_from_last_year(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """总体情况、问题和改进情况反映本年，不照抄上年的报告。"""
    previous, limits = subject.require_previous(), similarity_limits()
    for section, threshold in limits["section"].items():
        found = likeness(subject.report.text_of(section), previous.text_of(section))
        if found.compared < limits["minimum"] or found.score < threshold:
            continue
        quotes = []
        for passage in found.passages[: limits["passages"]]:
            quotes.append(Quote(section, passage.text, passage.start, passage.end))
            quotes.append(Quote(f"previous:{section}", passage.other))
        yield rule.finding(
            f"第{section}部分有{found.score:.0%}的文字与上年报告相同（不计年份、数字和套话），共{len(found.passages)}句。",
            quotes=tuple(quotes),
            suggestion="请写本年的情况"
            + ("：上年的问题改进到什么程度，本年有什么新问题和措施。" if section == "五" else "。"),
        )


@rule(
    "M02",
    Kind.SIMILARITY,
    Severity.WARNING,
    basis=_BASIS,
    good={"children": [{"sections": {"五": _NEW}}, {"sections": {"五": _OLD}}]},
    bad={
        "children": [
            {"organ": "示例县甲局", "sections": {"五": _OLD}},
            {"organ": "示例县乙局", "sections": {"五": _OLD}},
        ]
    },
    catalogue=("E13",),
)
def copied_from_a_sibling(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """下级机关的年报各写各的情况，不互相照抄。"""
    if len(subject.children) < 2:
        raise Unanswerable("没有两份以上的下级机关年报")
    for section, threshold in similarity_limits()["section"].items():
        texts = [child.text_of(section) for child in subject.children]
        for pair in alike_in_batch(texts, threshold):
            one, other = subject.children[pair.one], subject.children[pair.other]
            yield rule.finding(
                f"{one.organ}与{other.organ}的年报第{section}部分有{pair.likeness.score:.0%}的文字相同"
                f"（不计年份、数字和套话），共{len(pair.likeness.passages)}句。",
                quotes=_sibling_quotes(section, one.organ, other.organ, pair.likeness.passages),
                suggestion="请核对哪一份是照抄的，并按各自的实际情况重写。",
            )


@rule(
    "M03",
    Kind.SIMILARITY,
    Severity.WARNING,
    basis=_BASIS,
    good={
        "sections": {"五": _NEW},
        "children": [{"organ": "示例县甲局", "sections": {"五": _OLD}}],
    },
    bad={"sections": {"五": _OLD}, "children": [{"organ": "示例县甲局", "sections": {"五": _OLD}}]},
    catalogue=("E12", "E13"),
)
def copied_between_levels(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """下级机关不照抄上级的年报。"""
    if not subject.children:
        raise Unanswerable("没有下级机关年报")
    limits = similarity_limits()
    for section, threshold in limits["section"].items():
        for child in subject.children:
            found = likeness(child.text_of(section), subject.report.text_of(section))
            if found.compared < limits["minimum"] or found.score < threshold:
                continue
            yield rule.finding(
                f"{child.organ}的年报第{section}部分有{found.score:.0%}的文字与本报告相同，共{len(found.passages)}句。",
                quotes=_sibling_quotes(section, child.organ, subject.report.organ, found.passages),
                suggestion="请核对下级机关是否照抄了本报告。",
            )


def _sibling_quotes(
    section: str, one: str, other: str, passages: tuple[Passage, ...]
) -> tuple[Quote, ...]:
    quotes: list[Quote] = []
    for passage in passages[: similarity_limits()["passages"]]:
        quotes.append(Quote(f"{one}:{section}", passage.text))
        quotes.append(Quote(f"{other}:{section}", passage.other))
    return tuple(quotes)
