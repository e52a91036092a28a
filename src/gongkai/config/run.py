"""`make run`: from nothing to a served portal with the example county; every later start is instant.

Environment: `PORT` (8000), `FRESH=1` (begin the example again), `EXAMPLE=1` (the example into the empty
PostgreSQL of `GONGKAI_DATABASE`; with SQLite an empty folder gets it unasked), and what `gongkai.config.settings` reads.
Each step may be interrupted at any moment: the next start finds out what is there and goes on.
"""

import fcntl
import hashlib
import os
import socket
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from gongkai.config import home
from gongkai.documents.errors import why_not

# In the home folder: this installation is an example and may be begun again.
EXAMPLE = "example-installation"
# In the home folder: everything was prepared by this state of the program.
READY = "ready"
STEPS = 4
# What `FRESH=1` removes, and nothing else.
OWN = (
    *("public", "publishing", "media", "sealed", "sealing-keys", "index"),
    *("secret-key", "example-accounts.txt", READY),
)
OWN_DATABASE = ("gongkai.sqlite3", "gongkai.sqlite3-wal", "gongkai.sqlite3-shm")


class Refused(Exception):
    """It cannot be done; the message is a sentence that says what to do."""


def main() -> int:
    """Prepare what is not prepared yet, then become the server (`gongkai.config.serve`)."""
    try:
        home.HOME.mkdir(parents=True, exist_ok=True)
        hold_home(home.HOME)
        check_port(os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000")))
        if os.environ.get("FRESH") == "1":
            begin_again(home.HOME)
        if not is_ready(home.HOME):
            prepare(home.HOME)
    except Refused as refusal:
        say(str(refusal))
        return 1
    except KeyboardInterrupt:
        say("\n已中断。再次运行 make run 会接着完成。")
        return 130
    introduce(home.HOME)
    os.execv(sys.executable, [sys.executable, "-m", "gongkai.config.serve"])


def hold_home(folder: Path) -> int:
    """One start at a time; the lock lives on in the server and ends with it."""
    handle = os.open(folder / "run.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise Refused(
            f"{folder} 里的程序已经在运行。要另开一份，请换一个目录：GONGKAI_HOME=… PORT=… make run"
        ) from None
    os.set_inheritable(handle, True)
    return handle


def check_port(host: str, port: int) -> None:
    """Better to learn it now than after the preparation."""
    with closing(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as why:
            raise Refused(
                f"端口 {port} 不能使用（{why_not(why)}）。请换一个：PORT={port + 1} make run"
            ) from why


def begin_again(folder: Path) -> None:
    """Remove the example installation. Refused for anything that is not marked as an example."""
    if os.environ.get("GONGKAI_DATABASE"):
        raise Refused(
            "FRESH=1 只用于 SQLite 的示例安装；数据库由 GONGKAI_DATABASE 指定时不会清除。"
        )
    there = [name for name in (*OWN, *OWN_DATABASE) if (folder / name).exists()]
    if not there:
        return
    if not (folder / EXAMPLE).exists() or not only_example(folder / OWN_DATABASE[0]):
        raise Refused(f"{folder} 不是示例安装，FRESH=1 不会清除它。")
    # The mark goes last: killed half-way, the next FRESH=1 may go on.
    for name in there:
        remove(folder / name)
    (folder / EXAMPLE).unlink()


def only_example(database: Path) -> bool:
    """Whether the database holds the example or nothing yet. Reads it without Django."""
    if not database.exists():
        return True
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            rows = connection.execute("SELECT is_example FROM organs_siterecord").fetchall()
    except sqlite3.Error:
        return True  # not migrated yet
    return all(row[0] for row in rows)


def remove(path: Path) -> None:
    """A file, or a folder with all below it; links are not followed."""
    if path.is_dir() and not path.is_symlink():
        import shutil

        shutil.rmtree(path)
    else:
        path.unlink()


def is_ready(folder: Path) -> bool:
    """Whether the last preparation was finished by this state of the program."""
    try:
        return (folder / READY).read_text(encoding="ascii") == prepared_by()
    except FileNotFoundError:
        return False


def prepared_by() -> str:
    """SHA-256 over the migrations and the versions of the libraries that bring their own."""
    digest = hashlib.sha256()
    root = Path(str(files("gongkai.apps")))
    for path in sorted(root.glob("*/migrations/*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    for library in ("django", "wagtail", "django-axes", "django-otp", "django-tasks-db"):
        digest.update(f"{library}={version(library)};".encode())
    digest.update(os.environ.get("GONGKAI_DATABASE", "").encode())
    return digest.hexdigest()


def prepare(folder: Path) -> None:
    """Migrate; in an empty home load the example; make every page and the search index."""
    if not (folder / OWN_DATABASE[0]).exists() and not os.environ.get("GONGKAI_DATABASE"):
        mark_example(folder)
    began = time.monotonic()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    with step(1, "建立数据库"):
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", interactive=False, verbosity=0)
    if os.environ.get("EXAMPLE") == "1" and is_empty():
        mark_example(folder)
    if (folder / EXAMPLE).exists():
        with step(2, "装入示例县（虚构，仅供演示）"):
            load_example()
    with step(3, "生成全部网页"):
        publish_pages()
    with step(4, "建立检索"):
        call_command("search_rebuild")
    (folder / READY).write_text(prepared_by(), encoding="ascii")
    say(f"准备完成，共用时 {time.monotonic() - began:.0f} 秒。")


def mark_example(folder: Path) -> None:
    """From now on this installation is an example; without the mark nothing is loaded or cleared."""
    (folder / EXAMPLE).write_text("这是示例县的安装，可以用 make run FRESH=1 重来。\n", "utf-8")


def is_empty() -> bool:
    """Whether the migrated database holds no organ and no site yet."""
    from gongkai.apps.organs.models import Organ, SiteRecord

    return not Organ.objects.exists() and not SiteRecord.objects.exists()


def load_example() -> None:
    """Fill the database if it is empty. Loading is one transaction: it is there whole or not at all."""
    from django.core.management import call_command

    if is_empty():
        call_command("example_load")


def publish_pages() -> None:
    """Every page, in as many processes as there are cores. What cannot be made is named and left."""
    from gongkai.apps.publishing.management.commands.site_publish import Command
    from gongkai.apps.publishing.renewal import renew_if_program_changed

    # Noted first, so that the worker does not take these pages for an older program's.
    renew_if_program_changed()
    try:
        Command().run_from_argv(["gongkai", "site_publish", "--all"])
    except SystemExit as ended:
        if ended.code:
            say("　有页面没有生成，原因见上；修改后会自动重试。")


def introduce(folder: Path) -> None:
    """Where to go and who to be."""
    port = os.environ.get("PORT", "8000")
    at = f"http://{os.environ.get('HOST', '127.0.0.1')}:{port}"
    say(f"管理后台　 {at}/office/")
    accounts = folder / "example-accounts.txt"
    if accounts.exists():
        lines = accounts.read_text(encoding="utf-8").splitlines()
        say(
            f"示例账号　 教育局信息员 jyj-clerk，初审 jyj-first，依申请公开经办人 jyj-case，"
            f"公开工作机构负责人 jyj-head；{lines[1]}"
        )
        say(
            "　　　　　 年度报告　县政府办公室 county-office，政府办公室负责人 county-head，"
            "县政府信息员 xzf-clerk（有一份写错一个数的更正稿），水利局 slj-clerk、slj-head"
        )
        say(f"　　　　　 county-office 和管理员登录时要动态口令，密钥和全部账号见 {accounts}")


@contextmanager
def step(number: int, name: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    say(f"[{number}/{STEPS}] {name}……")
    began = time.monotonic()
    yield
    say(f"　　　完成，{time.monotonic() - began:.1f} 秒")


def say(line: str) -> None:
    """To whoever started the program."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
