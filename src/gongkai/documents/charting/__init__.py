"""Small charts as SVG without scripts, and the table of the same numbers beside each.

Three colours by class (`ink`, `grey`, `limit`; charts.css), labels at the marks instead of legends.
"""

from gongkai.documents.charting.columns import Column, Limit, columns
from gongkai.documents.charting.lines import Line, Point, lines
from gongkai.documents.charting.picture import Cell, Picture, Sheet
from gongkai.documents.charting.rows import Bar, Strip, bars, strips

__all__ = [
    "Bar",
    "Cell",
    "Column",
    "Limit",
    "Line",
    "Picture",
    "Point",
    "Sheet",
    "Strip",
    "bars",
    "columns",
    "lines",
    "strips",
]
