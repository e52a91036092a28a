"""The file of explained findings: read strictly, with the line of every complaint, and written back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import yaml

SCHEMA = "gongkai.explained/1"
MAX_CHARACTERS = 300_000
MAX_ENTRIES = 2_000
_KEYS = ("code", "figures", "words", "by", "day", "reason")


class ExplainedFileError(ValueError):
    """The file cannot be used; the message names the line, and the file where it is known."""

    def __init__(self, line: int, message: str, source: str = "") -> None:
        super().__init__(f"{source + ' ' if source else ''}第{line}行：{message}")
        self.line, self.message = line, message


@dataclass(frozen=True)
class Explained:
    """One explained finding.

    `figures`: cell -> what stood in it ("5", "空白", "缺失"); cells of last year's report have the
    prefix "previous:". `words`: the quotes without blanks, in order.
    """

    code: str
    figures: Mapping[str, str]
    words: tuple[str, ...]
    by: str
    day: date
    reason: str

    def describe(self) -> str:
        """张三 2026年1月20日：其中1件为口头咨询。"""
        return f"{self.by} {self.day.year}年{self.day.month}月{self.day.day}日：{self.reason}"


def load(text: str, source: str = "") -> list[Explained]:
    """Read the file; `source` names it in complaints. Anything unknown, missing, doubled or of the wrong kind is an ExplainedFileError."""
    try:
        return _read(text)
    except ExplainedFileError as wrong:
        raise ExplainedFileError(wrong.line, wrong.message, source) from None


def _read(text: str) -> list[Explained]:
    if len(text) > MAX_CHARACTERS:
        raise ExplainedFileError(1, "文件过大")
    if not text.strip():
        return []
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as broken:
        mark = broken.problem_mark
        raise ExplainedFileError(
            mark.line + 1 if mark else 1, f"写法有误：{broken.problem}"
        ) from None
    except (yaml.YAMLError, RecursionError) as broken:
        raise ExplainedFileError(1, f"不是有效的文本：{type(broken).__name__}") from None
    if root is None:
        return []
    top = _mapping(root, ("schema", "explained"))
    if _text(top["schema"]) != SCHEMA:
        raise ExplainedFileError(_line(top["schema"]), f"schema 应为 {SCHEMA}")
    entries = _items(top["explained"])
    if len(entries) > MAX_ENTRIES:
        raise ExplainedFileError(_line(top["explained"]), f"超过{MAX_ENTRIES}条")
    return [_entry(node) for node in entries]


class _Plain(yaml.SafeDumper):
    """Writes the same day twice rather than an anchor, which nobody could edit by hand."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def dump(explained: Sequence[Explained]) -> str:
    """The file as text; `load(dump(x)) == x`."""
    entries = [
        {
            "code": one.code,
            "figures": dict(one.figures),
            "words": list(one.words),
            "by": one.by,
            "day": one.day,
            "reason": one.reason,
        }
        for one in explained
    ]
    head = "# 已核对并说明的问题。数字和引用的文字不变时，说明一直有效。\n"
    body = yaml.dump(
        {"schema": SCHEMA, "explained": entries},
        Dumper=_Plain,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=1000,
    )
    return head + str(body)


def _entry(node: yaml.Node) -> Explained:
    given = _mapping(node, _KEYS)
    figures_node = given["figures"]
    if not isinstance(figures_node, yaml.MappingNode):
        raise ExplainedFileError(_line(figures_node), "figures 应为“单元格: 数字”")
    figures: dict[str, str] = {}
    for key, value in figures_node.value:
        name = _text(key)
        if name in figures:
            raise ExplainedFileError(_line(key), f"“{name}”重复")
        figures[name] = _text(value)
    day_node = given["day"]
    try:
        day = date.fromisoformat(_text(day_node))
    except ValueError:
        raise ExplainedFileError(_line(day_node), "day 应写作 2026-01-20") from None
    return Explained(
        _text(given["code"]),
        figures,
        tuple(_text(one) for one in _items(given["words"])),
        _text(given["by"]),
        day,
        _text(given["reason"]),
    )


def _mapping(node: yaml.Node, keys: tuple[str, ...]) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise ExplainedFileError(_line(node), f"应有这些项：{'、'.join(keys)}")
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = _text(key)
        if name not in keys:
            raise ExplainedFileError(_line(key), f"未知的项“{name}”")
        if name in found:
            raise ExplainedFileError(_line(key), f"“{name}”重复")
        found[name] = value
    for name in keys:
        if name not in found:
            raise ExplainedFileError(_line(node), f"缺少“{name}”")
    return found


def _items(node: yaml.Node) -> list[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        raise ExplainedFileError(_line(node), "应为列表")
    return list(node.value)


def _text(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise ExplainedFileError(_line(node), "应为非空的文字")
    return str(node.value).strip()


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
