"""What the checks found and what was let through."""

from collections.abc import Iterable

from gongkai.apps.disclosure.findings import ItemFinding
from gongkai.apps.disclosure.models import Item, Override


def overridden(item: Item) -> dict[str, Override]:
    """Finding key → who let it through and why (the last word)."""
    return {one.finding_key: one for one in item.overrides.order_by("id")}


def blocking(item: Item, findings: Iterable[ItemFinding]) -> list[ItemFinding]:
    """The findings that stop the item: those that block and were not let through with a reason."""
    let_through = overridden(item)
    return [
        one
        for one in findings
        if one.severity == "block" and not (one.overridable and one.key in let_through)
    ]
