"""What of a report can be put beside other years: named sums of cells, form by form.

Cells with the same name need not count the same thing under two forms (2019 and 2020 had their own);
which do is data, and a form that counts otherwise says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gongkai.domain.reports.forms.loading import FORMATS, load_form

Numbers = Mapping[str, Decimal | None]


@dataclass(frozen=True)
class Measure:
    """`cells`: form → the cells added up; `apart`: form → why its years do not belong in the line."""

    key: str
    label: str
    unit: str
    cells: Mapping[str, tuple[str, ...]]
    apart: Mapping[str, str]

    def of(self, form: str, numbers: Numbers) -> Decimal | None:
        """The sum; None where the form counts otherwise, or where one cell has no number."""
        found = [numbers.get(cell) for cell in self.cells.get(form, ())]
        known = [one for one in found if one is not None]
        return sum(known, Decimal(0)) if found and len(known) == len(found) else None


@cache
def measures() -> Mapping[str, Measure]:
    """Every measure by key. Each names every form, in `cells` or in `apart`."""
    return {key: _measure(key, one) for key, one in _data()["measures"].items()}


def measure(key: str) -> Measure:
    """One measure; KeyError for another key."""
    return measures()[key]


def form_changes() -> Mapping[int, str]:
    """First report year of a form that is not the first → the sentence that says what changed."""
    return {load_form(key).since: str(_data()["change"]) for key in FORMATS[1:]}


def _measure(key: str, given: Mapping[str, Any]) -> Measure:
    cells = {form: tuple(found) for form, found in given["cells"].items()}
    apart = dict(given.get("apart", {}))
    if sorted({*cells, *apart}) != sorted(FORMATS) or set(cells) & set(apart):
        raise ValueError(f"measures.yaml：{key} 没有说清每一种格式怎样计数")
    for form, names in cells.items():
        if unknown := set(names) - load_form(form).cell_set:
            raise ValueError(f"measures.yaml：{key} 的 {sorted(unknown)} 不是 {form} 格式的格子")
    return Measure(key, given["label"], given["unit"], cells, apart)


@cache
def _data() -> Mapping[str, Any]:
    text = (files(__package__) / "measures.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.load(
        text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return loaded
