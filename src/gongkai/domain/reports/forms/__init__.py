"""The official forms by year, as data."""

from gongkai.domain.reports.forms.form import (
    Aspect,
    Block,
    Equation,
    Form,
    Row,
    SectionHeading,
)
from gongkai.domain.reports.forms.loading import FORMATS, form_for_year, load_form

__all__ = [
    "FORMATS",
    "Aspect",
    "Block",
    "Equation",
    "Form",
    "Row",
    "SectionHeading",
    "form_for_year",
    "load_form",
]
