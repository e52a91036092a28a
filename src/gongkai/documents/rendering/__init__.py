"""The report written out: DOCX, PDF, HTML, XLSX, JSON, OFD, the drawn form, and comparisons."""

from gongkai.documents.rendering.check_page import check_page
from gongkai.documents.rendering.comparison import draw_comparison, render_comparison
from gongkai.documents.rendering.drawing import cell_id, draw_report
from gongkai.documents.rendering.empty_form import empty_form
from gongkai.documents.rendering.finding_list import draw_findings
from gongkai.documents.rendering.same_report import first_difference, same_report
from gongkai.documents.rendering.templating import check_style, comparison_style, style
from gongkai.documents.rendering.writing import FORMATS, checked, render, write_report

__all__ = [
    "FORMATS",
    "cell_id",
    "check_page",
    "check_style",
    "checked",
    "comparison_style",
    "draw_comparison",
    "draw_findings",
    "draw_report",
    "empty_form",
    "first_difference",
    "render",
    "render_comparison",
    "same_report",
    "style",
    "write_report",
]
