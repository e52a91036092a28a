"""The form of figures: one field an item, in the order and the words of the report's form."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from gongkai.apps.annual.items import Item
from gongkai.apps.annual.queries.stating import Line, Slot
from gongkai.apps.annual.said import Said
from gongkai.office.rooms.amending import amendment_field

WHOLE = "全年"


class FiguresForm(forms.Form):
    """What is left blank is not stated (a blank is not a zero)."""

    evidence = forms.CharField(
        label="依据", max_length=200, required=False, help_text="例如：行政审批系统年度统计表。"
    )

    def __init__(
        self, lines: Sequence[Line], month: int | None, locked: bool, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines, self.month = lines, month
        for line in lines:
            item = line.item
            self.fields[item.cell] = forms.DecimalField(
                label=item.heading,
                required=False,
                min_value=None if item.signed else Decimal(0),
                max_digits=14,
                decimal_places=item.decimals,
                widget=forms.NumberInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
                error_messages=_faults(item),
            )
        if locked:
            self.fields["amendment"] = amendment_field()

    def said(self) -> list[Said]:
        """The figures that were filled in."""
        given = self.cleaned_data
        return [
            Said(one.item.cell, given[one.item.cell], self.month, given.get("evidence", ""))
            for one in self.lines
            if given.get(one.item.cell) is not None
        ]

    def groups(self) -> list[tuple[str, list[tuple[Line, Slot, forms.BoundField]]]]:
        """By part of the report: each item with what stands and its field."""
        made: dict[str, list[tuple[Line, Slot, forms.BoundField]]] = {}
        for one in self.lines:
            made.setdefault(one.item.group, []).append(
                (one, one.slot(self.month), self[one.item.cell])
            )
        return list(made.items())


def _faults(item: Item) -> dict[str, str]:
    """What is wrong with a figure, and how it is written right, in the words of its own line."""
    places = f"最多写{item.decimals}位小数" if item.decimals else "应填整数，不带小数"
    return {
        "invalid": f"{item.heading}应填数，没有发生的填 0。",
        "min_value": f"{item.heading}不能是负数；没有发生的填 0，填错了的写改正以后的数。",
        "max_decimal_places": f"{item.heading}的单位是{item.unit}，{places}。",
        "max_digits": f"{item.heading}的数太大，请核对单位是不是{item.unit}。",
        "max_whole_digits": f"{item.heading}的数太大，请核对单位是不是{item.unit}。",
    }
