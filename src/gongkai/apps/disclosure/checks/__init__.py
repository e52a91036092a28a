"""Checks of an item before the gates and again at publication: one registry, one function a subject.

A check is a function `(item, on) -> iterable of ItemFinding` registered with `@check(code, ...)`.
It reads the working copy it is given (`item.get_latest_revision_as_object()`) and changes nothing.
"""

from gongkai.apps.disclosure.checks.registry import Check, check, check_item, registered
from gongkai.apps.disclosure.findings import ItemFinding, finding_key

__all__ = ["Check", "ItemFinding", "check", "check_item", "finding_key", "registered"]
