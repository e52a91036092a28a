"""Rules for passwords (GB/T 22239-2019 身份鉴别): length, kinds, not the name, not an old one."""

from typing import Any

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from gongkai.apps.organs import safety
from gongkai.apps.organs.models import OldPassword, Person


class Length:
    """Long enough."""

    def validate(self, password: str, user: Any = None) -> None:
        least = safety.number("password_minimum_length")
        if len(password) < least:
            raise ValidationError(f"密码太短，至少 {least} 个字符。")

    def get_help_text(self) -> str:
        return f"至少 {safety.number('password_minimum_length')} 个字符"


class Kinds:
    """Of enough kinds of characters."""

    def validate(self, password: str, user: Any = None) -> None:
        least = safety.number("password_kinds")
        kinds = (
            any("A" <= one <= "Z" for one in password),
            any("a" <= one <= "z" for one in password),
            any("0" <= one <= "9" for one in password),
            any(not (one.isascii() and one.isalnum()) for one in password),
        )
        if sum(kinds) < least:
            raise ValidationError(
                f"密码应含大写字母、小写字母、数字、符号四类中的至少 {least} 类。"
            )

    def get_help_text(self) -> str:
        least = safety.number("password_kinds")
        return f"大写字母、小写字母、数字、符号四类中至少 {least} 类"


class NotTheName:
    """Without the user name in it, forwards or backwards."""

    def validate(self, password: str, user: Any = None) -> None:
        name = str(getattr(user, "username", "")).lower()
        said = password.lower()
        if len(name) >= 3 and (name in said or name[::-1] in said):
            raise ValidationError("密码里不能含有用户名。")

    def get_help_text(self) -> str:
        return "不含用户名"


class NotAnOldOne:
    """Not the present one nor one of the last few."""

    def validate(self, password: str, user: Any = None) -> None:
        if not isinstance(user, Person) or user.pk is None:
            return
        count = safety.number("password_history")
        old = OldPassword.objects.filter(person=user).order_by("-set_at", "-pk")[:count]
        hashes = {user.password, *(one.password for one in old)}
        if any(check_password(password, one) for one in hashes):
            raise ValidationError(
                f"这个密码最近用过，请换一个（最近 {count} 次用过的都不能再用）。"
            )

    def get_help_text(self) -> str:
        return f"与最近 {safety.number('password_history')} 次用过的不同"


class NotCommon(CommonPasswordValidator):
    """Not one of the twenty thousand that are tried first."""

    def get_error_message(self) -> str:
        return "这是常见密码，请换一个。"

    def get_help_text(self) -> str:
        return "不是常见密码"
