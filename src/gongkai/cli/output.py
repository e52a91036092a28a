"""Where a command writes: the screen, or a file that appears whole or not at all."""

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.documents.errors import DocumentError, why_not

if TYPE_CHECKING:
    from gongkai.domain.reports.annual_report import AnnualReport


def write_text(text: str, output: Path | None) -> None:
    """Print, or replace the file at once. Raises DocumentError when the file cannot be written."""
    if output is None:
        sys.stdout.write(text)
        return
    write_bytes(text.encode("utf-8"), output)


def write_bytes(data: bytes, output: Path) -> None:
    """Replace the file at once. Raises DocumentError when it cannot be written."""
    try:
        handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    except OSError as why:
        raise DocumentError(
            f"无法写入 {output}：{why_not(why)}", "请检查目录是否存在、是否有写入权限"
        ) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, 0o644)
        os.replace(name, output)
    except OSError as why:
        os.unlink(name)
        raise DocumentError(f"无法写入 {output}：{why_not(why)}", "请换一个文件名或目录") from None


def complain(message: str, advice: str = "") -> None:
    """A sentence on the error channel."""
    sys.stderr.write(message + "\n")
    if advice:
        sys.stderr.write(f"  怎么办：{advice}\n")


def read_named(path: Path, called: str) -> "AnnualReport":
    """The report in a file. Raises DocumentError that begins with what the file is called."""
    from gongkai.documents.reader import read_report_file

    try:
        return read_report_file(path)
    except DocumentError as why:
        raise DocumentError(f"{called}：{why.message}", why.advice) from None
