"""Every stored row of the year against the mark that the log holds of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from gongkai.apps.annual.data.parts import parts
from gongkai.apps.annual.models import (
    Adjustment,
    Agreement,
    Artefact,
    Compilation,
    Confirmation,
    Delivery,
    Explanation,
    JointDocument,
    JudicialDepartment,
    LocalDueDay,
    Passage,
    PastReport,
    Problem,
    Reminder,
    Report,
    Statement,
    Step,
    Taking,
    Unit,
    UnitList,
    WebsiteReport,
    WebsiteStep,
    WebsiteValue,
)
from gongkai.apps.annual.verification.fault import Fault
from gongkai.apps.annual.verification.marks import Mark, Marks
from gongkai.apps.annual.website.fields import form
from gongkai.apps.annual.writing.values import label_of_field
from gongkai.apps.audit.keeping import GONE, row_digest
from gongkai.apps.cases.models import LocalRules
from gongkai.apps.cases.queries.ledger import NoForm, Period
from gongkai.apps.disclosure.models import NormativeDocument, NormativeEvent
from gongkai.apps.periods.models import Amendment, LockedYear
from gongkai.apps.remedies.models import ResultColumns

Said = Callable[[Any], str]


@dataclass(frozen=True)
class Kept:
    """One kind of row. `changes`: acts change it, so its newest mark counts."""

    model: type[Model]
    label: Said
    joined: tuple[str, ...] = ()
    changes: bool = False


# Rows that have no name of their own in the office's pages.
WORDS: dict[type[Model], str] = {
    Compilation: "汇总",
    Passage: "文字",
    Explanation: "说明",
    Step: "办理经过",
    Artefact: "报告文件",
}


def _what(kept: Kept) -> str:
    return WORDS.get(kept.model) or str(kept.model._meta.verbose_name)


def _cell(cell: str, year: int) -> str:
    """A figure in the words of the report: the person told does not know its key."""
    try:
        return label_of_field(cell, Period(year).form)
    except NoForm:  # a year that was written over
        return cell


def _part(key: str) -> str:
    found = parts().get(key)
    return found.label if found is not None else key


def _field(key: str) -> str:
    """A field of the website report in its words."""
    found = form().all.get(key)
    return found.label if found is not None else key


def _of_report(what: str) -> Said:
    return lambda one: f"{one.report}的{what}"


KEPT = (
    Kept(
        Statement,
        lambda one: f"{one.organ.short_name}{one.year}年填报的{_cell(one.cell, one.year)}",
        ("organ",),
    ),
    Kept(
        Confirmation,
        lambda one: (
            f"{one.statement.organ.short_name}的{_cell(one.statement.cell, one.statement.year)}的确认"
        ),
        ("statement__organ",),
    ),
    Kept(Delivery, str, ("organ",)),
    Kept(Taking, lambda one: f"{one.delivery}的采用", ("delivery__organ",)),
    Kept(
        Adjustment,
        lambda one: f"{one.organ.short_name}{_cell(one.cell, one.year)}的结转调整",
        ("organ",),
    ),
    Kept(UnitList, lambda one: f"{one.government.short_name}{one.year}年度报送单位名单", ("government",)),
    Kept(Unit, lambda one: f"名单里的{one.organ.short_name}", ("organ",)),
    Kept(JointDocument, lambda one: f"联合发文{one.document}"),
    Kept(JudicialDepartment, lambda one: f"选定{one.organ.short_name}为司法行政部门", ("organ",)),
    Kept(Agreement, lambda one: f"{one.organ.short_name}对{one.year}年度规范性文件件数的核对", ("organ",)),
    Kept(LocalDueDay, lambda one: f"{one.year}年度的当地报送期限"),
    Kept(Reminder, lambda one: f"对{one.organ.short_name}的催报", ("organ",)),
    Kept(Compilation, _of_report("汇总数据"), ("report__organ",)),
    Kept(Passage, lambda one: f"{one.report}的文字“{_part(one.part)}”第{one.number}稿", ("report__organ",)),
    Kept(Explanation, lambda one: f"{one.report}的说明{one.code}", ("report__organ",)),
    Kept(Step, _of_report("办理记录"), ("report__organ",)),
    Kept(Artefact, lambda one: f"{one.report}的{one.format}文件", ("report__organ",)),
    Kept(Problem, _of_report("存在问题"), ("report__organ",), changes=True),
    Kept(Report, str, ("organ",), changes=True),
    Kept(PastReport, lambda one: f"{one.organ.short_name}{one.year}年往年报告", ("organ",)),
    Kept(WebsiteReport, str, ("organ",), changes=True),
    Kept(WebsiteValue, lambda one: f"{one.report}里填写的“{_field(one.field)}”", ("report",)),
    Kept(WebsiteStep, lambda one: f"{one.report}的办理经过“{one.get_state_display()}”", ("report",)),
    Kept(NormativeDocument, str, changes=True),
    Kept(NormativeEvent, lambda one: f"{one.document}的{one.get_kind_display()}", ("document",)),
    Kept(LockedYear, str),
    Kept(Amendment, lambda one: f"{one.label}的更正登记"),
    Kept(LocalRules, lambda one: f"第{one.pk}版本地规则"),
    Kept(ResultColumns, lambda one: f"第{one.pk}版结果归列"),
)  # fmt: skip


def check_rows(marks: Marks) -> Iterator[Fault]:
    """Rows of every year, so that one moved to another year is found too."""
    for one in KEPT:
        yield from _check(one, marks)


def _check(kept: Kept, marks: Marks) -> Iterator[Fault]:
    name = kept.model.__name__
    known, newest = marks.by_kind.get(name, {}), marks.newest.get(name, {})
    seen: set[str] = set()
    numbers: set[int] = set()
    rows: QuerySet[Any] = kept.model._default_manager.select_related(*kept.joined).order_by("pk")
    for row in rows.iterator(chunk_size=500):
        mark = row_digest(row)
        seen.add(mark)
        numbers.add(row.pk)
        held = known.get(mark)
        last = newest.get(row.pk) if kept.changes else held
        if held is None or last is None or last.digest != mark:
            label = kept.label(row)
            yield Fault(
                name,
                row.pk,
                label,
                f"{label}（{_what(kept)}第{row.pk}行）与审计日志不符："
                "登记之后被改动，或者不是程序登记的。",
            )
        elif (fault := _number_fault(kept, row, held)) is not None:
            yield fault
    if kept.changes:
        gone = (one for pk, one in newest.items() if pk not in numbers and one.digest != GONE)
        yield from (_missing(kept, one) for one in gone)
    else:
        yield from (_missing(kept, one) for mark, one in known.items() if mark not in seen)


def _number_fault(kept: Kept, row: Any, held: Mark) -> Fault | None:
    """A row that names its row of the log names the right one."""
    if not hasattr(row, "entry_seq") or row.entry_seq == held.seq:
        return None
    label = kept.label(row)
    sentence = f"{label}写着审计日志第{row.entry_seq}行，登记它的是第{held.seq}行：行号被改动。"
    return Fault(kept.model.__name__, row.pk, label, sentence)


def _missing(kept: Kept, held: Mark) -> Fault:
    what = _what(kept)
    return Fault(
        kept.model.__name__,
        held.pk,
        held.label,
        f"审计日志第{held.seq}行登记了一条{what}（{held.label}），现在没有内容相同的：被改动或者被删除。",
    )
