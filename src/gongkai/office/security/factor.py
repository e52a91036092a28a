"""The second factor: a one-time code from an application on the phone, and codes for when it is lost."""

from base64 import b32encode
from typing import Any

import qrcode
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST
from django_otp import login as show_factor
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from qrcode.image.svg import SvgPathImage

from gongkai.apps.organs import safety
from gongkai.apps.organs.actions import sessions
from gongkai.apps.organs.models import Person
from gongkai.apps.organs.requests import actor_of, address_of
from gongkai.office.security import staying
from gongkai.office.security.gate import has_factor, needs_code, needs_factor
from gongkai.office.security.onward import onward

WRONG = "动态口令不对，或者已经过期。请输入手机上现在显示的 6 位数字。"
WAIT = "刚才输错了，请等几秒，换新的动态口令再试。"


def enter(request: HttpRequest) -> HttpResponseBase:
    """The code that this session still owes; a recovery code does as well, once."""
    person = request.user
    if not isinstance(person, Person) or not person.is_authenticated:
        return redirect(f"{reverse('office_login')}?{urlencode({'next': onward(request)})}")
    if not needs_code(request, person):
        return redirect(onward(request))
    wrong = ""
    if request.method == "POST":
        code = "".join(request.POST.get("code", "")[:40].split()).lower()
        device, wrong = _device_for(person, code)
        if device is not None:
            request.session.cycle_key()
            request.session.pop(staying.CODES, None)
            show_factor(request, device)
            return redirect(onward(request))
        if (stopped := _count_wrong(request, person)) is not None:
            return stopped
    context = {"wrong": wrong, "next": onward(request)}
    return render(request, "office/security/code.html", context, status=422 if wrong else 200)


def _device_for(person: Person, code: str) -> tuple[Any, str]:
    """The device that this code is of, or None and why not."""
    devices: list[Any] = list(TOTPDevice.objects.filter(user=person, confirmed=True))
    if len(code) != 6 or not code.isdigit():
        devices = list(StaticDevice.objects.filter(user=person, confirmed=True))
    with transaction.atomic():
        for device in devices:
            locked = type(device).objects.select_for_update().get(pk=device.pk)
            if not locked.verify_is_allowed()[0]:
                return None, WAIT
            if locked.verify_token(code):
                return locked, ""
    return None, WRONG


def _count_wrong(request: HttpRequest, person: Person) -> HttpResponse | None:
    """Log it; too many in one session end the session, so that the password is asked again."""
    sessions.login_failed(person.username, address_of(request), why="动态口令不对")
    wrong = request.session.get(staying.CODES, 0) + 1
    request.session[staying.CODES] = wrong
    if wrong < safety.number("failures"):
        return None
    sessions.logged_out(actor_of(request), person, why="动态口令连续输错")
    logout(request)
    return redirect(f"{reverse('office_login')}?why=codes")


def set_up(request: HttpRequest) -> HttpResponseBase:
    """Show the key as a picture and as letters; the first right code makes the factor stand."""
    person = request.user
    if not isinstance(person, Person) or not person.is_authenticated:
        return redirect(f"{reverse('office_login')}?{urlencode({'next': request.path})}")
    if needs_code(request, person):
        return redirect("office_code")
    device = _unconfirmed(person)
    wrong = ""
    if request.method == "POST":
        code = "".join(request.POST.get("code", "")[:20].split())
        if not device.verify_is_allowed()[0]:
            wrong = WAIT
        elif device.verify_token(code):
            return _confirm(request, person, device)
        else:
            wrong = WRONG
    context = {
        "picture": _picture(device.config_url),
        "key": _in_fours(b32encode(device.bin_key).decode()),
        "wrong": wrong,
        "must": needs_factor(request, person),
        "replaces": has_factor(person),
        "next": onward(request),
    }
    return render(request, "office/security/factor.html", context, status=422 if wrong else 200)


@require_POST
def recovery(request: HttpRequest) -> HttpResponseBase:
    """New recovery codes; those of before no longer hold."""
    person = request.user
    if not isinstance(person, Person) or not person.is_authenticated:
        return redirect("office_login")
    if not has_factor(person) or needs_code(request, person):
        return redirect("office_code")
    return _show_codes(request, sessions.renew_recovery_codes(actor_of(request), person))


def _unconfirmed(person: Person) -> TOTPDevice:
    found: TOTPDevice = TOTPDevice.objects.get_or_create(
        user=person, confirmed=False, defaults={"name": "手机"}
    )[0]
    return found


def _confirm(request: HttpRequest, person: Person, device: TOTPDevice) -> HttpResponse:
    codes = sessions.confirm_second_factor(actor_of(request), person, device)
    request.session.cycle_key()
    show_factor(request, device)
    return _show_codes(request, codes)


def _show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    context = {"codes": codes, "next": onward(request)}
    return render(request, "office/security/recovery.html", context)


def _picture(address: str) -> SafeString:
    """The key as a picture to take with the phone; drawn here, no other host is asked."""
    drawn = qrcode.make(address, image_factory=SvgPathImage, border=2)
    text = drawn.to_string(encoding="unicode")
    text = text[text.index("<svg") :].replace("<svg", '<svg role="img" aria-label="二维码"', 1)
    return mark_safe(text)


def _in_fours(key: str) -> str:
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))
