"""Render a report, read back what was written, and leave no file that would read differently."""

import contextlib
import json
import os
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from gongkai.documents.errors import DocumentError, RoundTripFailure, why_not
from gongkai.documents.rendering.printed import clean
from gongkai.documents.rendering.same_report import first_difference
from gongkai.domain.reports.annual_report import AnnualReport


def render(report: AnnualReport, to: str, mark: str = "") -> bytes:
    """The report in the official form as a file of the format `to`. Raises DocumentError for another.

    `mark`: a word at the head of every page, outside the text ("草稿"); a reader of the file does not take it
    for a part of the report.
    """
    return _writer(to)(report, mark)


def write_report(report: AnnualReport, to: str, path: Path | str) -> None:
    """Render, read back, compare, and only then put the file in its place.

    Raises RoundTripFailure naming the first difference; an older file at `path` then stays as it was.
    """
    data = checked(report, to)
    place = Path(path)
    try:
        handle, name = tempfile.mkstemp(dir=place.parent or ".", prefix=".gongkai-")
    except OSError as why:
        raise DocumentError(
            f"无法写入{place}：{why_not(why)}。", "请换一个可以写入的文件夹。"
        ) from why
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, place)
    except OSError as why:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise DocumentError(
            f"无法写入{place}：{why_not(why)}。", "请换一个文件名或文件夹。"
        ) from why


def checked(report: AnnualReport, to: str, mark: str = "") -> bytes:
    """The rendered file, after it was read back and found to be the same report."""
    data = render(report, to, mark)
    try:
        from gongkai.documents.reader import read_report

        again = read_report(data, f"report.{to}")
    except DocumentError as why:
        raise RoundTripFailure(
            f"写出的{to.upper()}文件读不回来：{why.message}",
            "请改用其他格式，并把原文件反馈给维护者。",
        ) from why
    difference = first_difference(report, again, to)
    if difference is not None:
        raise RoundTripFailure(
            f"写出的{to.upper()}文件读回后与原报告不一致：{difference}。未保留文件。",
            "请先核对原报告中的这一处，或改用其他格式。",
        )
    return data


# Writers are imported only when they are used: each brings a large library.
_WRITERS = {
    "docx": ("docx_report", "render_docx"),
    "html": ("html_page", "render_html"),
    "pdf": ("pdf", "render_pdf"),
    "xlsx": ("xlsx_report", "render_xlsx"),
    "json": ("writing", "render_json"),
    "ofd": ("ofd", "render_ofd"),
}
FORMATS = tuple(_WRITERS)


def _writer(to: str) -> Callable[[AnnualReport, str], bytes]:
    if to not in _WRITERS:
        raise DocumentError(f"不能写成“{to}”格式。", f"可选：{'、'.join(FORMATS)}。")
    module, function = _WRITERS[to]
    found: Callable[[AnnualReport, str], bytes] = getattr(
        import_module(f"gongkai.documents.rendering.{module}"), function
    )
    return found


def render_json(report: AnnualReport, mark: str = "") -> bytes:
    """`gongkai.report/1`, indented, in UTF-8. The format has no room for a mark: the file's name says it."""
    text = json.dumps(_cleaned(report.to_dict()), ensure_ascii=False, indent=2, allow_nan=False)
    return (text + "\n").encode("utf-8")


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(one) for key, one in value.items()}
    return value


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
