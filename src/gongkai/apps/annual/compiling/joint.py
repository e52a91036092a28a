"""联合发文 once: a document that two units counted is taken away from the sum again, in the open (2.10)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.apps.annual.compiling.figures import Behind
from gongkai.apps.annual.compiling.normative import KEYS, number_key
from gongkai.apps.annual.models import JointDocument
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.disclosure.models import NormativeDocument
from gongkai.apps.disclosure.queries.normative import NormativeNumbers
from gongkai.apps.organs.models import Organ


@dataclass(frozen=True)
class Twice:
    """A joint document in a cell of `unit` that `lead` counts: 1 less in the sum. `row`: declared by hand."""

    cell: str
    document: str
    lead: str
    unit: int
    unit_name: str
    behind_pk: int
    declared: bool

    @property
    def sentence(self) -> str:
        return f"联合发文{self.document}由{self.lead}计，{self.unit_name}的不重复计"

    @property
    def behind(self) -> Behind:
        kind = "joint" if self.declared else "normative"
        return Behind(kind, self.behind_pk, self.sentence, None, Decimal(-1))


def found_twice(numbers: Mapping[int, NormativeNumbers], names: Mapping[int, str]) -> list[Twice]:
    """Documents that the ledgers of two units hold under one number. The one entered first is the lead's."""
    made = []
    for key in KEYS:
        by_number: dict[str, list[tuple[int, NormativeDocument]]] = defaultdict(list)
        for unit, held in numbers.items():
            for document in getattr(held, key):
                by_number[number_key(document)].append((unit, document))
        for rows in by_number.values():
            if len({unit for unit, _ in rows}) < 2:
                continue
            (lead, first), *rest = sorted(rows, key=lambda one: one[1].pk)
            made += [
                Twice(
                    f"t2.normative.{key}",
                    str(first),
                    names[lead],
                    unit,
                    names[unit],
                    document.pk,
                    False,
                )
                for unit, document in rest
                if unit != lead
            ]
    return made


def declared_twice(
    government: Organ, period: Period, values: Mapping[int, Mapping[str, Decimal | None]]
) -> list[Twice]:
    """What the county office declared, as far as the unit's cells hold it. One query."""
    made: list[Twice] = []
    taken: dict[tuple[int, str], int] = defaultdict(int)
    for row in declarations(government, period):
        for cell in row.cells:
            held = values.get(row.organ_id, {}).get(cell)
            if held is None or held <= taken[row.organ_id, cell]:
                continue
            taken[row.organ_id, cell] += 1
            made.append(
                Twice(
                    cell,
                    row.document,
                    row.lead.short_name,
                    row.organ_id,
                    row.organ.short_name,
                    row.pk,
                    True,
                )
            )
    return made


def declarations(government: Organ, period: Period) -> Iterable[JointDocument]:
    """The declarations that stand: the newest row of a document and organ, unless it takes it back. One query."""
    rows = JointDocument.objects.filter(government=government, year=period.year)
    if period.as_of is not None:
        rows = rows.filter(recorded_at__lte=period.as_of)
    newest = {
        (one.document, one.organ_id): one
        for one in rows.select_related("lead", "organ").order_by("id")
    }
    return [one for one in newest.values() if not one.withdrawn]
