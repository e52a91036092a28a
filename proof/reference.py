"""The reference pages, generated from the code: `make reference`."""

import argparse
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from gongkai.cli.main import build_parser
from gongkai.config.command import PLATFORM
from gongkai.domain.law import all_parameters, norms
from gongkai.domain.reports.forms import FORMATS, load_form
from gongkai.domain.rules.book import BOOK
from gongkai.domain.rules.checking import load_rules
from proof.reference_access import access_page
from proof.reference_cases import clocks_page, outcomes_page
from proof.reference_letters import letters_page
from proof.reference_steps import steps_page

ROOT = Path(__file__).parents[1]
NOTE = "<!-- 由程序生成（make reference），请勿手改。 -->\n\n"
MARKS = {
    "verified": "已核原文",
    "seen-in-part": "见到部分原文",
    "practice": "实践做法",
    "memory": "待核",
    "design": "设计取值",
}


def rules_page() -> str:
    """Every rule: code, severity, kind, norm, ground, life, entries of the error catalogue."""
    load_rules()
    lines = [
        "# 规则一览",
        "",
        f"共 {len(BOOK.rules)} 条。编号一经使用不再改变含义。每条规则都用一个正例和一个反例检验。",
        "“错误”指报告自身即可证明或违反格式；“警告”指很可能有误或须说明；“提示”供复核。",
        "",
        "| 编号 | 程度 | 类别 | 规则 | 依据 | 适用年度 | 差错目录 |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for one in sorted(BOOK.rules.values(), key=lambda rule: rule.code):
        life = f"{one.since or ''}–{one.until or ''}" if one.since or one.until else "全部"
        cells = [
            one.code,
            one.severity.label,
            one.kind.label,
            one.norm,
            one.basis,
            life,
            "、".join(one.catalogue),
        ]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return NOTE + "\n".join(lines) + "\n"


def cells_page() -> str:
    """Every cell of every form by its name."""
    lines = ["# 单元格名称", ""]
    for key in FORMATS:
        form = load_form(key)
        lines += [
            f"## {form.label}（{len(form.cells)} 个）",
            "",
            "| 名称 | 位置 |",
            "| --- | --- |",
        ]
        lines += [f"| `{cell}` | {form.label_of(cell)} |" for cell in form.cells]
        lines.append("")
        if form.positional_names:
            lines += ["输出中并列给出的旧名称：", ""]
            lines += [f"- `{old}` 即 `{own}`" for own, old in form.positional_names.items()]
            lines.append("")
    return NOTE + "\n".join(lines)


def law_page() -> str:
    """Norms, and parameters with their values by date."""
    lines = ["# 规范与参数", "", "## 规范", ""]
    lines += ["| 名称 | 文号 | 施行 | 核对 | 状态 |", "| --- | --- | --- | --- | --- |"]
    for norm in norms().values():
        life = norm.in_force_on.isoformat()
        life += f"，{norm.until.isoformat()}止" if norm.until else ""
        lines.append(
            f"| {norm.title} | {norm.number} | {life} | {norm.checked_on.isoformat()} | {MARKS[norm.mark]} |"
        )
    lines += ["", "## 参数", ""]
    lines += ["| 参数 | 自 | 取值 | 来源 | 状态 |", "| --- | --- | --- | --- | --- |"]
    for history in all_parameters().values():
        for one in history:
            lines.append(
                f"| {one.label} | {one.since.isoformat()} | {one.value} | {one.source} | {MARKS[one.mark]} |"
            )
    return NOTE + "\n".join(lines) + "\n"


def commands_page() -> str:
    """Every command with its arguments and options; not `--help`, which each Python prints its own way."""
    lines = ["# 命令", ""]
    for parser in _leaves(build_parser()):
        lines += [f"## `{parser.prog}`", "", "| 参数 | 说明 |", "| --- | --- |"]
        for action in parser._actions:
            if isinstance(action, argparse._HelpAction):
                continue
            name = "、".join(action.option_strings) or str(action.metavar)
            value = f" {action.metavar}" if action.option_strings and action.metavar else ""
            choices = f"{'、'.join(action.choices)}" if action.choices else ""
            notes = [action.help or "", f"取值：{choices}" if choices else ""]
            notes.append("必填" if action.required and action.option_strings else "")
            lines.append(f"| `{name}{value}` | {'；'.join(note for note in notes if note)} |")
        lines.append("")
    lines += ["## 平台", "", "| 命令 | 说明 |", "| --- | --- |"]
    lines += [f"| `gongkai {' '.join(words)}` | {said} |" for words, said in PLATFORM.items()]
    lines.append("")
    lines += [
        "退出码：0 没有“错误”；1 至少一个“错误”；2 有文件无法作为年报读取，或用法不对。期限与日历：1 逾期，或下一年放假安排逾期未载入；2 用法不对。",
        "",
    ]
    return NOTE + "\n".join(lines)


def checks_page() -> str:
    """Every check of an item before the gates, with its ground and its two examples."""
    import os

    import django
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
        django.setup()
    from gongkai.apps.disclosure.checks import registered

    lines = [
        "# 送审前的检查",
        "",
        "送审时和发布时各做一遍，编辑时随时显示。编号不再改变含义。",
        "严重错误、身份证号码、银行卡号、成批的手机号码、必填项会拦下；其余的提醒，由人判断。",
        "",
        "| 编号 | 检查 | 依据 | 可以 | 不可以 |",
        "| --- | --- | --- | --- | --- |",
    ]
    for one in registered():
        cells = [f"`{one.code}`", one.label, one.basis, one.good, one.bad]
        lines.append(
            "| " + " | ".join(re.sub(r"([|*\\\\])", r"\\\1", cell) for cell in cells) + " |"
        )
    return NOTE + "\n".join(lines) + "\n"


def _leaves(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """The commands that do something, in the order they were added."""
    branches = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not branches:
        yield parser
    for branch in branches:
        for child in branch.choices.values():
            yield from _leaves(child)


PAGES: dict[str, Callable[[], str]] = {
    "rules.md": rules_page,
    "cells.md": cells_page,
    "law.md": law_page,
    "commands.md": commands_page,
    "clocks.md": lambda: NOTE + clocks_page(),
    "access.md": lambda: NOTE + access_page(),
    "checks.md": checks_page,
    "outcomes.md": lambda: NOTE + outcomes_page(),
    "letters.md": lambda: NOTE + letters_page(),
    "steps.md": lambda: NOTE + steps_page(),
}


def main() -> None:
    folder = ROOT / "docs" / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
