"""In what a report differs from the form as a whole: its form, its sections, their order and headings."""

from collections.abc import Mapping

from gongkai.documents.reading.headings import Heading
from gongkai.documents.reading.lines import NUMBERS
from gongkai.domain.reports.annual_report import Observation, ObservationKind
from gongkai.domain.reports.forms import Form, form_for_year
from gongkai.domain.reports.labels import normalise


def about_form(form: Form, year: int | None) -> list[Observation]:
    """Tables on another form than the year's."""
    if year is None or form_for_year(year).key == form.key:
        return []
    due = form_for_year(year)
    return [
        Observation(
            ObservationKind.OTHER_FORM,
            f"{year}年度的报告应使用{due.label}，表格却是{form.label}。",
            raw=form.label,
            expected=due.label,
            table="t2",
        )
    ]


def about_sections(headings: Mapping[str, Heading], form: Form) -> list[Observation]:
    """Sections missing, out of order, or under another heading or number."""
    found: list[Observation] = []
    order = [one.number for one in sorted(headings.values(), key=lambda one: one.position)]
    for number in NUMBERS:
        expected = form.section(number).heading
        heading = headings.get(number)
        if heading is None:
            found.append(
                Observation(
                    ObservationKind.SECTION_MISSING,
                    f"没有找到“{number}、{expected}”。",
                    expected=f"{number}、{expected}",
                    section=number,
                )
            )
        elif heading.title != normalise(expected) or heading.printed not in ("", number):
            found.append(
                Observation(
                    ObservationKind.HEADING,
                    f"标题“{heading.raw.strip()}”与规定的“{number}、{expected}”不同。",
                    raw=heading.raw.strip(),
                    expected=f"{number}、{expected}",
                    section=number,
                )
            )
    if order != sorted(order, key=NUMBERS.index):
        found.append(
            Observation(
                ObservationKind.SECTION_ORDER,
                f"各部分的顺序是{'、'.join(order)}。",
                raw="、".join(order),
                expected="、".join(NUMBERS),
            )
        )
    return found
