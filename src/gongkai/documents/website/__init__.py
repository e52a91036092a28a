"""政府网站工作年度报表 as files: one grid drawn as DOCX, PDF/A and XLSX, each read back and compared."""

from gongkai.documents.website.sheet import Row, Sheet
from gongkai.documents.website.writing import FORMATS, checked_sheet, rows_read

__all__ = ["FORMATS", "Row", "Sheet", "checked_sheet", "rows_read"]
