"""栏目: the statutory tree of an organ is opened as it is; topics are opened by name; closing has a date."""

import datetime as dt
import re

from django.db import transaction

from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.changes import actions as changes
from gongkai.apps.disclosure.data.columns import ColumnSpec, column_tree
from gongkai.apps.disclosure.models import Column
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ

_CODE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
# Columns of 61号 and of Art. 20 and 21: they stay as long as the organ does.
STATUTORY = ("guide", "regulations", "zdgk", "annual-reports", "application")


def open_columns(actor: Actor, organ: Organ, on: dt.date) -> list[Column]:
    """Open every column that an organ of this level has and this one lacks; those opened.

    Codes, names and order come from `data/columns.yaml` (国办公开办函〔2019〕61号) and are not free.
    """
    require(actor, "column.open", organ.pk)
    with transaction.atomic():
        Organ.objects.select_for_update().get(pk=organ.pk)
        held = {one.code: one for one in Column.objects.filter(organ=organ)}
        opened = []
        for order, spec in enumerate(column_tree().specs.values()):
            if organ.level in spec.levels and spec.code not in held:
                held[spec.code] = _open(organ, spec, held.get(spec.parent_code), order, on)
                opened.append(held[spec.code])
        if opened:
            audit.record(
                actor,
                "column.open",
                subject=organ,
                after={"codes": [one.code for one in opened], "on": on},
            )
            changes.changed(f"organ:{organ.pk}", *(f"column:{one.pk}" for one in opened))
    return opened


def open_topic_column(
    actor: Actor, organ: Organ, *, code: str, name: str, about: str, on: dt.date
) -> Column:
    """A 专题 below `zt`: the one kind of column whose name is free. `code`: small letters, digits, hyphens."""
    require(actor, "column.open", organ.pk)
    if not _CODE.fullmatch(code):
        raise Refused("专题代码只能用小写字母、数字和连字符，例如 yingshang-huanjing。")
    if not name.strip() or not about.strip():
        raise Refused("专题须有名称和说明。")
    if name.strip() in {spec.name for spec in column_tree().specs.values()}:
        raise Refused(f"“{name}”是统一设置的栏目名称，专题不能使用。")
    with transaction.atomic():
        Organ.objects.select_for_update().get(pk=organ.pk)
        parent = Column.objects.filter(organ=organ, code="zt").first()
        if parent is None:
            raise Refused(f"{organ}还没有开设“专题”栏目，请先开设统一的栏目。")
        if Column.objects.filter(organ=organ, code=f"zt/{code}").exists():
            raise Refused(f"专题代码“{code}”已经用过；网址不重复使用，请换一个。")
        column = Column.objects.create(
            organ=organ,
            parent=parent,
            code=f"zt/{code}",
            name=name.strip(),
            column_type=parent.column_type,
            description=f"{organ.name}{name.strip()}：{about.strip()}"[:200],
            keywords=name.strip(),
            order=parent.order * 1000 + Column.objects.filter(parent=parent).count() + 1,
            opened_on=on,
        )
        audit.record(actor, "column.open", subject=column, after={"code": column.code, "on": on})
        changes.changed(f"organ:{organ.pk}", f"column:{parent.pk}", f"column:{column.pk}")
    return column


def close_column(actor: Actor, column: Column, on: dt.date, note: str) -> None:
    """Nothing new from `on`; what stands there stays readable, marked as archived, with the note."""
    require(actor, "column.close", column.organ_id)
    if column.code.partition("/")[0] in STATUTORY:
        raise Refused(f"“{column.name}”是法定栏目，不能关停。")
    if not note.strip():
        raise Refused("关停栏目须写明说明，读者会在栏目页面看到。")
    with transaction.atomic():
        row = Column.objects.select_for_update().get(pk=column.pk)
        if row.closed_on is not None:
            raise Refused(f"栏目“{row.name}”已于{row.closed_on}关停。")
        if on < row.opened_on:
            raise Refused(f"关停日期早于开设日期{row.opened_on}。")
        open_below = row.children.filter(closed_on__isnull=True)
        if open_below.exists():
            names = "、".join(open_below.values_list("name", flat=True))
            raise Refused(f"下面还有开设着的栏目：{names}。请先关停它们。")
        row.closed_on, row.closing_note = on, note.strip()[:200]
        row.save(update_fields=["closed_on", "closing_note"])
        audit.record(actor, "column.close", subject=row, after={"on": on}, note=note.strip())
        changes.changed(f"organ:{row.organ_id}", f"column:{row.pk}")
    column.refresh_from_db()


def _open(organ: Organ, spec: ColumnSpec, parent: Column | None, order: int, on: dt.date) -> Column:
    return Column.objects.create(
        organ=organ,
        parent=parent,
        code=spec.code,
        name=spec.name,
        column_type=spec.column_type,
        description=f"{organ.name}：{spec.about}"[:200],
        keywords=spec.keywords,
        order=order,
        opened_on=on,
    )
