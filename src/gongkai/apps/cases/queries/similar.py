"""Cases a clerk should look at: the applicant's earlier ones, and others' on the same topic. It decides nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.apps.cases.models import Case
from gongkai.apps.cases.queries.fees import same_applicant
from gongkai.apps.sealing import unseal
from gongkai.domain.fees import scale
from gongkai.domain.law import NotInForce

MOST_LOOKED_AT = 500
MOST_SHOWN = 8
# Shares of the runs of three characters that two texts have in common.
SAME_TEXT = 0.8
SAME_TOPIC = 0.4
GROUNDS = {
    "repeat": "第三十六条第（六）项：本机关已经就申请人提出的政府信息公开申请作出答复、申请人重复申请的，"
    "可以告知不予重复处理。是不是同一信息，由承办人判断。",
    "topic": "第四十四条：多个申请人就相同政府信息提出申请、可以公开的，可以纳入主动公开的范围。",
    "excess": "第三十五条：申请的数量、频次明显超过合理范围的，可以要求申请人说明理由。件数本身不是不处理的理由。",
}


@dataclass(frozen=True)
class Similar:
    """Another case, and how alike its text is (0 to 1)."""

    case: Case
    likeness: float

    @property
    def same_text(self) -> bool:
        return self.likeness >= SAME_TEXT

    @property
    def percent(self) -> int:
        return round(self.likeness * 100)


@dataclass(frozen=True)
class Pointed:
    """What is pointed out. `own`: the same applicant's, `others`: other applicants', most alike first.

    `in_month`, `in_year`: which application of this applicant to this organ it is; `free`: how many a month
    the fee scale leaves free (None where there is no fee).
    """

    own: tuple[Similar, ...]
    others: tuple[Similar, ...]
    in_month: int
    in_year: int
    free: int | None

    @property
    def frequent(self) -> bool:
        """More in the month than the fee scale leaves free: a reason to look, and no more than that."""
        return self.free is not None and self.in_month > self.free

    @property
    def any(self) -> bool:
        return bool(self.own or self.others or self.frequent)


def shingles(text: str) -> frozenset[str]:
    """Runs of three characters of a text, spaces and punctuation left out."""
    plain = "".join(sign for sign in text.upper() if sign.isalnum())
    if len(plain) < 3:
        return frozenset((plain,)) if plain else frozenset()
    return frozenset(plain[at : at + 3] for at in range(len(plain) - 2))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of runs that two texts have in common, of all that either has: 0 to 1, the same both ways."""
    if not one or not other:
        return 0.0
    return len(one & other) / len(one | other)


def similar_to(case: Case) -> Pointed:
    """Of the same organ: earlier ones among the applicant's last 500, and the last 500 of others.

    Only the later of two is a repetition; who else asks for the same information may come later (Art. 44).
    """
    kin = Case.objects.filter(organ_id=case.organ_id, kind=case.kind, counted=True)
    kin = kin.exclude(pk=case.pk).order_by("-pk")
    mine = kin.filter(pk__in=Case.objects.filter(same_applicant(case)).values("pk"))
    texts = _texts(mine)
    keys = {pk for pk, _ in texts}
    held = [one for one in texts if one[0] < case.pk]
    others = [one for one in _texts(kin) if one[0] not in keys]
    own = mine.filter(pk__lt=case.pk)
    day = case.received_on or case.arrived_on
    year = own.filter(received_on__year=day.year) if day else own.none()
    month = year.filter(received_on__month=day.month) if day else year
    return Pointed(
        _alike(case, held), _alike(case, others), month.count() + 1, year.count() + 1, _free(case)
    )


def _texts(rows: QuerySet[Case]) -> list[tuple[int, str]]:
    held = rows.values_list("pk", "sealed")[:MOST_LOOKED_AT]
    return [(pk, str(unseal(bytes(sealed)).get("description", ""))) for pk, sealed in held]


def _alike(case: Case, found: Iterable[tuple[int, str]]) -> tuple[Similar, ...]:
    text = shingles(case.description)
    near = [(likeness(text, shingles(other)), pk) for pk, other in found]
    best = sorted((one for one in near if one[0] >= SAME_TOPIC), reverse=True)[:MOST_SHOWN]
    rows = Case.objects.in_bulk([pk for _, pk in best])
    return tuple(Similar(rows[pk], share) for share, pk in best)


def _free(case: Case) -> int | None:
    day = case.received_on or case.arrived_on
    if day is None:
        return None
    try:
        bands = scale("by_items", on=day).bands
    except NotInForce:
        return None
    return next((one.first - 1 for one in bands if one.yuan), None)
