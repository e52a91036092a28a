"""The report written out: DOCX, PDF, HTML, XLSX, JSON, OFD, the drawn form, and comparisons."""

from gongkai.documents.rendering.drawing import cell_id, draw_report
from gongkai.documents.rendering.finding_list import draw_findings
from gongkai.documents.rendering.templating import style

__all__ = ["cell_id", "draw_findings", "draw_report", "style"]
