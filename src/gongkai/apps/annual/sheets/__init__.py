"""Figures as a spreadsheet: the template to download, and what a filled one says."""

from gongkai.apps.annual.sheets.reading import CellError, Entry, SheetRefused, read_figures
from gongkai.apps.annual.sheets.template import template

__all__ = ["CellError", "Entry", "SheetRefused", "read_figures", "template"]
