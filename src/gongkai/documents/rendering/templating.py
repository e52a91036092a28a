"""The Jinja environment: everything escaped, every unknown name an error."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from gongkai.documents.rendering.printed import clean

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("gongkai.documents.rendering", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["clean"] = clean
    return made


def fill(template: str, values: Mapping[str, Any]) -> str:
    """The template of that name with the values; text is escaped, Markup is not."""
    return environment().get_template(template).render(values)


@cache
def _sheet(name: str) -> str:
    sheet = files("gongkai.documents.rendering") / "templates" / name
    return sheet.read_text(encoding="utf-8")


def style() -> str:
    """The style sheet of the drawn form, for a page that must stand alone."""
    return _sheet("official.css")


def paper_style() -> str:
    """What a page of its own adds: its margins, and the type and paper of a printed report."""
    return _sheet("paper.css")


def comparison_style() -> str:
    """The style sheet of two reports side by side."""
    return _sheet("comparison.css")


def check_style() -> str:
    """What the answer of a check adds to the drawn form."""
    return _sheet("check.css")
