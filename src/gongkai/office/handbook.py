"""The handbook for clerks, readable inside the office: the same pages as in the documentation."""

import re
from functools import cache
from pathlib import Path

import markdown
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

import gongkai
from gongkai.apps.audit.actor import Actor
from gongkai.office.doors import office_page

PACKAGE = Path(gongkai.__path__[0])
NAME = re.compile(r"[a-z][a-z0-9-]*")


def _folder(installed: str, in_checkout: str) -> Path:
    """Where the pages lie: inside the installed package, or beside the sources."""
    packed = PACKAGE / "handbook" / installed
    return packed if packed.is_dir() else PACKAGE.parents[1] / "docs" / in_checkout


@cache
def _html(path: Path, pictures: str) -> tuple[str, SafeString]:
    """Title and text of a page. It is our own file: its HTML needs no cleaning."""
    text = path.read_text(encoding="utf-8")
    title, _, rest = text.partition("\n")
    rest = rest.replace("](../images/", f"]({pictures}")
    return title.lstrip("# ").strip(), mark_safe(markdown.markdown(rest, extensions=["tables"]))


@office_page()
def handbook(request: HttpRequest, actor: Actor, name: str = "publishing") -> HttpResponseBase:
    """One page of the handbook."""
    path = _folder("pages", "handbook") / f"{name}.md"
    if not NAME.fullmatch(name) or not path.is_file():
        raise Http404
    title, text = _html(path, reverse("office_handbook") + "images/")
    return render(request, "office/handbook.html", {"title": title, "text": text})


@office_page()
def picture(request: HttpRequest, actor: Actor, name: str) -> HttpResponseBase:
    """A picture of the handbook."""
    path = _folder("images", "images") / f"{name}.png"
    if not NAME.fullmatch(name) or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/png")
