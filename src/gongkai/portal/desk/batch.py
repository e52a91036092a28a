"""Many reports at once: one row a report, the same rows on the page and in the sheet."""

import json
from collections.abc import Sequence
from typing import Any

from gongkai.portal.desk.checking import Checked, Failed
from gongkai.portal.desk.limits import LIMITS
from gongkai.portal.desk.sent import Sent
from gongkai.portal.refusals import Refusal
from gongkai.portal.uploads import MAX_FILES

BATCH_HEADS = ("文件", "机关", "年度", "错误", "警告", "提示", "结果")

BAD_ROWS = Refusal(
    422,
    "这张一览表没有办法导出",
    "页面送来的一览表不完整或者被改动。",
    "请回到年报校核台，重新校核这一批文件，再导出。",
)
_LONGEST_ROWS = 400_000
_LONGEST_TEXT = 1_000

Row = tuple[str | int | None, ...]


def batch_row(one: Checked | Failed) -> Row:
    """File, organ, year, three counts, and the outcome in words."""
    if isinstance(one, Failed):
        return (one.name, "", None, None, None, None, f"没有读出来：{one.message}")
    report = one.report
    return (
        one.name,
        report.organ or "机关未识别",
        report.year,
        one.errors,
        one.warnings,
        one.notices,
        verdict(one.errors, one.warnings),
    )


def verdict(errors: int, warnings: int) -> str:
    """The outcome of a report that was read, in words."""
    if errors:
        return "有错误"
    return "有疑点" if warnings else "没有发现错误"


def batch_context(results: Sequence[Checked | Failed], sent: Sent) -> dict[str, Any]:
    """What `desk/batch.html` shows."""
    rows = [batch_row(one) for one in results]
    shown = [
        {"row": row, "failed": isinstance(one, Failed), "one": one}
        for one, row in zip(results, rows, strict=True)
    ]
    return {
        "shown": shown,
        "rows_json": json.dumps(rows, ensure_ascii=False),
        "number": len(results),
        "read": sum(1 for one in results if isinstance(one, Checked)),
        "with_errors": sum(1 for one in results if isinstance(one, Checked) and one.errors),
        "left_aside": sent.previous is not None,
        "limits": LIMITS,
    }


def batch_rows(text: str) -> list[Row]:
    """The rows that a page brought back, checked for shape and size. Raises Refusal (422)."""
    if not text or len(text) > _LONGEST_ROWS:
        raise BAD_ROWS
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        raise BAD_ROWS from None
    if not isinstance(rows, list) or not 0 < len(rows) <= 4 * MAX_FILES:
        raise BAD_ROWS
    return [_row(one) for one in rows]


def _row(given: object) -> Row:
    if not isinstance(given, list) or len(given) != len(BATCH_HEADS):
        raise BAD_ROWS
    for value in given:
        if isinstance(value, bool) or not isinstance(value, str | int | None):
            raise BAD_ROWS
        if isinstance(value, str) and len(value) > _LONGEST_TEXT:
            raise BAD_ROWS
        if isinstance(value, int) and not 0 <= value < 1_000_000:
            raise BAD_ROWS
    return tuple(given)
