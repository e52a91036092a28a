"""The files of a report: made from the text as it was signed, read back equal before anything is kept."""

import hashlib
from dataclasses import dataclass

from gongkai.apps.annual.refusals import Refused
from gongkai.documents.errors import DocumentError
from gongkai.documents.reader import read_report
from gongkai.documents.rendering.same_report import first_difference
from gongkai.documents.rendering.writing import checked
from gongkai.domain.reports import AnnualReport

# What is offered for download beside the page, in this order; and how a reader is told what it is.
FORMATS = {
    "pdf": "PDF/A，版式与印发件相同，可以长期保存",
    "docx": "Word 文档",
    "ofd": "OFD 版式文件",
    "xlsx": "表格数据",
    "html": "单个网页文件，不联网也能打开",
    "json": "供程序读取的数据",
}


@dataclass(frozen=True)
class Made:
    """A file that was read back: its format, the name it is downloaded by, its bytes."""

    format: str
    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def made_file(report: AnnualReport, to: str) -> Made:
    """The report in the format `to`. Refused with the first difference where it reads back otherwise."""
    try:
        content = checked(report, to)
    except DocumentError as no:
        raise Refused(f"生成报告文件没有通过回读核对：{no.message}{no.advice}") from no
    return Made(to, f"{report.title}.{to}", content)


def made_files(report: AnnualReport) -> tuple[Made, ...]:
    """Every file that is published with the page."""
    return tuple(made_file(report, to) for to in FORMATS)


def difference_of_page(report: AnnualReport, page: bytes) -> str | None:
    """What the page says otherwise than the report; None where the reader finds the same report in it."""
    try:
        found = read_report(page, "page.html")
    except DocumentError as no:
        return f"网页读不回来：{no.message}"
    return first_difference(report, found, "html")
