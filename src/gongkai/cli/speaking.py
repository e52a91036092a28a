"""What is wrong with a command's words, as a Chinese sentence; argparse itself only speaks English."""

import argparse
import re
from collections.abc import Container
from typing import Any, NoReturn

# argparse's sentences → ours. `what`: names of options and arguments, left as they are typed.
SENTENCES = (
    (r"the following arguments are required: (?P<what>.+)", "还缺少：{what}。"),
    (r"one of the arguments (?P<what>.+) is required", "还缺少这些选项中的一个：{what}。"),
    (r"unrecognized arguments: (?P<what>.+)", "不认识：{what}。"),
    (
        r"ambiguous option: (?P<what>.+) could match (?P<more>.+)",
        "{what} 写得太短，可能是：{more}。",
    ),
)
OF_ONE = (
    (
        r"invalid choice: (?P<value>.+) \(choose from (?P<more>.+)\)",
        "没有{value}，可以选：{more}。",
    ),
    (r"expected one argument", "后面要写一个值。"),
    (r"expected at least one argument", "后面至少要写一个值。"),
    (r"expected at most one argument", "后面最多写一个值。"),
    (r"expected (?P<value>\d+) arguments?", "后面要写{value}个值。"),
    (r"not allowed with argument (?P<value>.+)", "不能与 {value} 一起写。"),
    (r"ignored explicit argument (?P<value>.+)", "后面不写值，请删去{value}。"),
    (r"invalid \S+ value: (?P<value>.+)", "不能写{value}：请写整数、日期（例如 2026-03-02）等这一项要的值。"),
    (r"can't open (?P<value>.+?): .+", "打不开文件{value}。"),
)  # fmt: skip


def in_chinese(message: str) -> str:
    """argparse's message as a sentence; one that is Chinese already, or not known, stays as it is."""
    for pattern, sentence in SENTENCES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return sentence.format(**_plain(found))
    named = re.fullmatch(r"argument (?P<name>.+?): (?P<rest>.+)", message, re.DOTALL)
    if named is None:
        return message
    for pattern, sentence in OF_ONE:
        found = re.fullmatch(pattern, named["rest"], re.DOTALL)
        if found:
            return f"{named['name']}：{sentence.format(**_plain(found))}"
    return f"{named['name']}：{named['rest']}"


def _plain(found: re.Match[str]) -> dict[str, str]:
    """Quotes of Python become ours: 'a', 'b' → “a”、“b”."""
    return {
        name: re.sub(r"'([^']*)'", r"“\1”", text).replace(", ", "、")
        for name, text in found.groupdict().items()
    }


def misuse(parser: argparse.ArgumentParser, message: str) -> str:
    """How the command is used, and what is wrong."""
    usage = parser.format_usage().replace("usage: ", "用法：", 1)
    return f"{usage}{in_chinese(message)}加 --help 看全部参数。"


class Help(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None) -> None:  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


# What stands in the place of a value, where the command does not name it itself.
VALUES = {
    "year": "年度",
    "organ": "机关",
    "as_of": "日期",
    "output": "文件",
    "name": "名称",
    "short_name": "简称",
    "credit_code": "代码",
    "public": "目录",
    "jobs": "个数",
    "seed": "数",
    "cases": "件数",
    "key": "公钥文件",
    "manifest": "目录",
    "listed": "哪一个数",
    "file": "文件",
    "files": "文件",
}


def say_in_chinese(parser: argparse.ArgumentParser, hidden: Container[str] = ()) -> None:
    """The words of --help, whose formatter is to be `Help`; options in `hidden` are not shown."""
    parser._positionals.title, parser._optionals.title = "参数", "选项"
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            action.help = "显示这些说明后结束"
        elif any(one in hidden for one in action.option_strings):
            action.help = argparse.SUPPRESS
        elif action.metavar is None and action.nargs != 0 and not action.choices:
            action.metavar = VALUES.get(action.dest)


class Parser(argparse.ArgumentParser):
    """The parser of the commands; those of its subcommands are of the same kind."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"formatter_class": Help, **settings})
        say_in_chinese(self)

    def error(self, message: str) -> NoReturn:
        self.exit(2, misuse(self, message) + "\n")
