"""What an organ's own registers hold of a year: it would be put aside by cells that are handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.apps.annual.models import DeliveryScope
from gongkai.apps.cases.queries import ledger as applications
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.disclosure.queries.normative import normative_numbers
from gongkai.apps.organs.models import Organ
from gongkai.apps.remedies.queries import ledger as remedies


@dataclass(frozen=True)
class OwnRecords:
    """`labels`: applications, reviews and suits, documents, as their registers call them; `cells`: what they count."""

    labels: tuple[str, ...]
    cells: Mapping[str, Decimal]


def own_records(organ: Organ, period: Period, scope: str) -> OwnRecords:
    """Of the cells that a delivery of this scope hands in. Up to seven queries."""
    organs = (organ.pk,)
    counted = remedies.ledger(organs, period).cells
    cells = {cell: Decimal(number) for cell, number in counted.items()}
    rows = applications.standing_in(organs, period).select_related("case").order_by("case_id")
    labels = [one.case.number for one in rows]
    suits = remedies.standing_in(organs, period).select_related("remedy").order_by("remedy_id")
    labels += [one.remedy.number for one in suits]
    if scope == DeliveryScope.ALL:
        numbers = normative_numbers(organs, period.last, known_at=period.as_of)
        for key in ("made", "repealed", "in_force"):
            cells[f"t2.normative.{key}"] = Decimal(len(getattr(numbers, key)))
        documents = {one.pk: str(one) for one in (*numbers.in_force, *numbers.repealed)}
        labels += [documents[pk] for pk in sorted(documents)]
    return OwnRecords(tuple(labels), cells)
