"""What the sum takes from organs (kind, level, superior, merging) against what the log last said of them."""

from collections.abc import Iterator
from typing import Any

from gongkai.apps.annual.verification.fault import Fault
from gongkai.apps.audit.chain import plain
from gongkai.apps.audit.models import Entry
from gongkai.apps.organs.actions.organs import state
from gongkai.apps.organs.models import Organ

ACTS = ("organ.edit", "office.edit", "organ.abolish")


def check_organs() -> Iterator[Fault]:
    """Every organ that an act wrote; what no act wrote of it has nothing to be held against.

    Founding says everything, a later change only what it changed: the last word on each column counts.
    """
    said: dict[str, dict[str, Any]] = {}
    rows = Entry.objects.filter(subject_kind="Organ", act__in=ACTS).order_by("seq")
    for pk, after in rows.values_list("subject_id", "after").iterator(2000):
        if isinstance(after, dict):
            said.setdefault(pk, {}).update(after)
    seen = set()
    for organ in Organ.objects.order_by("pk"):
        seen.add(str(organ.pk))
        last = said.get(str(organ.pk))
        if last is None:
            continue
        now = plain(state(organ))
        wrong = [_label(name) for name, value in now.items() if last.get(name, value) != value]
        if wrong:
            yield Fault(
                "Organ",
                organ.pk,
                organ.name,
                f"{organ.name}的{'、'.join(wrong)}与审计日志最后登记的不符：被改动。",
            )
    for pk, last in said.items():
        if pk not in seen:
            name = str(last.get("name", f"第{pk}号机关"))
            yield Fault("Organ", None, name, f"{name}登记过，现在没有：被删除。")


def _label(name: str) -> str:
    return str(Organ._meta.get_field(name.removesuffix("_id")).verbose_name)
