"""Which text the files are made of now, the files, and their pages. Nothing is stored: made when asked for."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from gongkai.apps.annual.models import Report, ReportState
from gongkai.apps.annual.previous import signed_report
from gongkai.apps.annual.writing.assembling import assemble
from gongkai.documents.rendering.pictures import page_pictures
from gongkai.documents.rendering.writing import checked, render_json
from gongkai.domain.reports import AnnualReport

MARK = "草稿，未经签批"
# Formats that have pages to look at.
PAGED = ("pdf", "docx")
_UNSIGNED = (ReportState.DRAFTING, ReportState.RETURNED, ReportState.TO_HEAD)


@dataclass(frozen=True, eq=False)
class Text:
    """The report as it would be written now, and the mark it must carry: "" once it was signed."""

    report: AnnualReport
    mark: str
    digest: str

    def __hash__(self) -> int:
        return hash((self.digest, self.mark))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and (self.digest, self.mark) == (other.digest, other.mark)

    def name(self, to: str) -> str:
        return f"{'草稿　' if self.mark else ''}{self.report.title}.{to}"


def text_of(row: Report) -> Text:
    """The signed text where it stands; else the draft, marked."""
    signed = row.signed_content is not None and row.state not in _UNSIGNED
    report = signed_report(row) if signed else assemble(row).report
    digest = hashlib.sha256(render_json(report)).hexdigest()
    return Text(report, "" if signed else MARK, digest)


@lru_cache(maxsize=16)
def file_of(text: Text, to: str) -> bytes:
    """The file, read back and found equal. Raises DocumentError with the first difference."""
    return checked(text.report, to, text.mark)


@lru_cache(maxsize=4)
def pages_of(text: Text, to: str) -> tuple[bytes, ...]:
    """The pages of a PDF or a Word file as PNG. Raises DocumentError."""
    return page_pictures(file_of(text, to), to)
