"""文书登记簿: signed letters of the organs by number, where each stands, and numbers that are missing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from gongkai.apps.cases.models import Case, Dispatch, Letter, LetterState
from gongkai.documents.letters import templates

_NUMBER = re.compile(r"〔(\d{4})〕(\d+)号$")


@dataclass(frozen=True)
class RegisterRow:
    """One letter. `standing`: 没有送出, 已送出, 已收到, 已退回, 作废."""

    letter: Letter
    title: str
    standing: str
    sent: Dispatch | None


def signed_letters(organs: frozenset[int] | None, year: int) -> QuerySet[Letter]:
    """Letters with a number of a year, the dropped ones too; `organs` None: of every organ."""
    rows = Letter.objects.exclude(number="").filter(signed_on__year=year)
    if organs is not None:
        rows = rows.filter(organ_id__in=organs)
    return (
        rows.select_related("organ", "case", "reviewed_by")
        .prefetch_related(Prefetch("dispatches", Dispatch.objects.order_by("id")))
        .order_by("organ__order", "organ_id", "id")
    )


def register_rows(letters: Iterable[Letter]) -> list[RegisterRow]:
    """The rows with what became of each."""
    return [RegisterRow(one, title_of(one.template), *_standing(one)) for one in letters]


def _standing(letter: Letter) -> tuple[str, Dispatch | None]:
    sent = list(letter.dispatches.all())
    last = sent[-1] if sent else None
    if letter.state == LetterState.DROPPED:
        return "作废", last
    if last is None:
        return "没有送出", None
    if last.failed_on is not None:
        return "已退回", last
    return ("已收到" if last.delivered_on is not None else "已送出"), last


def unsent(case: Case) -> QuerySet[Letter]:
    """Signed letters of a case that lie nowhere on their way: never sent, or come back."""
    under_way = Dispatch.objects.filter(letter=OuterRef("pk"), failed_on=None)
    rows = Letter.objects.filter(case=case, state=LetterState.APPROVED)
    return rows.filter(~Exists(under_way)).order_by("id")


def came_back(case: Case) -> Dispatch | None:
    """The sending of the answer that came back and was not repeated; None where nothing waits."""
    if not case.undelivered:
        return None
    rows = Dispatch.objects.filter(letter__case=case, failed_on__isnull=False)
    answers = [one.key for one in templates().values() if one.is_answer]
    return rows.filter(letter__template__in=answers).select_related("letter").order_by("id").last()


@cache
def title_of(template: str) -> str:
    """The title of a template by its key; the key itself where this version does not know it."""
    known = templates().get(template)
    return known.title if known is not None else template


def serial_of(letter: Letter) -> int | None:
    """12 of 教育局信公〔2025〕12号."""
    found = _NUMBER.search(letter.number)
    return int(found[2]) if found else None


def missing_numbers(organs: frozenset[int] | None, year: int) -> list[tuple[str, list[int]]]:
    """Organs in whose series of the year a number is missing, with those numbers; empty when all are there."""
    rows = Letter.objects.exclude(number="").filter(signed_on__year=year)
    if organs is not None:
        rows = rows.filter(organ_id__in=organs)
    held: dict[str, set[int]] = {}
    for letter in rows.select_related("organ").only("number", "organ__name"):
        serial = serial_of(letter)
        if serial is not None:
            held.setdefault(letter.organ.name, set()).add(serial)
    return [
        (organ, gaps)
        for organ, serials in held.items()
        if (gaps := sorted(set(range(1, max(serials) + 1)) - serials))
    ]
