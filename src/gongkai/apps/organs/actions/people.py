"""Accounts: made, switched off and on, their passwords reset; nobody but the person learns a password."""

import secrets
import string

from axes.utils import reset as reset_failures
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django_otp import devices_for_user

from gongkai.apps import clock
from gongkai.apps.audit.actions import record
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs import checks
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import OldPassword, Person
from gongkai.apps.organs.refusals import Refused

# Without the letters that are read wrongly from paper.
_LETTERS = "".join(set(string.ascii_letters) - set("lIOo"))
_DIGITS = "23456789"
_SIGNS = "-_+=#%@"


def create_person(
    actor: Actor, *, username: str, full_name: str, phone: str = "", email: str = ""
) -> tuple[Person, str]:
    """Make an account. Returns it and its first password, to be handed over once; it must be changed."""
    require(actor, "person.edit")
    full_name = checks.name(full_name, "姓名", 40, "full_name")
    username = username.strip()
    try:
        Person.username_validator(username)
    except ValidationError as broken:
        raise Refused(
            "用户名只能用字母、数字和 @ . + - _。",
            "username",
        ) from broken
    if not 2 <= len(username) <= 60:
        raise Refused("用户名应有 2 至 60 个字符。", "username")
    password = new_password()
    with transaction.atomic():
        if Person.objects.filter(username__iexact=username).exists():
            raise Refused(f"用户名“{username}”已经有人使用，停用的账号也不让出用户名。", "username")
        person = Person(
            username=username, full_name=full_name, phone=phone.strip()[:30], email=email.strip()
        )
        _set_password(person, password, must_change=True)
        record(
            actor,
            "person.edit",
            subject=person,
            after={"用户名": username, "姓名": full_name, "办公电话": person.phone},
            note="建立账号",
        )
    return person, password


def edit_person(actor: Actor, person: Person, *, full_name: str, phone: str, email: str) -> Person:
    """Correct a person's name or how to reach them."""
    require(actor, "person.edit")
    with transaction.atomic():
        person = _locked(person)
        before = {"姓名": person.full_name, "办公电话": person.phone, "邮箱": person.email}
        person.full_name = checks.name(full_name, "姓名", 40, "full_name")
        person.phone, person.email = phone.strip()[:30], email.strip()
        after = {"姓名": person.full_name, "办公电话": person.phone, "邮箱": person.email}
        if before != after:
            person.save()
            record(actor, "person.edit", subject=person, before=before, after=after)
    return person


def switch_account(actor: Actor, person: Person, *, on: bool) -> Person:
    """Switch an account off (at once, whatever is open ends) or on again. Accounts are never removed."""
    require(actor, "person.edit")
    if person.pk == actor.person_id:
        raise Refused("不能停用或启用自己的账号，请由另一位安全管理员办理。")
    with transaction.atomic():
        person = _locked(person)
        if person.is_active != on:
            record(
                actor,
                "person.edit",
                subject=person,
                before={"启用": person.is_active},
                after={"启用": on},
                note="启用账号" if on else "停用账号",
            )
            person.is_active = on
            person.save()
    return person


def reset_password(actor: Actor, person: Person) -> str:
    """Give a new first password and lift a lock. Returns it, to be handed over once."""
    require(actor, "password.reset")
    if person.pk == actor.person_id:
        raise Refused("重设的是别人的密码；自己的密码请在“修改密码”里改。")
    password = new_password()
    with transaction.atomic():
        person = _locked(person)
        _set_password(person, password, must_change=True)
        record(actor, "password.reset", subject=person, note="重设密码，解除锁定")
    reset_failures(username=person.username)
    return password


def unlock_account(actor: Actor, person: Person) -> None:
    """Lift the lock that too many failed logins set."""
    require(actor, "password.reset")
    with transaction.atomic():
        record(actor, "password.reset", subject=person, note="解除锁定")
    reset_failures(username=person.username)


def reset_second_factor(actor: Actor, person: Person) -> None:
    """Take away a lost second factor and its recovery codes; the person sets up a new one."""
    require(actor, "password.reset")
    if person.pk == actor.person_id:
        raise Refused("自己的动态口令请在“动态口令”里更换，或者由另一位安全管理员重设。")
    with transaction.atomic():
        for device in devices_for_user(person, confirmed=None):
            device.delete()
        record(actor, "password.reset", subject=person, note="重设动态口令")


def change_password(actor: Actor, person: Person, password: str) -> Person:
    """The person's own new password, held against the rules. Raises Refused with what is wrong."""
    if person.pk != actor.person_id:
        raise Refused("只能修改自己的密码。")
    try:
        validate_password(password, person)
    except ValidationError as broken:
        raise Refused(" ".join(broken.messages), "password") from broken
    with transaction.atomic():
        person = _locked(person)
        _set_password(person, password, must_change=False)
        record(actor, "password.change", subject=person)
    return person


def new_password() -> str:
    """A password of 14 characters of all four kinds, that can be read from paper."""
    kinds = (_LETTERS.upper(), _LETTERS.lower(), _DIGITS, _SIGNS)
    drawn = [secrets.choice(kind) for kind in kinds]
    drawn += [secrets.choice(_LETTERS + _DIGITS) for _ in range(10)]
    secrets.SystemRandom().shuffle(drawn)
    return "".join(drawn)


def _set_password(person: Person, password: str, *, must_change: bool) -> None:
    person.set_password(password)
    person.password_set_at = clock.now()
    person.must_change_password = must_change
    person.save()
    OldPassword.objects.create(
        person=person, password=person.password, set_at=person.password_set_at
    )


def _locked(person: Person) -> Person:
    return Person.objects.select_for_update().get(pk=person.pk)
