"""Options of `gongkai due`, `gongkai fee` and `gongkai calendar`. Their work is imported when called."""

import argparse
from pathlib import Path

Commands = "argparse._SubParsersAction[argparse.ArgumentParser]"
DAY = "日期"

DUE_FACTS = (
    ("--received", DAY, "收到申请之日（互联网、传真、平常信函为确认之日）"),
    ("--arrived", DAY, "到件之日，与收到之日不同时写"),
    ("--correction-sent", DAY, "补正告知书发出之日"),
    ("--correction-served", DAY, "补正告知书送达之日"),
    ("--correction-limit", "工作日", "补正告知书写明的期限"),
    ("--correction-received", DAY, "收到补正之日"),
    ("--extension-approved", DAY, "公开工作机构负责人同意延期之日"),
    ("--extension-notified", DAY, "延期告知申请人之日"),
    ("--extension-days", "工作日", "延长的工作日数，不写为20"),
    ("--fee-sent", DAY, "收费通知书发出之日"),
    ("--fee-served", DAY, "收费通知书送达之日"),
    ("--fee-paid", DAY, "缴费之日"),
    ("--longer-notified", DAY, "告知合理延迟答复期限之日（第三十五条）"),
    ("--longer-until", DAY, "告知的合理延迟答复期限"),
    ("--replied", DAY, "答复交付或者交邮之日"),
)
DUE_PARTIES = (
    ("--third-party", "征求第三方意见：发出日,收到日,答复日；不知道的写 -"),
    ("--joint-organ", "征求共同制作机关意见：发出日,收到日,答复日"),
    ("--other-organ", "征求其他机关意见：发出日,要求答复日,答复日"),
)


def add(subjects: Commands) -> None:  # type: ignore[valid-type]
    """Add the three subjects."""
    _due(subjects)
    _fee(subjects)
    _calendar(subjects)


def _due(subjects: Commands) -> None:  # type: ignore[valid-type]
    command = subjects.add_parser("due", help="依申请公开的期限：哪一天到期，怎样算出来的")  # type: ignore[attr-defined]
    command.add_argument(
        "file", nargs="?", type=Path, metavar="记录文件", help="YAML，一件申请的记录"
    )
    command.add_argument(
        "--channel", default="in_person", metavar="方式", help="提交方式，不写为当面提交"
    )
    for name, value, what in DUE_FACTS:
        command.add_argument(name, metavar=value, help=what)
    for name, what in DUE_PARTIES:
        command.add_argument(name, action="append", metavar="日期,日期,日期", help=what)
    command.add_argument("--on", metavar=DAY, help="站在哪一天看；逾期未答复时退出码为1")
    command.add_argument("--clock", metavar="期限", help="只算一个期限，见 --list")
    command.add_argument("--start", metavar=DAY, help="与 --clock 合用：起算之日")
    command.add_argument(
        "--told",
        metavar=DAY,
        help="与 --clock 合用：答复没有告知救济权利，何时才得知；从未得知的写“未告知”",
    )
    command.add_argument("--list", action="store_true", help="列出所有期限")
    _shared(command, "due")


def _fee(subjects: Commands) -> None:  # type: ignore[valid-type]
    fee = subjects.add_parser("fee", help="信息处理费：按件或者按量，只算不收")  # type: ignore[attr-defined]
    commands = fee.add_subparsers(required=True, metavar="标准")
    items = commands.add_parser("items", help="按件：同一申请人当月的第几件到第几件")
    items.add_argument("last", metavar="件数", help="当月累计到第几件")
    items.add_argument("--first", metavar="件", default="1", help="从第几件起，不写为1")
    items.set_defaults(what="items")
    pages = commands.add_parser("pages", help="按量：一件申请提供的页数")
    pages.add_argument("last", metavar="页数")
    pages.set_defaults(what="pages")
    month = commands.add_parser("month", help="按件：从申请清单数出每件是当月第几件")
    month.add_argument("file", type=Path, metavar="清单文件", help="YAML，每项一件申请")
    month.add_argument("--month", required=True, metavar="月份", help="写作 2025-03")
    month.set_defaults(what="month")
    for command in (items, pages):
        command.add_argument("--on", metavar=DAY, required=True, help="收费决定所依据的日子")
    for command in (items, pages, month):
        _shared(command, "fee")


def _calendar(subjects: Commands) -> None:  # type: ignore[valid-type]
    calendar = subjects.add_parser("calendar", help="工作日历：国务院办公厅放假通知")  # type: ignore[attr-defined]
    commands = calendar.add_subparsers(required=True, metavar="操作")
    check = commands.add_parser("check", help="下一年的放假安排是否已经载入；12月起缺少的退出码为1")
    check.add_argument("--on", required=True, metavar=DAY)
    show = commands.add_parser("show", help="一天、一个月或者一年里哪些天上班、哪些天休息")
    show.add_argument("when", metavar="日期", help="写作 2026、2026-10 或 2026-10-08")
    count = commands.add_parser("count", help="两天之间有几个工作日（不计第一天，计最后一天）")
    count.add_argument("after", metavar="第一天")
    count.add_argument("until", metavar="最后一天")
    for name, command in {"check": check, "show": show, "count": count}.items():
        command.set_defaults(what=name)
        _shared(command, "calendar")


def _shared(command: argparse.ArgumentParser, module: str) -> None:
    command.add_argument("--explain", action="store_true", help="写出依据和计算过程")
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.add_argument("--local", type=Path, metavar="文件", help="本地休息日、上班日和可选做法")
    command.add_argument("--known-on", metavar=DAY, help="只用这一天以前公布的放假通知")

    def run(options: argparse.Namespace) -> int:
        from importlib import import_module

        status: int = import_module(f"gongkai.cli.{module}").run(options)
        return status

    command.set_defaults(run=run)
