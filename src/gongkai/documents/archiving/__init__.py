"""归档文件: a closed case as one PDF/A-3 with everything in it, and the manifest that it is checked against."""

from gongkai.documents.archiving.checking import Checked, check_archive
from gongkai.documents.archiving.making import (
    Part,
    Record,
    Table,
    manifest_of,
    render_archive,
)

__all__ = ["Checked", "Part", "Record", "Table", "check_archive", "manifest_of", "render_archive"]
