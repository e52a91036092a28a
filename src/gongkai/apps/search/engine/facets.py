"""Counts beside the filters, from what an index counted by field."""

from collections.abc import Mapping

from gongkai.apps.search.engine.fields import read_facet
from gongkai.apps.search.engine.interface import VALIDITY, Count, Query

# Name of the filter → (field that is counted, how many values at most).
COUNTED = {
    "column": ("column_facet", 300),
    "organ": ("organ_facet", 200),
    "kind": ("kind_facet", 20),
    "topic": ("topic_facet", 200),
    "year": ("year", 40),
    "file_type": ("file_type", 30),
}
FILE_TYPES = {
    "pdf": "PDF", "doc": "Word 文档", "docx": "Word 文档", "wps": "WPS 文字", "xls": "Excel 表格",
    "xlsx": "Excel 表格", "et": "WPS 表格", "ofd": "OFD", "zip": "压缩包", "rar": "压缩包",
    "jpg": "图片", "jpeg": "图片", "png": "图片", "txt": "文本", "csv": "CSV", "ppt": "演示文稿",
    "pptx": "演示文稿", "mp4": "视频", "mp3": "音频",
}  # fmt: skip
Buckets = Mapping[str, int]


def counts(name: str, buckets: Buckets, query: Query) -> list[Count]:
    """Values of one filter: columns by code (a tree), years from the newest, the others by count."""
    if name == "year":
        years = sorted(((int(float(key)), count) for key, count in buckets.items()), reverse=True)
        return [Count(str(year), f"{year}年", count) for year, count in years]
    if name == "file_type":
        made = [Count(key, FILE_TYPES.get(key, key.upper()), n) for key, n in buckets.items()]
        return sorted(made, key=lambda one: (-one.count, one.code))
    merged: dict[str, Count] = {}
    for key, count in buckets.items():
        code, label, *more = read_facet(key)
        before = merged[code].count if code in merged else 0
        merged[code] = Count(code, label, before + count, own=bool(more and more[0]))
    if name == "column":
        return sorted(merged.values(), key=lambda one: _by_number(one.code))
    return sorted(merged.values(), key=lambda one: (-one.count, one.code))


def _by_number(code: str) -> list[tuple[str, int, str]]:
    """zdgk/20-2 before zdgk/20-10; a column before those below it."""
    made = []
    for part in code.split("/"):
        head, _, tail = part.rpartition("-")
        made.append((head or part, int(tail) if tail.isdigit() and head else 0, part))
    return made


def validity_counts(in_force: int, not_yet: int, ended: int) -> list[Count]:
    numbers = {"in_force": in_force, "not_yet": not_yet, "ended": ended}
    return [Count(code, VALIDITY[code], count) for code, count in numbers.items() if count]
