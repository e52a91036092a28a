"""`gongkai report check`: read reports, hold them against the rules, say what came of it."""

import argparse
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.output import complain, write_text
from gongkai.documents.errors import DocumentError, why_not
from gongkai.domain.reports.annual_report import AnnualReport
from gongkai.domain.rules.checking import CheckResult, check
from gongkai.domain.rules.subject import Subject

if TYPE_CHECKING:
    from gongkai.documents.reader import Reading


@dataclass(frozen=True)
class Checked:
    """One file of the command: the result, or why there is none."""

    source: Mapping[str, str]
    result: CheckResult | None
    error: DocumentError | None = None


def run(options: argparse.Namespace) -> int:
    try:
        company = _Company(options)
        outcomes = (company.checked(path) for path in options.files)
        if options.format == "json" and options.output is None:
            return _stream_json(outcomes)
        done = list(outcomes)
        write_text(_as(options.format, done), options.output)
    except DocumentError as why:
        complain(why.message, why.advice)
        return 2
    return _status(done)


class _Company:
    """What stands beside every file: last year's report, the children, what was explained."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.previous = _read(options.previous, "上年年报") if options.previous else None
        self.children = tuple(_children(options.children)) if options.children else ()
        self.explained = None
        if options.explained:
            from gongkai.domain.rules.explained import ExplainedFileError, load

            try:
                self.explained = load(_text_of(options.explained), str(options.explained))
            except ExplainedFileError as wrong:
                raise DocumentError(str(wrong), "请改正说明文件后再检查。") from None

    def checked(self, path: Path) -> Checked:
        source = {"name": path.name, "sha256": "", "media_type": ""}
        try:
            source["sha256"] = _digest(path)
            reading = _reading(path)
            source["media_type"] = reading.media_type
            subject = Subject(reading.report, self.previous, self.children)
        except DocumentError as why:
            return Checked(source, None, why)
        result = check(subject)
        if self.explained is not None:
            from gongkai.domain.rules.explained import apply

            findings = tuple(apply(result.findings, subject, self.explained))
            result = CheckResult(subject, findings, result.verdicts)
        return Checked(source, result)


def _read(path: Path, what: str) -> AnnualReport:
    """A report that stands beside the files; where it cannot be read, `what` and its name are said."""
    from gongkai.cli.output import read_named

    return read_named(path, f"{what} {path.name}")


def _reading(path: Path) -> "Reading":
    from gongkai.documents.reader import read_file

    return read_file(path)


def _digest(path: Path) -> str:
    """SHA-256; raises DocumentError where the file cannot be opened."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as why:
        raise DocumentError(f"无法打开 {path}：{why_not(why)}", "请检查文件名和读取权限") from None


def _children(folder: Path) -> Iterator[AnnualReport]:
    """Every report in a folder; what cannot be read is said and stops the command."""
    if not folder.is_dir():
        raise DocumentError(f"{folder} 不是目录", "请给出下级机关年报所在的目录")
    paths = sorted(p for p in folder.iterdir() if p.is_file() and not p.name.startswith("."))
    if not paths:
        raise DocumentError(f"目录 {folder} 中没有文件", "请把下级机关的年报放入该目录")
    for path in paths:
        yield _read(path, "下级机关年报")


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(2_000_001)
        if len(data) > 2_000_000:
            raise DocumentError(f"{path} 超过 2 MB", "说明记录应为小文件，请检查是否给错了文件")
        return data.decode("utf-8")
    except OSError as why:
        raise DocumentError(f"无法打开 {path}：{why_not(why)}", "请检查文件名") from None
    except UnicodeDecodeError:
        raise DocumentError(f"{path} 不是 UTF-8 文本", "请用 UTF-8 编码另存") from None


def _stream_json(outcomes: Iterator[Checked]) -> int:
    """One object a line, each written as soon as it is known."""
    done = []
    for one in outcomes:
        write_text(_json_line(one), None)
        done.append(one)
    return _status(done)


def _json_line(one: Checked) -> str:
    from gongkai.domain.rules.output import check_to_dict, error_to_dict

    if one.result is not None:
        made = check_to_dict(one.result, one.source)
    else:
        assert one.error is not None
        made = error_to_dict(one.error.message, one.error.advice, one.source)
    return json.dumps(made, ensure_ascii=False) + "\n"


def _as(form: str, done: list[Checked]) -> str:
    if form == "json":
        return "".join(_json_line(one) for one in done)
    if form == "html":
        return _html(done)
    from gongkai.cli.check_text import as_text

    return "\n".join(as_text(one.source, one.result, one.error) for one in done)


def _html(done: list[Checked]) -> str:
    """A page of its own; several files need one call each, so that each page stands alone."""
    from gongkai.documents.rendering import check_page

    if len(done) != 1:
        raise DocumentError(
            "--format html 一次只能用于一个文件", "请逐个文件生成网页，或改用 text、json"
        )
    (one,) = done
    if one.result is None:
        assert one.error is not None
        raise one.error
    return check_page(one.result)


def _status(done: list[Checked]) -> int:
    if any(one.result is None for one in done):
        return 2
    return 1 if any(one.result is not None and one.result.has_errors for one in done) else 0
