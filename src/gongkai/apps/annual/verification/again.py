"""Everything that was compiled and kept in a year, compiled again at its moment."""

from collections.abc import Iterator

from gongkai.apps import clock
from gongkai.apps.annual.compiling.government import compile_government, compile_own
from gongkai.apps.annual.compiling.unit import Compiled, digest_of
from gongkai.apps.annual.models import Compilation, Report, ReportKind
from gongkai.apps.annual.verification.fault import Fault
from gongkai.apps.annual.writing.values import label_of_field
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.cases.verification.figures import BROKEN

MOST_CELLS = 5


def check_compilations(year: int) -> Iterator[Fault]:
    """Each kept compilation against its own digest, and against the same compiled again."""
    rows = Compilation.objects.filter(report__year=year).select_related("report__organ")
    for one in rows.order_by("id").iterator(chunk_size=100):
        label = f"{one.report}{one.as_of.astimezone(clock.CHINA):%Y-%m-%d %H:%M}的汇总"
        if digest_of(year, one.cells) != one.digest:
            yield Fault(
                "Compilation", one.pk, label, f"{label}留存的数字与留存的摘要不符：被改动。"
            )
            continue
        try:
            again = _again(one.report, Period(year, one.as_of))
        except (*BROKEN, ArithmeticError):
            # Damaged facts (a result that is none) cannot be compiled; their own check names them.
            yield Fault(
                "Compilation", one.pk, label, f"{label}重新汇总不出来：台账里有损坏的记录。"
            )
            continue
        differing = {
            cell: (one.cells.get(cell), value)
            for cell, value in again.cells.items()
            if one.cells.get(cell) != value
        }
        differing |= {
            cell: (one.counts.get(cell), again.counts.get(cell))
            for cell in {**one.counts, **again.counts}
            if one.counts.get(cell) != again.counts.get(cell)
        }
        if differing or set(one.cells) != set(again.cells):
            yield Fault("Compilation", one.pk, label, _sentence(label, again, differing))


def _again(report: Report, period: Period) -> Compiled:
    if report.kind == ReportKind.GOVERNMENT:
        return compile_government(report.organ, period).whole
    return compile_own(report.organ, period)


def _sentence(
    label: str, again: Compiled, differing: dict[str, tuple[str | None, str | None]]
) -> str:
    form = again.scope.period.form
    told = [
        f"{label_of_field(cell, form)}留存{_said(was)}、现在{_said(now)}"
        for cell, (was, now) in list(differing.items())[:MOST_CELLS]
    ]
    more = f"等{len(differing)}处" if len(differing) > MOST_CELLS else ""
    return f"{label}，按同一数据截止时间重新汇总与留存的不同：{'；'.join(told)}{more}。"


def _said(value: str | None) -> str:
    return "未填报" if value is None else value
