"""`gongkai`: one command for everything.

The words of the law and the reports (`report`, `due`, `fee`, `calendar`) need neither a database nor
Django and go straight to `gongkai.cli`; everything of the platform is a management command, whose two
words are its name with an underscore (`audit verify` → `audit_verify`).
"""

import os
import sys
from collections.abc import Sequence
from functools import partial
from typing import NoReturn

# Two words → help in one line. A command is added here and in `apps/<app>/management/commands/`.
PLATFORM: dict[tuple[str, str], str] = {
    ("organs", "start"): "新装系统：登记本级政府，建立系统、安全、审计三个管理员账号",
    ("organs", "import"): "从表格导入机关（全部成功或者一行不改）",
    ("organs", "template"): "写出机关导入模板",
    ("audit", "verify"): "校验审计日志，找出被改动、删除、插入的记录",
    ("audit", "seal"): "封印审计日志，写成小文件供另处保存",
    ("report", "compile"): "由台账汇总年度报告的数字，每个数字后面的记录",
    ("report", "import-past"): "导入往年的年度报告文件（可以一次多个），用于历年数据和上年结转",
    ("annual", "verify"): "核对一个年度的年报数据、名单、报告和文件，找出绕过程序的改动",
    ("publication", "counts"): "一年公开了多少条、规范性文件三个数，每个数字后面的清单",
    ("site", "publish"): "生成网站文件（--all 全站重新生成）",
    ("site", "verify"): "对照签名清单，找出被改动、缺少、外来的文件",
    ("search", "rebuild"): "从数据库重建检索索引",
    ("backup", "make"): "备份成一个文件（程序可以继续运行）",
    ("backup", "restore"): "把备份恢复到空的安装目录，直到网页可用",
    ("cases", "ledger"): "年报表三、表四的数字和每个数字后面的申请（JSON 或 XLSX）",
    ("cases", "verify"): "核对申请的记录、期限、年报数字、封存内容，找出绕过程序的改动",
    ("cases", "archive"): "核对归档文件：每一份材料的摘要、清单的签名",
    ("sealing", "rotate"): "更换封存密钥，把封存的内容换到新密钥之下（可以中断后继续）",
    ("example", "load"): "载入示例县（演示数据）",
    ("example", "city"): "载入示例市（演示数据，一千件各种结果的申请）",
}
DJANGO_OPTIONS = (
    "--version",
    "--verbosity",
    "--settings",
    "--pythonpath",
    "--traceback",
    "--no-color",
    "--force-color",
    "--skip-checks",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit status: 0 in order, 1 something found or refused, 2 misused."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    # `report` belongs to both: its other words need no database.
    subjects = {subject for subject, _ in PLATFORM} - {"report"}
    if not words or words[0] in ("-h", "--help"):
        print(overview())  # noqa: T201
        return 0 if words else 2
    if words[0] not in subjects and tuple(words[:2]) not in PLATFORM:
        from gongkai.cli.main import main as law

        return law(words)
    if tuple(words[:2]) not in PLATFORM:
        print(_of_subject(words[0]), file=sys.stderr)  # noqa: T201
        return 2
    return _manage(words)


def overview() -> str:
    """Every command in one line."""
    from gongkai.cli.main import build_parser

    lines = [
        "用法：gongkai 对象 操作 [参数]；每条命令加 --help 看参数",
        "",
        "年报、期限、收费、工作日（不需要安装数据库）：",
    ]
    lines += [line for line in build_parser().format_help().splitlines() if line.startswith("    ")]
    lines += ["", "平台："]
    lines += [f"    {one} {two}".ljust(24) + said for (one, two), said in PLATFORM.items()]
    return "\n".join(lines)


def _of_subject(subject: str) -> str:
    known = [
        f"    gongkai {one} {two}".ljust(32) + said
        for (one, two), said in PLATFORM.items()
        if one == subject
    ]
    return "\n".join([f"“{subject}”之下的命令是：", *known])


def _manage(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    import django
    from django.core.management import CommandError, CommandParser, get_commands, load_command_class
    from django.db import DatabaseError

    from gongkai.cli.speaking import Help, misuse, say_in_chinese

    def misused(parser: CommandParser, message: str) -> NoReturn:
        raise CommandError(misuse(parser, message), returncode=2)

    django.setup()
    name = "_".join(words[:2]).replace("-", "_")
    if name not in get_commands():
        print(f"这个版本没有装入命令：gongkai {' '.join(words[:2])}", file=sys.stderr)  # noqa: T201
        return 2
    command = load_command_class(get_commands()[name], name)
    # Django's own options are of no use to who runs an installation.
    command.suppressed_base_arguments = set(DJANGO_OPTIONS)
    try:
        parser = command.create_parser("gongkai", " ".join(words[:2]), formatter_class=Help)
        say_in_chinese(parser, hidden=DJANGO_OPTIONS)
        parser.error = partial(misused, parser)  # type: ignore[method-assign]
        options = vars(parser.parse_args(words[2:]))
        command.execute(*options.pop("args", ()), **options)
    except CommandError as wrong:
        print(wrong, file=sys.stderr)  # noqa: T201
        return wrong.returncode
    except DatabaseError as wrong:
        print(_database_away(wrong), file=sys.stderr)  # noqa: T201
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    return 0


def _database_away(wrong: Exception) -> str:
    """What to do where the database cannot be reached or was never prepared."""
    said = str(wrong).strip().split("\n")[0][:200]
    where = (
        "GONGKAI_DATABASE 指定的数据库" if os.environ.get("GONGKAI_DATABASE") else "GONGKAI_HOME"
    )
    if "no such table" in said or "does not exist" in said and "relation" in said:
        return (
            f"{where}里还没有本程序的数据（{said}）。请核对 GONGKAI_HOME 和 GONGKAI_DATABASE；"
            "新装的，请先运行 make run，或者 python -m django migrate --settings gongkai.config.settings。"
        )
    return f"{where}现在不能使用：{said}。请检查数据库是否在运行、地址和密码是否正确，再运行一次。"


if __name__ == "__main__":
    sys.exit(main())
