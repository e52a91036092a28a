"""填报与确认: an organ states a figure, another person confirms it; a correction is a new row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.annual.amending import amend
from gongkai.apps.annual.compiling.figures import Scope
from gongkai.apps.annual.compiling.unit import compile_unit
from gongkai.apps.annual.models import Confirmation, Delivery, Source, Statement
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.said import Said, fault_of, label_of, period_for
from gongkai.apps.annual.units import may_make_rules
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.keeping import kept
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ
from gongkai.apps.periods.actions import Change
from gongkai.apps.periods.models import Amendment
from gongkai.apps.periods.queries import locked_years
from gongkai.domain.reports.annual_report import format_number

__all__ = ["From", "Said", "confirm_figures", "label_of", "state_figures", "write_figures"]


@dataclass(frozen=True)
class From:
    """Where figures come from: how, and with which delivery; `amendment`: why, in a locked year."""

    source: str = Source.FORM
    delivery: Delivery | None = None
    amendment: str = ""


def state_figures(
    actor: Actor,
    organ: Organ,
    year: int,
    said: Sequence[Said],
    *,
    source: str = Source.FORM,
    amendment: str = "",
    delivery: Delivery | None = None,
) -> list[Statement]:
    """填报, all of them or none. A figure stated before is replaced by a new row; both stay on record.

    A figure of the form that the ledgers count is refused, unless it comes from a report file (an organ
    that keeps its cases elsewhere). A `value` None takes the figure back; its evidence says why.
    """
    require(actor, "figure.state", organ.pk)
    return write_figures(actor, organ, year, said, From(source, delivery, amendment))


def write_figures(
    actor: Actor, organ: Organ, year: int, said: Sequence[Said], origin: From
) -> list[Statement]:
    """What every way of stating ends in; whoever calls it has asked for the right."""
    period = period_for(year)
    with transaction.atomic():
        # One after the other: two that come at once would both replace nothing.
        Organ.objects.select_for_update().get(pk=organ.pk)
        counted = _counted(organ, period, origin)
        return [_state(actor, organ, period, one, origin, counted) for one in said]


def _counted(organ: Organ, period: Period, origin: From) -> Mapping[str, Decimal | None]:
    """What a locked year's report says without a file that is handed in; nothing where it is open."""
    if origin.source != Source.REPORT or not locked_years((period.year,)):
        return {}
    scope = Scope(frozenset((organ.pk,)), period, may_make_rules(organ))
    return {cell: one.value for cell, one in compile_unit(scope).figures.items()}


def _state(
    actor: Actor,
    organ: Organ,
    period: Period,
    said: Said,
    origin: From,
    counted: Mapping[str, Decimal | None],
) -> Statement:
    if fault := fault_of(organ, period, said, origin.source):
        raise Refused(fault)
    earlier = (
        Statement.objects.filter(
            organ=organ, year=period.year, month=said.month, cell=said.cell, replaced_by=None
        )
        .order_by("-id")
        .first()
    )
    label = label_of(period, said.cell)
    if said.value is None and (earlier is None or earlier.value is None):
        raise Refused(f"{label}没有填报过，不用撤回。")
    before = None if earlier is None else {"value": _text(earlier.value)}
    made = Statement(
        organ=organ,
        year=period.year,
        month=said.month,
        cell=said.cell,
        value=said.value,
        source=origin.source,
        evidence=said.evidence[:300],
        replaces=earlier,
        person_id=actor.person_id,
        person_name=actor.name[:80],
        recorded_at=clock.now(),
        delivery=origin.delivery,
    )
    entry = audit.record(
        actor,
        "figure.state",
        subject=organ,
        before=before,
        after={
            "year": period.year,
            "month": said.month,
            "cell": said.cell,
            "value": _text(said.value),
            "source": origin.source,
        }
        | kept(made),
    )
    made.entry_seq = entry.seq
    made.save()
    if said.cell in counted:
        if said.value == counted[said.cell]:
            return made  # the report says the same already: nothing to amend
        before = {"value": _text(counted[said.cell])}
    _touch(actor, made, before, origin.amendment)
    return made


def _touch(
    actor: Actor, row: Statement, before: dict[str, str | None] | None, amendment: str
) -> None:
    """A locked year asks for the reason of an amendment."""
    period = Period(row.year)
    what = f"{row.organ.short_name}的{label_of(period, row.cell)}"
    after = {"value": _text(row.value)}
    change = Change((row.year,), "Statement", row.pk, what, before, after, row.organ_id)
    amend(actor, change, amendment)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format_number(value)


def confirm_figures(
    actor: Actor, statements: Sequence[Statement], *, amendment: str = ""
) -> list[Confirmation]:
    """确认 by somebody else than who stated them, all of them or none. From now on they count.

    In a year that was locked after the figure was stated, a reason is asked for: confirming moves the report.
    """
    with transaction.atomic():
        counted = {
            key: _counted(organ, period_for(key[1]), From(Source.REPORT))
            for key, organ in {
                (one.organ_id, one.year): one.organ
                for one in statements
                if one.source == Source.REPORT
            }.items()
        }
        return [
            _confirm(actor, one, amendment, counted.get((one.organ_id, one.year), {}))
            for one in statements
        ]


def _confirm(
    actor: Actor, one: Statement, amendment: str, counted: Mapping[str, Decimal | None]
) -> Confirmation:
    authors = frozenset((one.person_id,)) if one.person_id is not None else frozenset()
    require(actor, "figure.confirm", one.organ_id, authors=authors)
    Organ.objects.select_for_update().get(pk=one.organ_id)
    if Confirmation.objects.filter(statement=one).exists():
        raise Refused(f"{one.organ.short_name}的这个数已经确认过。")
    if Statement.objects.filter(replaces=one).exists():
        raise Refused(f"{one.organ.short_name}的这个数已经重新填报，请确认新的数。")
    amended = Amendment.objects.filter(subject_kind="Statement", subject_id=str(one.pk))
    same = one.cell in counted and one.value == counted[one.cell]
    if not same and not amended.exists():
        former = one.replaces
        before = None if former is None else {"value": _text(former.value)}
        _touch(actor, one, before, amendment)
    made = Confirmation.objects.create(
        statement=one,
        person_id=actor.person_id,
        person_name=actor.name[:80],
        recorded_at=clock.now(),
    )
    audit.record(
        actor,
        "figure.confirm",
        subject=one.organ,
        after={"statement": one.pk, "cell": one.cell, "value": _text(one.value)} | kept(made),
    )
    return made
