"""Figures as the form prints them: counts without a fraction, money with two decimals."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import template

register = template.Library()


@register.filter
def figure(value: Decimal | None, decimals: int = 0) -> str:
    """12, 85.50; "" for none. A fraction that should not be there is shown, not rounded away."""
    if value is None:
        return ""
    whole = value == value.to_integral_value()
    return f"{value:.2f}" if decimals or not whole else f"{int(value)}"


@register.filter
def handed_in(rows: Iterable[Iterable[Any]]) -> int:
    """How many cells of a drawn table come from what the organ handed in, not from its ledgers."""
    return sum(
        1
        for row in rows
        for one in row
        if one.figure is not None and one.figure.source == "handed_in"
    )
