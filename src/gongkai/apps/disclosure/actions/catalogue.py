"""基层政务公开标准目录: import of a field's table, and mapping its rows to columns."""

from collections.abc import Iterable

from django.db import transaction

from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.changes import actions as changes
from gongkai.apps.disclosure.data.fields import fields
from gongkai.apps.disclosure.models import Column, StandardEntry
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.disclosure.sheets import RowError, SheetRefused, SheetRow, read_sheet
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ

# The usual columns of a 标准目录; several spellings are in use.
HEADINGS = {
    "序号": "number",
    "一级事项": "subject",
    "一级": "subject",
    "公开事项一级": "subject",
    "公开事项（一级）": "subject",
    "二级事项": "sub_subject",
    "二级": "sub_subject",
    "公开事项二级": "sub_subject",
    "公开事项（二级）": "sub_subject",
    "公开内容（要素）": "content",
    "公开内容(要素)": "content",
    "公开内容": "content",
    "公开依据": "ground",
    "公开时限": "time_limit",
    "公开主体": "body",
    "公开渠道和载体": "channels",
    "公开渠道": "channels",
    "公开对象": "audience",
    "公开方式": "manner",
    "公开层级": "level",
}
# Below 公开对象, 公开方式 and 公开层级 stand columns of their own, ticked row by row.
TICKED = {
    "全社会": ("audience", "全社会"),
    "特定群体": ("audience", "特定群体"),
    "特定群众": ("audience", "特定群众"),
    "主动": ("manner", "主动公开"),
    "主动公开": ("manner", "主动公开"),
    "依申请": ("manner", "依申请公开"),
    "依申请公开": ("manner", "依申请公开"),
    "市级": ("level", "市级"),
    "县级": ("level", "县级"),
    "乡级": ("level", "乡级"),
    "乡镇级": ("level", "乡镇级"),
    "乡、村级": ("level", "乡、村级"),
    "村级": ("level", "村级"),
}
TICKS = frozenset("√✓✔☑■●▲是有VvYy")
LEFT_OPEN = frozenset("□☐○×✗否无/—－-0")
NEEDED = ("序号", "一级事项", "公开依据", "公开时限")
# Name → (heading, longest, needed).
_COLUMNS = {
    "number": ("序号", 10, True),
    "subject": ("一级事项", 120, True),
    "sub_subject": ("二级事项", 200, False),
    "content": ("公开内容（要素）", 5_000, True),
    "ground": ("公开依据", 5_000, True),
    "time_limit": ("公开时限", 300, True),
    "channels": ("公开渠道和载体", 300, True),
    "audience": ("公开对象", 100, False),
    "manner": ("公开方式", 40, False),
    "level": ("公开层级", 40, False),
}


def import_catalogue(actor: Actor, organ: Organ, field: str, data: bytes) -> list[StandardEntry]:
    """A field's whole table for an organ, from XLSX; replaces the field's former rows.

    The mapping of a row whose number, 一级事项 and 二级事项 are unchanged is kept. Raises
    SheetRefused with the errors by row; then nothing was changed.
    """
    require(actor, "catalogue.edit", organ.pk)
    if field not in fields():
        raise Refused(f"没有“{field}”这个领域。可用的领域：{'、'.join(fields())}。")
    rows = [_ticked(row) for row in read_sheet(data, HEADINGS, needed=NEEDED, also=TICKED)]
    errors = list(_errors(rows))
    if errors:
        raise SheetRefused(errors)
    with transaction.atomic():
        former = {
            (one.number, one.subject, one.sub_subject): one.column_id
            for one in StandardEntry.objects.filter(organ=organ, field=field)
        }
        StandardEntry.objects.filter(organ=organ, field=field).delete()
        made = StandardEntry.objects.bulk_create(_entry(organ, field, row, former) for row in rows)
        audit.record(
            actor,
            "catalogue.edit",
            subject=organ,
            kind="StandardEntry",
            before={"rows": len(former)},
            after={"field": field, "rows": len(made)},
        )
        changes.changed(f"standard:{organ.pk}")
    return list(made)


def map_entries(actor: Actor, entries: Iterable[StandardEntry], column: Column | None) -> None:
    """These rows are kept in this column (of the same organ); None takes the mapping back."""
    chosen = list(entries)
    for organ_id in {one.organ_id for one in chosen}:
        require(actor, "catalogue.edit", organ_id)
        if column is not None and column.organ_id != organ_id:
            raise Refused(f"栏目“{column}”不属于事项的公开主体，请选择本机关的栏目。")
    with transaction.atomic():
        for one in chosen:
            before = one.column_id
            one.column = column
            one.save(update_fields=["column"])
            audit.record(
                actor,
                "catalogue.edit",
                subject=one,
                before={"column": before},
                after={"column": one.column_id},
            )
        changes.changed(*sorted({f"standard:{one.organ_id}" for one in chosen}))


def _ticked(row: SheetRow) -> SheetRow:
    """√ below 全社会 is the audience 全社会, □ is none; a word in place of the √ is kept in brackets."""
    values = {name: text for name, text in row.values.items() if name not in TICKED}
    told: dict[str, list[str]] = {}
    for heading, (name, label) in TICKED.items():
        mark = row.values.get(heading, "")
        if mark and mark not in LEFT_OPEN:
            told.setdefault(name, []).append(label if mark in TICKS else f"{label}（{mark}）")
    for name, labels in told.items():
        values[name] = "、".join(labels)
    return SheetRow(row.number, values)


def _errors(rows: list[SheetRow]) -> Iterable[RowError]:
    seen: dict[str, int] = {}
    for row in rows:
        for name, (heading, longest, needed) in _COLUMNS.items():
            if needed and not row.values[name]:
                yield RowError(row.number, heading, "没有填写。")
            if len(row.values[name]) > longest:
                yield RowError(row.number, heading, f"超过{longest}个字。")
        number = row.values["number"]
        if number and number in seen:
            yield RowError(row.number, "序号", f"“{number}”与第{seen[number]}行重复。")
        seen.setdefault(number, row.number)


def _entry(
    organ: Organ, field: str, row: SheetRow, former: dict[tuple[str, str, str], int | None]
) -> StandardEntry:
    values = {name: text for name, text in row.values.items() if name != "body"}
    key = (values["number"], values["subject"], values["sub_subject"])
    return StandardEntry(organ=organ, field=field, column_id=former.get(key), **values)
