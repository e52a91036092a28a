"""One upload read and checked: a result, or a sentence that says why there is none."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongkai.documents.errors import DocumentError
from gongkai.domain.findings import Severity
from gongkai.domain.reports.annual_report import AnnualReport
from gongkai.domain.rules.checking import CheckResult, check
from gongkai.domain.rules.output import check_to_dict, error_to_dict
from gongkai.domain.rules.subject import Subject
from gongkai.portal.desk.turns import turn
from gongkai.portal.uploads import MAX_FILE, MEGABYTE, Upload

if TYPE_CHECKING:
    from gongkai.documents.reader import Reading


@dataclass(frozen=True)
class Failed:
    """A file that could not be read as a report: what is wrong and what would help."""

    upload: Upload
    message: str
    advice: str

    @property
    def name(self) -> str:
        return self.upload.name

    def to_dict(self) -> dict[str, Any]:
        return error_to_dict(self.message, self.advice, source(self.upload, ""))


@dataclass(frozen=True)
class Read:
    """A file and the report in it."""

    upload: Upload
    reading: "Reading"

    @property
    def report(self) -> AnnualReport:
        return self.reading.report


@dataclass(frozen=True)
class Checked:
    """A report held against the rules."""

    upload: Upload
    reading: "Reading"
    result: CheckResult

    @property
    def name(self) -> str:
        return self.upload.name

    @property
    def report(self) -> AnnualReport:
        return self.result.subject.report

    def count(self, severity: Severity) -> int:
        """Findings of that severity that nobody has explained."""
        return sum(
            1
            for one in self.result.findings
            if one.severity is severity and one.explanation is None
        )

    @property
    def errors(self) -> int:
        return self.count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        return self.count(Severity.WARNING)

    @property
    def notices(self) -> int:
        return self.count(Severity.NOTICE)

    @property
    def explained(self) -> int:
        return sum(1 for one in self.result.findings if one.explanation is not None)

    def to_dict(self) -> dict[str, Any]:
        return check_to_dict(self.result, source(self.upload, self.reading.media_type))


def source(upload: Upload, media_type: str) -> dict[str, str]:
    """Name, checksum and kind of the file, as programs get them."""
    return {
        "name": upload.name,
        "sha256": hashlib.sha256(upload.data).hexdigest(),
        "media_type": media_type,
    }


def read(upload: Upload) -> Read | Failed:
    """Read a report in a process of its own, when it is this file's turn."""
    from gongkai.documents.reader import read_safely

    if upload.too_large:
        return Failed(
            upload,
            f"文件超过 {MAX_FILE // MEGABYTE} MB，没有接收。",
            "多半是扫描件或夹带了大图片：请另存一份只有文字和表格的文件再传。",
        )
    if not upload.data:
        return Failed(upload, "文件是空的。", "请确认选对了文件，打开看一看里面有没有内容。")
    try:
        with turn():
            reading = read_safely(upload.data, upload.name)
    except DocumentError as why:
        return Failed(upload, why.message, why.advice)
    return Read(upload, reading)


def hold(read: Read, previous: AnnualReport | None = None) -> Checked:
    """Hold what was read against the rules, with last year's report where there is one."""
    with turn():
        return Checked(read.upload, read.reading, check(Subject(read.report, previous)))


def check_upload(upload: Upload) -> Checked | Failed:
    """Read and check one file that stands alone."""
    made = read(upload)
    return made if isinstance(made, Failed) else hold(made)
