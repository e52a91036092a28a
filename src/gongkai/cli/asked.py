"""What commands on the law are given: days and small files, refused in Chinese."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from gongkai.cli.output import complain
from gongkai.documents.errors import why_not
from gongkai.domain.law import LawDataError, Local, NotInForce, parse_local
from gongkai.domain.working_days import OutsideCalendar

LARGEST_FILE = 1_000_000
LATEST_YEAR = 2100


class Misused(ValueError):
    """An option or a file that cannot be used; the message is a sentence."""


def answered(work: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """Run a command's work; what was given wrongly is said in one sentence, exit status 2."""
    from gongkai.domain.deadlines import HistoryError
    from gongkai.domain.fees import FeeError

    try:
        return work(options)
    except (Misused, HistoryError, FeeError, NotInForce, OutsideCalendar, LawDataError) as wrong:
        complain(str(wrong))
        return 2


def day_of(text: str | None, name: str) -> date | None:
    """A day written 2026-03-02. Raises Misused, naming the option."""
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Misused(f"{name} 的“{text}”不是有效的日期，应写作 2026-03-02。") from None
    if len(text) != 10 or not 1990 <= day.year <= LATEST_YEAR:
        raise Misused(f"{name} 的“{text}”不在可用的范围内，应写作 2026-03-02。")
    return day


def number_of(text: str | None, name: str, least: int, most: int) -> int | None:
    """A whole number. Raises Misused, naming the option."""
    if text is None:
        return None
    if not text.isascii() or not text.isdigit() or not least <= int(text[:9]) <= most:
        raise Misused(f"{name} 的“{text}”应为 {least} 至 {most} 的整数。")
    return int(text)


def text_of(path: Path) -> str:
    """A small UTF-8 file. Raises Misused."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as why:
        raise Misused(f"无法打开 {path}：{why_not(why)}。请检查文件名和读取权限。") from None
    if len(data) > LARGEST_FILE:
        raise Misused(f"{path} 超过 1 MB，请检查是否给错了文件。")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Misused(f"{path} 不是 UTF-8 文本，请用 UTF-8 编码另存。") from None


def local_of(path: Path | None) -> Local:
    """The local file, or the national rules alone."""
    return parse_local(text_of(path), str(path)) if path else Local()
