"""Taking in an organ tree: every row, or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import require
from gongkai.apps.organs.actions.organs import edit_office, edit_organ, found_organ, state
from gongkai.apps.organs.importing import MOST_ERRORS, OrganRow
from gongkai.apps.organs.models import Organ
from gongkai.apps.organs.refusals import ImportRefused, Refused, RowError

# Which column a refused value stands in.
_HEADINGS = {
    "name": "机关名称",
    "short_name": "简称",
    "slug": "网址目录",
    "credit_code": "统一社会信用代码",
    "parent": "上级机关",
    "office_postcode": "邮政编码",
}


@dataclass(frozen=True)
class Imported:
    """What an import did, in numbers of organs."""

    founded: int
    changed: int
    unchanged: int


def import_organs(actor: Actor, rows: Sequence[OrganRow]) -> Imported:
    """Enter the organs of a spreadsheet; those registered already (by code) are brought up to date.

    Rows may stand in any order. Raises ImportRefused with every row that cannot be, and changes nothing.
    """
    require(actor, "organ.edit")
    errors: list[RowError] = []
    counts = {"founded": 0, "changed": 0, "unchanged": 0}
    with transaction.atomic():
        known = {organ.name: organ for organ in Organ.objects.filter(abolished_on__isnull=True)}
        for row in _parents_first(rows, known, errors):
            try:
                with transaction.atomic():
                    organ, done = _take(actor, row, known)
            except Refused as wrong:
                errors.append(RowError(row.number, _HEADINGS.get(wrong.field, ""), str(wrong)))
                continue
            known[organ.name] = organ
            counts[done] += 1
        if errors:
            raise ImportRefused(sorted(errors, key=lambda error: error.row)[:MOST_ERRORS])
    return Imported(**counts)


def _parents_first(
    rows: Sequence[OrganRow], known: dict[str, Organ], errors: list[RowError]
) -> list[OrganRow]:
    """The rows in an order in which everyone's superior comes before them."""
    waiting = list(rows)
    names = {row.name for row in rows}
    ordered: list[OrganRow] = []
    placed = set(known) - names
    while waiting:
        ready = [row for row in waiting if not row.parent or row.parent in placed]
        if not ready:
            break
        ordered += ready
        placed |= {row.name for row in ready}
        waiting = [row for row in waiting if row not in ready]
    for row in waiting:
        if row.parent not in names and row.parent not in known:
            message = f"“{row.parent[:40]}”既不在本表中，也没有登记。"
        elif row.parent == row.name:
            message = "上级机关不能是它自己。"
        else:
            message = f"“{row.parent[:40]}”还没有上级，或者与本行互为上下级。"
        errors.append(RowError(row.number, "上级机关", message))
    return ordered


def _take(actor: Actor, row: OrganRow, known: dict[str, Organ]) -> tuple[Organ, str]:
    if row.parent and row.parent not in known:
        # Its own row stands in the table and was refused.
        raise Refused(f"“{row.parent[:40]}”那一行有错，改正后一起导入。", "parent")
    parent = known[row.parent] if row.parent else None
    described = {
        "name": row.name,
        "short_name": row.short_name,
        "credit_code": row.credit_code,
        "kind": row.kind,
        "level": row.level,
        "parent": parent,
        "founded_on": row.founded_on,
        "order": row.order,
    }
    organ = Organ.objects.filter(credit_code=row.credit_code).first()
    if organ is None:
        if (same := known.get(row.name)) is not None:
            raise Refused(f"{row.name}已登记，代码是 {same.credit_code}，与本行不同。", "name")
        return found_organ(actor, slug=row.slug, office=row.office, **described), "founded"  # type: ignore[arg-type]
    if organ.slug != row.slug:
        raise Refused(f"{organ.name}的网址目录是“{organ.slug}”，公开过的网址不能改。", "slug")
    if organ.abolished_on:
        raise Refused(f"{organ.name}已于 {organ.abolished_on} 撤销。", "name")
    before = state(organ)
    organ = edit_organ(actor, organ, **described)  # type: ignore[arg-type]
    # A blank cell says nothing of what is registered.
    said = {name: value for name, value in row.office.items() if value}
    organ = edit_office(actor, organ, said)
    return organ, "unchanged" if state(organ) == before else "changed"
