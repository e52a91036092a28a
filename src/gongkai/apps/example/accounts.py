"""The list of example accounts, kept in the installation folder for whoever tries the program."""

import os
from pathlib import Path

from django.conf import settings

from gongkai.apps.example.loading.organs import PASSWORD, Login

NAME = "example-accounts.txt"


def accounts_path() -> Path:
    """Beside the database, never in the public folder."""
    return Path(settings.MEDIA_ROOT).parent / NAME


def write_accounts(logins: list[Login]) -> Path:
    """Write the list, readable by its owner only; where it lies."""
    path = accounts_path()
    lines = [
        "示例县的示例账号。县、机关、姓名都是虚构的；密码是公开的，不要在示例以外使用。",
        f"全部账号的密码：{PASSWORD}",
        "",
        *(_line(one) for one in logins),
        "",
    ]
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    return path


def _line(one: Login) -> str:
    second = f"　动态口令密钥 {one.totp}" if one.totp else ""
    return f"{one.username:<20}{one.organ}　{one.post}　{one.full_name}{second}"
