"""Figures as the form prints them: counts without a fraction, money with two decimals."""

from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def figure(value: Decimal | None, decimals: int = 0) -> str:
    """12, 85.50; "" for none. A fraction that should not be there is shown, not rounded away."""
    if value is None:
        return ""
    whole = value == value.to_integral_value()
    return f"{value:.2f}" if decimals or not whole else f"{int(value)}"
