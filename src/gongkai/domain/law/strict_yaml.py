"""YAML read strictly: every complaint names file and line, nothing unknown or doubled passes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml


class LawDataError(ValueError):
    """The data of the law is wrong; the message names file and line."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")


@dataclass(frozen=True)
class Node:
    """A value with the place it was written at. `value` of a mapping: key -> Node; of a list: [Node]."""

    value: Any
    path: str
    line: int

    def error(self, message: str) -> LawDataError:
        return LawDataError(self.path, self.line, message)

    def mapping(
        self, required: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> dict[str, "Node"]:
        """The mapping, when it has all required keys and no other than these and the optional ones."""
        if not isinstance(self.value, dict):
            raise self.error("应为键值对")
        for key, node in self.value.items():
            if key not in required and key not in optional:
                raise node.error(f"未知的键“{key}”")
        for key in required:
            if key not in self.value:
                raise self.error(f"缺少“{key}”")
        return self.value

    def entries(self) -> dict[Any, "Node"]:
        """A mapping whose keys are free."""
        if not isinstance(self.value, dict) or not self.value:
            raise self.error("应为非空的键值对")
        return self.value

    def text(self) -> str:
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.error("应为非空的文字")
        return self.value.strip()

    def day(self) -> date:
        if type(self.value) is not date:
            raise self.error(f"“{self.value}”不是有效的日期（应写作 2021-01-01）")
        return self.value

    def sequence(self) -> list["Node"]:
        if not isinstance(self.value, list) or not self.value:
            raise self.error("应为非空的列表")
        return self.value

    def integer(self, least: int, most: int) -> int:
        if type(self.value) is not int or not least <= self.value <= most:
            raise self.error(f"“{self.value}”应为 {least} 至 {most} 的整数")
        return self.value

    def choice(self, allowed: tuple[str, ...]) -> str:
        if self.value not in allowed:
            raise self.error(f"“{self.value}”不在允许的取值之内：{'、'.join(allowed)}")
        return str(self.value)


def read(text: str, path: str) -> Node:
    """Parse one YAML document; a duplicate key, an alias or broken syntax is a LawDataError."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except RecursionError:
        raise LawDataError(path, 1, "层次太深") from None
    except yaml.reader.ReaderError:
        raise LawDataError(path, 1, "含有不允许的控制字符") from None
    except yaml.MarkedYAMLError as broken:
        mark = broken.problem_mark
        raise LawDataError(
            path, mark.line + 1 if mark else 1, f"YAML 语法错误：{broken.problem}"
        ) from None
    if root is None:
        raise LawDataError(path, 1, "文件是空的")
    constructor = yaml.SafeLoader("")
    seen: set[int] = set()

    def build(node: yaml.Node) -> Node:
        line = node.start_mark.line + 1
        if id(node) in seen:
            raise LawDataError(path, line, "不允许使用 YAML 引用（* 与 &）")
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            made: dict[Any, Node] = {}
            for key_node, value_node in node.value:
                key = scalar(key_node)
                if key in made:
                    raise LawDataError(path, key_node.start_mark.line + 1, f"重复的键“{key}”")
                made[key] = build(value_node)
            return Node(made, path, line)
        if isinstance(node, yaml.SequenceNode):
            return Node([build(item) for item in node.value], path, line)
        return Node(scalar(node), path, line)

    def scalar(node: yaml.Node) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            raise LawDataError(path, node.start_mark.line + 1, "键应为文字、数字或日期")
        # YAML 1.1 takes on, off, yes and no for truth values; a person who writes them means the words.
        if node.tag == "tag:yaml.org,2002:bool" and node.value.lower() not in ("true", "false"):
            return node.value
        try:
            construct: Callable[..., Any] = constructor.construct_object
            return construct(node)
        # A tag that does not fit its text ends in any of these, according to the tag.
        except (ValueError, LookupError, AttributeError, TypeError, OverflowError, yaml.YAMLError):
            raise LawDataError(
                path, node.start_mark.line + 1, f"“{node.value[:40]}”不是有效的值"
            ) from None

    try:
        return build(root)
    except RecursionError:
        raise LawDataError(path, 1, "层次太深") from None
