"""Forms of the program, found in its own addresses and pages, filled with what nobody should send."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver
from lxml import html

_PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
HOSTILE = (
    "", " ", "　", "\x00", "a\x00b", "\r\n\r\n", "长" * 9000, "9" * 400, "-1", "0", "1e309", "NaN", "１２３",
    "99999999999999999999", "2026-02-30", "9999-12-31", "0001-01-01", "２０２６-01-01", "<script>alert(1)</script>",
    "'; DROP TABLE cases_case; --", "../../etc/passwd", "{{ 7*7 }}", "%00", "\u202e反", "👩‍👩‍👧‍👦", "None", "null",
    "on", "[]", "110101199003077475",
)  # fmt: skip
FILES = (
    ("空.pdf", b""),
    ("假.pdf", b"%PDF-1.7 nothing"),
    ("图.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40),
    ("包.docx", b"PK\x03\x04" + b"\xff" * 200),
    ("a" * 200 + ".exe", b"MZ" * 50),
    ("../../x.pdf", b"%PDF-1.4\n%%EOF"),
)


@dataclass(frozen=True)
class Form:
    """A POST form of a page. `fields`: name → values that the page itself offers (none for free text)."""

    address: str
    fields: Mapping[str, tuple[str, ...]]
    files: tuple[str, ...]

    def filled(self, chance: random.Random) -> dict[str, Any]:
        """Half as somebody would fill it in, half as nobody should; some left out, some doubled."""
        given: dict[str, Any] = {}
        for name, offered in self.fields.items():
            luck = chance.random()
            if luck < 0.08:
                continue
            if offered and luck < 0.65:
                given[name] = chance.choice(offered)
            elif luck < 0.72:
                given[name] = [chance.choice(HOSTILE), chance.choice(HOSTILE)]
            elif luck < 0.85:
                given[name] = chance.choice(("测试文字，写得合适。", "2026-03-02", "3", "王小明"))
            else:
                given[name] = chance.choice(HOSTILE)
        for name in self.files:
            if chance.random() < 0.7:
                given[name] = SimpleUploadedFile(*chance.choice(FILES))
        return given


def addresses(*beginnings: str) -> Iterator[str]:
    """Every route of the program that begins so, with its parameters as written in the urlconf."""
    for route in _routes(get_resolver(), ""):
        if route.startswith(beginnings):
            yield route


def _routes(resolver: URLResolver, before: str) -> Iterator[str]:
    for one in resolver.url_patterns:
        route = before + str(one.pattern).lstrip("^")
        if isinstance(one, URLPattern):
            yield route
        else:
            yield from _routes(one, route)


def filled_in(route: str, values: Mapping[str, Sequence[object]], chance: random.Random) -> str:
    """The address with a value for each parameter: by its name and what stands before it."""

    def put(found: re.Match[str]) -> str:
        before = route[: found.start()].rstrip("/").rpartition("/")[2]
        name = found[2]
        pool = values.get(f"{before}/{name}") or values.get(name) or (1, 0, 999999)
        return str(chance.choice(pool))

    return "/" + _PARAMETER.sub(put, route)


def forms_of(page: bytes, address: str) -> list[Form]:
    """The POST forms of a page, as it offers them."""
    made = []
    tree = html.fromstring(page)
    for form in tree.iter("form"):
        if (form.get("method") or "get").lower() != "post":
            continue
        fields: dict[str, tuple[str, ...]] = {}
        files = []
        for one in form.iter("input", "select", "textarea", "button"):
            name, kind = one.get("name"), (one.get("type") or "").lower()
            if not name or name == "csrfmiddlewaretoken":
                continue
            if kind == "file":
                files.append(name)
            elif one.tag == "select":
                fields[name] = tuple(option.get("value") or "" for option in one.iter("option"))
            elif kind in ("radio", "checkbox", "hidden", "submit") or one.tag == "button":
                fields[name] = (*fields.get(name, ()), one.get("value") or "on")
            else:
                value = one.get("value") or (one.text or "")
                fields.setdefault(name, (value,) if value else ())
        target = form.get("action") or address
        made.append(Form(target.partition("#")[0] or address, fields, tuple(files)))
    return made
