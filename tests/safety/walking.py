"""Every address of the site with the keys of what was planted, asked for as everybody."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.models import CaseFile, Dispatch, Paper
from gongkai.apps.remedies.models import RemedyPaper
from gongkai.documents.letters import templates
from tests.safety.planting import Planted

_PART = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
Keys = dict[str, object]


def routes() -> list[str]:
    """Every route of the urlconf, as it is written; those that are patterns of their own left as they are."""
    return list(dict.fromkeys(_routes(get_resolver(), "")))


def _routes(resolver: URLResolver, before: str) -> Iterator[str]:
    for one in resolver.url_patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield here
        else:
            yield from _routes(one, here)


@dataclass(frozen=True)
class Address:
    """A path with the route it belongs to."""

    route: str
    path: str


def addresses(planted: Planted, *, whole: bool = True) -> list[Address]:
    """The routes with real keys. `whole`: with every object; otherwise with one of each."""
    made: dict[str, Address] = {}
    held = _objects(planted)
    for route in routes():
        plain = re.sub(r"\^|\$|\\", "", route)
        names = [found["name"] for found in _PART.finditer(plain)]
        if not names and any(one in plain for one in "(*"):
            plain = "office/no-such-room/"
        sets = list(_keys(route, names, held))
        for keys in sets if whole else sets[:1]:
            path = "/" + _PART.sub(lambda found, keys=keys: str(keys[found["name"]]), plain)
            made.setdefault(path, Address(route, path))
    return list(made.values())


def _objects(planted: Planted) -> dict[str, list[Keys]]:
    """The keys of every kind of object, by the beginning of the routes they belong to."""
    cases = [planted.online, planted.walk_in]
    letters = [(one.pk, one.case_id) for case in cases for one in case.letters.all()]
    sent = {one.letter_id: one.pk for one in Dispatch.objects.all()}
    files = [(one.pk, one.case_id) for one in CaseFile.objects.exclude(case=None)]
    papers = list(Paper.objects.order_by("pk"))
    scans = [(one.pk, one.paper_id) for one in CaseFile.objects.exclude(paper=None)]
    parties = [(one.pk, one.case_id) for one in planted.parties]
    remedy, report = planted.remedy.pk, planted.report.pk
    here = {one.pk for one in cases}
    return {
        "case": [{"pk": one.pk} for one in cases],
        # The last of each is of another case than the address says: nobody may get it that way.
        "letter": [{"pk": c, "letter": k, "dispatch": sent.get(k, 1)} for k, c in letters]
        + [{"pk": planted.walk_in.pk, "letter": letters[0][0], "dispatch": 1}],
        "file": [{"pk": c, "file": k} for k, c in files]
        + [{"pk": planted.walk_in.pk, "file": files[0][0]}],
        "party": [{"pk": c, "party": k} for k, c in parties if c in here]
        + [{"pk": planted.walk_in.pk, "party": parties[0][0]}],
        "paper": [{"pk": one.pk} for one in papers],
        "scan": [{"pk": p, "file": k} for k, p in scans]
        + [{"pk": papers[-1].pk, "file": scans[0][0]}],
        "redaction": [{"pk": planted.redaction.pk}],
        "remedy": [{"pk": remedy, "paper": one.file_id} for one in RemedyPaper.objects.all()]
        + [{"pk": remedy, "paper": one.pk} for one in RemedyPaper.objects.all()],
        "entry": [{"seq": one} for one in Entry.objects.order_by("-seq").values_list("seq", flat=True)[:40:8]],
        "report": [{"pk": report, "key": "six.other", "cell": "one.training"}],
        "download": [{"pk": one.pk} for one in CaseFile.objects.all()],
    }  # fmt: skip


_ROOMS = (
    ("office/cases/papers/<int:pk>/files/", "scan"),
    ("office/cases/papers/", "paper"),
    ("office/cases/redacting/", "redaction"),
    ("office/cases/<int:pk>/letters/<int:letter>", "letter"),
    ("office/cases/<int:pk>/files/", "file"),
    ("office/cases/<int:pk>/parties/", "party"),
    ("office/cases/<int:pk>/consult/<int:party>", "party"),
    ("office/cases/<int:pk>/", "case"),
    ("office/remedies/of-", "case"),
    ("office/remedies/", "remedy"),
    ("office/audit/<int:seq>", "entry"),
    ("apply/status/file/", "download"),
    ("office/annual/<int:pk>/", "report"),
)
_OTHERS: dict[str, tuple[object, ...]] = {
    "slug": ("jyj",),
    "act": ("correct", "add", "withdraw", "pay", "reasons"),
    "number": (1, 2),
    "year": (2025,),
    "ending": ("csv", "xlsx", "json"),
    "which": ("source", "output", "made", "pages"),
    "page": (1,),
    "case": (1,),
    "item_id": (1,),
    "to": ("pdf", "json"),
    "kind": ("answered", "notified"),
}


def _keys(route: str, names: list[str], held: dict[str, list[Keys]]) -> Iterator[Keys]:
    room = next((kind for begins, kind in _ROOMS if route.startswith(begins)), "")
    for keys in held.get(room, [{}]) if names else [{}]:
        wanted = [one for one in names if one not in keys]
        choices = [_choices(route, one) for one in wanted]
        for values in itertools.product(*choices):
            yield {**keys, **dict(zip(wanted, values, strict=True))}


def _choices(route: str, name: str) -> tuple[object, ...]:
    if name == "key":
        return tuple(templates()) if "letters/forms" in route else ("N04", "N06", "N14-no-third")
    return _OTHERS.get(name, (1,))


@dataclass(frozen=True)
class Answer:
    """What came back: everything that leaves the server, headers and cookies included."""

    address: Address
    method: str
    status: int
    content: bytes


def ask(client: Client, address: Address, method: str = "get", **data: str) -> Answer:
    """One request; whatever it does to the database is undone."""
    with transaction.atomic():
        answer = getattr(client, method)(address.path, data) if data else getattr(client, method)(address.path)  # fmt: skip
        content = body_of(answer)
        transaction.set_rollback(True)
    return Answer(address, method, answer.status_code, content)


def body_of(answer: HttpResponse) -> bytes:
    head = "\n".join(f"{name}: {value}" for name, value in answer.items())
    cookies = answer.cookies.output() if answer.cookies else ""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return (
        body
        if body[:2] == b"PK" or body[:5] == b"%PDF-"
        else f"{head}\n{cookies}\n".encode() + body
    )
