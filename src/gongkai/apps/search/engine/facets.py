"""Counts beside the filters, from what an index counted by field."""

from collections.abc import Mapping

from gongkai.apps.search.engine.interface import VALIDITY, Count, Label, Query

# Name of the filter → (field that is counted, how many values at most).
COUNTED = {
    "column": ("column_facet", 300),
    "organ": ("organ_facet", 200),
    "kind": ("kind_facet", 20),
    "topic": ("topic_facet", 200),
    "year": ("year", 40),
    "file_type": ("file_type", 30),
}
# What readers call a format → the endings of its files.
FILE_TYPES = {
    "pdf": ("PDF", "pdf"),
    "word": ("文字文档（Word、WPS）", "doc docx wps rtf odt"),
    "sheet": ("表格（Excel、WPS）", "xls xlsx et csv ods"),
    "ofd": ("OFD", "ofd"),
    "slides": ("演示文稿", "ppt pptx dps"),
    "picture": ("图片", "jpg jpeg png gif webp bmp tif tiff"),
    "archive": ("压缩包", "zip rar 7z"),
    "media": ("音频、视频", "mp3 mp4 wav m4a webm"),
    "text": ("纯文本", "txt md"),
}
_OF_ENDING = {
    ending: code for code, (_, endings) in FILE_TYPES.items() for ending in endings.split()
}


def file_type(ending: str) -> str:
    """The code of an ending's format; `other` for one that is not listed."""
    return _OF_ENDING.get(ending.lower(), "other")


def file_type_name(code: str) -> str:
    return FILE_TYPES[code][0] if code in FILE_TYPES else "其他格式"


Buckets = Mapping[str, int]


_SEPARATOR = "\t"


def facet_of(label: Label, *more: str) -> str:
    """A value that is counted, with the word for it: `code<TAB>name`."""
    return _SEPARATOR.join((label.code, label.name, *more))


def counts(name: str, buckets: Buckets, query: Query) -> list[Count]:
    """Values of one filter: columns by code (a tree), years from the newest, the others by count."""
    if name == "year":
        years = sorted(((int(float(key)), count) for key, count in buckets.items()), reverse=True)
        return [Count(str(year), f"{year}年", count) for year, count in years]
    if name == "file_type":
        made = [Count(key, file_type_name(key), n) for key, n in buckets.items()]
        return sorted(made, key=lambda one: (-one.count, one.code))
    merged: dict[str, Count] = {}
    for key, count in buckets.items():
        code, label, *more = key.split(_SEPARATOR)
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
