"""填报与确认: an organ states a figure, another person confirms it; a correction is a new row."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.annual.models import Confirmation, Source, Statement
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.queries.ledger import NoForm, Period
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ
from gongkai.apps.periods.actions import Change, YearLocked, touch

MOST_FIGURE = Decimal("999999999999.99")


@dataclass(frozen=True)
class Said:
    """One figure as an organ says it. `month` None: of the whole year."""

    cell: str
    value: Decimal
    month: int | None = None
    evidence: str = ""


def state_figures(
    actor: Actor,
    organ: Organ,
    year: int,
    said: Sequence[Said],
    *,
    source: str = Source.FORM,
    amendment: str = "",
) -> list[Statement]:
    """填报, all of them or none. A figure stated before is replaced by a new row; both stay on record.

    A figure of the form that the ledgers count is refused, unless it comes from a report file (an organ
    that keeps its cases elsewhere).
    """
    require(actor, "figure.state", organ.pk)
    try:
        period = Period(year)
    except NoForm as no:
        raise Refused(str(no)) from no
    if year > clock.today().year:
        raise Refused(f"{year}年还没有到，不能填报。")
    with transaction.atomic():
        return [_state(actor, organ, period, one, source, amendment) for one in said]


def _state(
    actor: Actor, organ: Organ, period: Period, said: Said, source: str, amendment: str
) -> Statement:
    _fits(period, said, source)
    held = Statement.objects.select_for_update(of=("self",)).filter(
        organ=organ, year=period.year, month=said.month, cell=said.cell, replaced_by=None
    )
    earlier = held.first()
    entry = audit.record(
        actor,
        "figure.state",
        subject=organ,
        before={"value": str(earlier.value)} if earlier else None,
        after={
            "year": period.year,
            "month": said.month,
            "cell": said.cell,
            "value": str(said.value),
        },
    )
    made = Statement.objects.create(
        organ=organ,
        year=period.year,
        month=said.month,
        cell=said.cell,
        value=said.value,
        source=source,
        evidence=said.evidence[:300],
        replaces=earlier,
        person_id=actor.person_id,
        person_name=actor.name[:80],
        recorded_at=clock.now(),
        entry_seq=entry.seq,
    )
    before = {"value": str(earlier.value)} if earlier else None
    change = Change(
        (period.year,), "Statement", made.pk, f"{organ.short_name}的{label_of(period, said.cell)}",
        before, {"value": str(said.value)}, organ.pk,
    )  # fmt: skip
    try:
        touch(actor, change, amendment)
    except YearLocked as no:
        raise Refused(str(no)) from no
    return made


def _fits(period: Period, said: Said, source: str) -> None:
    label = label_of(period, said.cell)
    if said.month is not None and not 1 <= said.month <= 12:
        raise Refused(f"{label}的月份写的是{said.month}，应为 1 至 12；全年的数请不要写月份。")
    if said.value < 0 or said.value > MOST_FIGURE:
        raise Refused(f"{label}写的是{said.value}，应为不小于 0 的数。")
    if said.value != said.value.quantize(Decimal("0.01")):
        raise Refused(f"{label}写的是{said.value}，最多两位小数。")
    whole = said.cell not in period.form.decimals
    if whole and said.value != said.value.to_integral_value():
        raise Refused(f"{label}写的是{said.value}，应为整数。")
    ledger = said.cell.startswith(("t2.normative", "t3.", "t4."))
    if ledger and source != Source.REPORT:
        raise Refused(f"{label}由台账自动汇总，不需要填报。")


def label_of(period: Period, cell: str) -> str:
    """How a person names the figure. Refused where neither the form nor the counts know it."""
    if cell in period.form.cell_set:
        return period.form.label_of(cell)
    if cell.startswith("one."):
        from gongkai.apps.annual.data.counts import counts

        if cell in counts():
            return counts()[cell].label
    raise Refused(f"{period.year}年度的年报没有“{cell}”这个项目。")


def confirm_figures(actor: Actor, statements: Sequence[Statement]) -> list[Confirmation]:
    """确认 by somebody else than who stated them, all of them or none. From now on they count."""
    with transaction.atomic():
        made = []
        for one in statements:
            authors = frozenset((one.person_id,)) if one.person_id is not None else frozenset()
            require(actor, "figure.confirm", one.organ_id, authors=authors)
            if Confirmation.objects.filter(statement=one).exists():
                raise Refused(f"{one.organ.short_name}的这个数已经确认过。")
            if Statement.objects.filter(replaces=one).exists():
                raise Refused(f"{one.organ.short_name}的这个数已经重新填报，请确认新的数。")
            audit.record(
                actor,
                "figure.confirm",
                subject=one.organ,
                after={"statement": one.pk, "cell": one.cell, "value": str(one.value)},
            )
            made.append(
                Confirmation.objects.create(
                    statement=one,
                    person_id=actor.person_id,
                    person_name=actor.name[:80],
                    recorded_at=clock.now(),
                )
            )
        return made
