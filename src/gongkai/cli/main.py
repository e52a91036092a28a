"""`gongkai`: the commands and their options. Each command's work is imported when it is called."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from gongkai.cli import law_options, speaking

FORMATS_OUT = ("docx", "html", "pdf", "xlsx", "json", "ofd")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit status: 0 in order, 1 a finding of severity error, 2 not readable or misused."""
    try:
        options = build_parser().parse_args(arguments)
        status: int = options.run(options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # The reader of our output went away (| head); nothing to say to it.
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        return 130


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser: argparse.ArgumentParser = speaking.Parser(
        prog="gongkai", description="政府信息公开：年报的校核、排版与比对；期限、收费与工作日"
    )
    subjects = parser.add_subparsers(required=True, metavar="对象")
    report = subjects.add_parser("report", help="政府信息公开工作年度报告")
    commands = report.add_subparsers(required=True, metavar="操作")
    _check(commands)
    _render(commands)
    _compare(commands)
    _form(commands)
    _screen(commands)
    law_options.add(subjects)
    return parser


def _check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("check", help="校核一份或多份年报，说明问题、位置、依据和改法")
    command.add_argument("files", nargs="+", type=Path, metavar="文件")
    command.add_argument("--previous", type=Path, metavar="文件", help="同一机关上一年度的年报")
    command.add_argument("--children", type=Path, metavar="目录", help="下级机关年报所在目录")
    command.add_argument("--explained", type=Path, metavar="文件", help="已说明问题的记录")
    command.add_argument("--format", choices=("text", "json", "html"), default="text")
    command.add_argument("--output", type=Path, metavar="文件", help="写入文件而不是屏幕")
    command.set_defaults(run=_lazy("check"))


def _render(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("render", help="按官方格式排版；写出后回读核对")
    command.add_argument("file", type=Path, metavar="文件")
    command.add_argument("--to", choices=FORMATS_OUT, required=True)
    command.add_argument("--output", type=Path, required=True, metavar="文件")
    command.set_defaults(run=_lazy("render"))


def _compare(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("compare", help="比对两份年报的单元格与文字")
    command.add_argument("old", type=Path, metavar="旧文件")
    command.add_argument("new", type=Path, metavar="新文件")
    command.add_argument("--format", choices=("text", "json", "html"), default="text")
    command.add_argument("--output", type=Path, metavar="文件")
    command.set_defaults(run=_lazy("compare"))


def _form(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("form", help="生成空白填报表，填好后可直接校核")
    command.add_argument("--year", type=int, required=True, metavar="年度")
    command.add_argument("--organ", required=True, metavar="机关名称")
    command.add_argument("--to", choices=("xlsx", "docx"), default="xlsx")
    command.add_argument("--output", type=Path, required=True, metavar="文件")
    command.set_defaults(run=_lazy("form"))


def _screen(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("screen", help="成批核对合计：每行一份 JSON 年报")
    command.add_argument("file", type=Path, metavar="文件", help="每行一个 gongkai.report/1 对象")
    command.set_defaults(run=_lazy("screen"))


def _lazy(command: str):  # type: ignore[no-untyped-def]
    def run(options: argparse.Namespace) -> int:
        from importlib import import_module

        status: int = import_module(f"gongkai.cli.report_{command}").run(options)
        return status

    return run


if __name__ == "__main__":
    sys.exit(main())
