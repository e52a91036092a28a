"""Totals written after the numbers they add up: a件、b件，共计c件; 收到a件，加上结转b件，合计c件."""

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.domain.findings import Finding, Kind, Rule, Severity
from gongkai.domain.reports.annual_report import format_number
from gongkai.domain.reports.prose import ProseFacts
from gongkai.domain.reports.prose.claims import quote_of
from gongkai.domain.reports.prose.frames import Frame, Reading
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.prose.shown import distinct, facts_of, place_of
from gongkai.domain.rules.subject import Subject

_BASIS = "国办公开办函〔2021〕30号：年度报告的数据应当准确，同一事项的总数等于各分项之和"
_TOTAL = re.compile(r"(?:合计|总计|共计|共|共有|共办理|应办理|共需办理|合计办理)")
_CAME = (("received", "carried_in"), ("received_new", "carried_in"))
_SUMMED = re.compile(r"(?:共计|合计|总计|总共|共)")


@rule(
    "P16",
    Kind.TEXT_TEXT,
    Severity.ERROR,
    basis=_BASIS,
    good={"sections": {"六": "全年承办人大代表建议62件、政协提案85件，共计147件。"}},
    bad={"sections": {"六": "全年承办人大代表建议62件、政协提案85件，共计148件。"}},
    catalogue=("E01",),
)
def written_totals(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """几个并列的件数之后写的“共计”“合计”，等于各件数之和。"""
    for reading in facts_of(subject).sections:
        for place, total in enumerate(reading.frames):
            row = _row_before(reading, place) if _SUMMED.fullmatch(total.words_before()) else []
            values = [one.quantity.value for one in row]
            sums = {sum(values[-count:], Decimal(0)) for count in range(2, len(values) + 1)}
            if not sums or total.quantity.value in sums or total.quantity.approximate:
                continue
            whole = sum(values, Decimal(0))
            listed = "＋".join(format_number(one) for one in values)
            unit = total.quantity.unit
            yield rule.finding(
                f"{place_of(reading.text.section, total.sentence)}的{listed}={format_number(whole)}，"
                f"正文写的合计是 {format_number(total.quantity.value)} {unit}，"
                f"相差 {format_number(abs(whole - total.quantity.value))} {unit}。",
                severity=rule.severity if total.words_before() != "共" else Severity.WARNING,
                quotes=distinct(quote_of(one) for one in (*row, total)),
                evidence=(f"{listed}={format_number(whole)}",),
                suggestion="请核对各件数和合计，改正有误的一个。",
            )


def _row_before(reading: Reading, place: int) -> list[Frame]:
    """The counts joined by 、 right before a total, in its unit; [] where there are fewer than two."""
    total, compact = reading.frames[place], reading.text.compact
    row: list[Frame] = []
    following = total
    for one in reversed(reading.frames[max(0, place - 12) : place]):
        between = compact[one.quantity.end : following.quantity.start]
        joined = "、" in between or (following is total and between[:1] == "，")
        plain = one.quantity.kind == "count" and not one.quantity.approximate
        if (
            one.sentence != total.sentence
            or one.depth != total.depth
            or not plain
            or one.quantity.unit != total.quantity.unit
            or not joined
            or re.search("[。；：]|其中|等|同比", between)
        ):
            break
        row.append(one)
        following = one
    return row[::-1] if len(row) > 1 else []


def unbalanced_totals(facts: ProseFacts, rule: Rule) -> Iterator[Finding]:
    """收到19件，加上2024年结转的1件，合计20件: what was received and carried in make the total."""
    claims = [one for one in facts.claims if one.concept.startswith(("received", "carried_in"))]
    for reading in facts.sections:
        for carried, total in zip(reading.frames, reading.frames[1:], strict=False):
            before = [one for one in claims if one.frame.text is reading.text]
            before = [one for one in before if one.frame.quantity.end <= carried.quantity.end]
            if len(before) < 2 or before[-1].frame is not carried:
                continue
            new, old = before[-2], before[-1]
            same = total.sentence == carried.sentence and total.depth == carried.depth
            if (
                (new.concept, old.concept) not in _CAME
                or not same
                or new.frame.sentence.block != carried.sentence.block
                or total.quantity.kind != "count"
                or not _TOTAL.fullmatch(total.words_before())
            ):
                continue
            a, b, c = new.value, old.value, total.quantity.value
            if c not in (a + b, a):
                yield rule.finding(
                    f"{place_of(reading.text.section, total.sentence)}的件数相加不符："
                    f"{a}＋{b}={a + b}，正文为 {c}，相差 {abs(a + b - c)} 件。",
                    quotes=distinct(quote_of(one) for one in (new.frame, carried, total)),
                    evidence=(f"{a}＋{b}={a + b}≠{c}",),
                    suggestion="请核对三个件数，改正有误的一个。",
                )
