"""One door for every format: bytes to a `Document`, bytes or files to an `AnnualReport`.

`read_document`, `read` and `read_report` run the parsers in this very process, without limits of
time and memory: for files this program wrote itself. Whatever comes from outside goes through
`read_report_file` and `read_report_safely`, which run them in a child process.
"""

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import count
from pathlib import Path

from gongkai.documents import sandbox, supervising
from gongkai.documents.blocks import Document, GridCell, TableBlock, TextBlock
from gongkai.documents.detect import Kind, detect
from gongkai.documents.errors import NotAReport, Unreadable, why_not
from gongkai.domain.reports.annual_report import AnnualReport

_READERS = {
    Kind.DOCX: ("docx", "read_docx"),
    Kind.XLSX: ("xlsx", "read_xlsx"),
    Kind.PDF: ("pdf", "read_pdf"),
    Kind.OFD: ("ofd", "read_ofd"),
    Kind.HTML: ("html", "read_html"),
    Kind.TEXT: ("text", "read_text"),
    Kind.OFFICE: ("office", "read_office"),
}
# What to import before the fork for a file of this name; a wrong name costs time, nothing else.
_READING = ("gongkai.documents.reading",)
_OFFICE = (*_READING, "gongkai.documents.formats.docx", "lxml.etree")
_PRELOADS = {
    "docx": _OFFICE,
    "doc": _OFFICE,
    "wps": _OFFICE,
    "html": (*_READING, "gongkai.documents.formats.html", "selectolax.lexbor"),
    "htm": (*_READING, "gongkai.documents.formats.html", "selectolax.lexbor"),
    "pdf": (*_READING, "gongkai.documents.formats.pdf", "pdfplumber", "pypdfium2"),
    "ofd": (*_READING, "gongkai.documents.formats.ofd", "ofdkit", "pdfplumber.table"),
    "xlsx": (*_READING, "gongkai.documents.formats.xlsx", "python_calamine"),
    "json": ("gongkai.documents.formats.report_json",),
    "txt": (*_READING, "gongkai.documents.formats.text"),
    "md": (*_READING, "gongkai.documents.formats.text"),
}


@dataclass(frozen=True)
class Reading:
    """A report, the media type of the file by its content, and what a person should know of it."""

    report: AnnualReport
    media_type: str
    remarks: tuple[str, ...] = ()


def read_document(data: bytes, name: str) -> Document:
    """The file as paragraphs and tables.

    Raises Unreadable if it is damaged, encrypted, too large or of a kind that cannot be read.
    """
    kind = detect(data, name)
    if kind is Kind.JSON:
        raise Unreadable(
            "这是数据文件（JSON），没有可排版的文档。", "请按年报数据读取，或者上传文档。"
        )
    return _reader(kind)(data, name)


def read(data: bytes, name: str) -> Reading:
    """The report in the file, with what is known of the file. Raises Unreadable or NotAReport."""
    if detect(data, name) is Kind.JSON:
        from gongkai.documents.formats import report_json

        return Reading(report_json.read_report_json(data), report_json.MEDIA_TYPE)
    from gongkai.documents.reading import recognise

    document = read_document(data, name)
    return Reading(recognise(document), document.media_type, document.remarks)


def read_report(data: bytes, name: str) -> AnnualReport:
    """The annual report in the file. Raises Unreadable, or NotAReport if there is none in it."""
    return read(data, name).report


def _reader(kind: Kind) -> Callable[[bytes, str], Document]:
    module, function = _READERS[kind]
    found: Callable[[bytes, str], Document] = getattr(
        import_module(f"gongkai.documents.formats.{module}"), function
    )
    return found


def _prepare_for_more() -> None:
    """Prepare when a second file is read: the first alone is read sooner without."""
    if next(_READINGS):
        prepare()


_READINGS = count()


@cache
def prepare() -> None:
    """Read a report of a few words, so that word lists and patterns are loaded before any fork.

    They take ten times as long as a reading; a child that had to load them would load them each time.
    """
    from gongkai.documents.reading import recognise

    cells = [GridCell(text, 0, column) for column, text in enumerate(_FEW_WORDS[-1].split())]
    blocks = [TextBlock(text) for text in _FEW_WORDS]
    with suppress(NotAReport):
        recognise(Document("text/plain", (*blocks, TableBlock(tuple(cells), 1, len(cells)))))


_FEW_WORDS = (
    "示例县人民政府2025年政府信息公开工作年度报告",
    "一、总体情况",
    "2025年收到申请5件。",
    "三、收到和处理政府信息公开申请情况",
    "一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1",
)


def read_report_file(path: Path) -> AnnualReport:
    """The annual report in a file, read in a child process within the limits of `sandbox`.

    Raises Unreadable (also where the file is missing or larger than the limit, which is found
    without loading it) and NotAReport.
    """
    return read_file(path).report


def read_report_safely(data: bytes, name: str) -> AnnualReport:
    """The annual report in uploaded bytes, read in a child process; safe to call from any thread."""
    return read_safely(data, name).report


def read_file(path: Path) -> Reading:
    """As `read_report_file`, with the media type and the remarks."""
    return read_safely(_contents(path), path.name)


def read_safely(data: bytes, name: str) -> Reading:
    """As `read_report_safely`, with the media type and the remarks."""
    ending = name.lower().rpartition(".")[2]
    reading = sandbox.call(
        f"{__name__}:read",
        data,
        name,
        preload=_PRELOADS.get(ending, ()),
        prepare=None if ending == "json" else _prepare_for_more,
    )
    assert isinstance(reading, Reading)
    return reading


def _contents(path: Path) -> bytes:
    """The bytes of a plain file within the size limit."""
    try:
        # Without waiting: the opening of a pipe would wait for a writer.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise Unreadable("这不是普通文件。", "请给出年度报告文件的路径。")
            sandbox.check_size(status.st_size)
            data = file.read(supervising.LIMITS.input + 1)
    except FileNotFoundError as error:
        raise Unreadable("找不到这个文件。", "请检查路径和文件名。") from error
    except IsADirectoryError as error:
        raise Unreadable("这是文件夹，不是文件。", "请给出年度报告文件的路径。") from error
    except OSError as error:
        raise Unreadable(f"文件打不开：{why_not(error)}。", "请检查文件权限。") from error
    sandbox.check_size(len(data))
    return data
