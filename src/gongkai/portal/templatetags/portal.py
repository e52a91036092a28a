"""Small words for templates."""

from decimal import Decimal
from typing import Any

from django import template

register = template.Library()


@register.filter
def figure(number: Decimal | int | float | None) -> str:
    """A figure as printed: no exponent, no grouping; nothing where there is none."""
    if number is None:
        return ""
    return format(Decimal(str(number)), "f")


@register.filter
def of_key(mapping: Any, key: Any) -> Any:
    """The value of a mapping under a key that is itself a variable."""
    return mapping.get(key)
