"""What a reply must say about remedies: block, review organ, court, by author and day of the reply."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TypeVar

from gongkai.domain.cases.outcomes import Variant, rests_on_refusal
from gongkai.domain.law import Local
from gongkai.domain.law.norms import MARKS, norm, norms
from gongkai.domain.law.strict_yaml import Node, read

PERIODS = {
    "review_days": "review_application_period",
    "after_days": "suit_after_review",
    "suit_months": "suit_direct",
}
LEVELS = ("basic", "intermediate")
PLACES = ("government", "upper_government", "upper_department", "parent")


@dataclass(frozen=True)
class Ground:
    """A norm, and how well it was read."""

    text: str
    mark: str


@dataclass(frozen=True)
class Block:
    """R-A, R-B or R-C: the text with its gaps. `basis`: each ground with the day its norm came into force."""

    key: str
    label: str
    text: str
    basis: tuple[tuple[date, Ground], ...]


@dataclass(frozen=True)
class ReviewOrgan:
    """`organ` names places in braces: {government}, {upper_government}, {upper_department}, {parent}."""

    since: date
    organ: str
    basis: Ground


@dataclass(frozen=True)
class CourtLevel:
    since: date
    level: str
    basis: Ground


@dataclass(frozen=True)
class Author:
    """A kind of organ that replies."""

    key: str
    label: str
    review: tuple[ReviewOrgan, ...]
    court: tuple[CourtLevel, ...]


@dataclass(frozen=True)
class RemedyBook:
    blocks: Mapping[str, Block]
    split_text: str
    online_text: str
    online_since: date
    review_first: tuple[tuple[date, Ground], ...]
    authors: Mapping[str, Author]


Dated = TypeVar("Dated", ReviewOrgan, CourtLevel)


def parse_remedies(text: str, path: str) -> RemedyBook:
    """Read remedies from YAML text; LawDataError when out of order."""
    given = read(text, path).mapping(
        ("blocks", "split_text", "online_text", "online_since", "review_first", "authors")
    )
    first = []
    for since, node in given["review_first"].entries().items():
        first.append((_since(since, node), _ground(node)))
    return RemedyBook(
        {str(key): _block(str(key), one) for key, one in given["blocks"].entries().items()},
        given["split_text"].text(),
        given["online_text"].text(),
        given["online_since"].day(),
        tuple(sorted(first, key=lambda one: one[0])),
        {str(key): _author(str(key), one) for key, one in given["authors"].entries().items()},
    )


def _since(value: object, node: Node) -> date:
    if type(value) is not date:
        raise node.error(f"“{value}”不是有效的日期")
    return value


def _ground(node: Node) -> Ground:
    given = node.mapping(("norm", "article", "mark"))
    article = str(given["article"].value or "")
    source = norm(given["norm"].choice(tuple(norms())))
    return Ground(source.cite(article), given["mark"].choice(MARKS))


def _block(key: str, node: Node) -> Block:
    given = node.mapping(("label", "text", "basis"))
    text = given["text"].text().replace("\n", "").replace(" ", "")
    return Block(
        key,
        given["label"].text(),
        text,
        tuple((_in_force_on(one), _ground(one)) for one in given["basis"].sequence()),
    )


def _in_force_on(node: Node) -> date:
    given = node.mapping(("norm", "article", "mark"))
    return norm(given["norm"].choice(tuple(norms()))).in_force_on


def _author(key: str, node: Node) -> Author:
    given = node.mapping(("label", "review", "court"))
    review, court = [], []
    for since, one in given["review"].entries().items():
        own = one.mapping(("organ", "source", "mark"))
        organ = own["organ"].text()
        if not any("{" + place + "}" in organ for place in PLACES):
            raise own["organ"].error("应写明复议机关")
        basis = Ground(own["source"].text(), own["mark"].choice(MARKS))
        review.append(ReviewOrgan(_since(since, one), organ, basis))
    for since, one in given["court"].entries().items():
        own = one.mapping(("level", "source", "mark"))
        basis = Ground(own["source"].text(), own["mark"].choice(MARKS))
        court.append(CourtLevel(_since(since, one), own["level"].choice(LEVELS), basis))
    return Author(
        key,
        given["label"].text(),
        tuple(sorted(review, key=lambda one: one.since)),
        tuple(sorted(court, key=lambda one: one.since)),
    )


@cache
def remedy_book() -> RemedyBook:
    """The remedies as shipped."""
    text = (files(__package__) / "remedies.yaml").read_text(encoding="utf-8")
    return parse_remedies(text, "cases/remedies.yaml")


def authors() -> Mapping[str, Author]:
    """Every kind of author by key."""
    return remedy_book().authors


def _in_force(dated: Collection[Dated], on: date) -> Dated:
    found = [one for one in dated if one.since <= on]
    if not found:
        raise LookupError(f"{on.isoformat()} 没有可用的规定")
    return found[-1]


@dataclass(frozen=True)
class Places:
    """Names that fill the gaps. `courts` by level; a designated court replaces the ordinary one."""

    government: str
    upper_government: str
    upper_department: str
    courts: Mapping[str, str]
    parent: str = ""


@dataclass(frozen=True)
class Remedy:
    """What the letter says, and on what it rests. `blocks`: one key, or two for a partial release."""

    blocks: tuple[str, ...]
    text: str
    review_organ: str
    court: str
    basis: tuple[Ground, ...]
    marks: tuple[str, ...]


def review_first(on: date) -> Ground | None:
    """The ground for review before suit in force on a day; None before 2024-01-01."""
    found = [ground for since, ground in remedy_book().review_first if since <= on]
    return found[-1] if found else None


def remedy_blocks(
    variant: Variant, on: date, local: Local, grounds: Collection[str] = ()
) -> tuple[str, ...]:
    """R-A, R-B, R-C, or R-A and R-B. `grounds` are the outcome codes a partial release withholds under.

    Raises ValueError for a partial release without grounds, KeyError for a code that does not exist.
    """
    if variant.remedy == "none":
        return ("R-C",)
    if variant.remedy == "by-grounds":
        if not grounds:
            raise ValueError("部分公开须写明不予公开部分的依据")
        first = local.choice("partial_review_first").value == "review-first"
        if first and rests_on_refusal(grounds) and review_first(on) is not None:
            return ("R-A", "R-B")
        return ("R-B",)
    if variant.remedy == "review-first" and review_first(on) is not None:
        return ("R-A",)
    return ("R-B",)


def remedy(
    variant: Variant,
    author: str,
    on: date,
    places: Places,
    *,
    local: Local | None = None,
    grounds: Collection[str] = (),
    online: bool = False,
    paper: str = "告知书",
) -> Remedy:
    """The remedies of a reply given on a day. `online`: served online, so the online channel is named."""
    local = local or Local()
    held = remedy_book()
    kind = held.authors[author]
    organ, level = _in_force(kind.review, on), _in_force(kind.court, on)
    review_organ = organ.organ.format(**{place: getattr(places, place) for place in PLACES})
    court = places.courts[level.level]
    keys = remedy_blocks(variant, on, local, grounds)
    periods = {name: local.parameter(key, on=on) for name, key in PERIODS.items()}
    gaps = {name: one.value for name, one in periods.items()}
    gaps |= {"paper": paper, "review_organ": review_organ, "court": court}
    filled = {key: held.blocks[key].text.format(**gaps) for key in keys}
    text = filled[keys[0]]
    if len(keys) > 1:
        text = held.split_text.format(first=filled["R-A"], rest=filled["R-B"])
    procedural = keys == ("R-C",)
    if online and not procedural and on >= held.online_since:
        text += held.online_text
    basis = [ground for key in keys for since, ground in held.blocks[key].basis if since <= on]
    basis += _why(variant, keys, on, local)
    if not procedural:
        basis += [Ground(one.source, one.mark) for one in periods.values()]
        basis += [organ.basis, level.basis]
    marks = tuple(dict.fromkeys((variant.remedy_mark, *(ground.mark for ground in basis))))
    return Remedy(keys, text, review_organ, court, tuple(dict.fromkeys(basis)), marks)


def _why(variant: Variant, keys: tuple[str, ...], on: date, local: Local) -> list[Ground]:
    """Why the review comes first, and whether that is settled."""
    made = []
    first = review_first(on)
    if "R-A" in keys and first is not None:
        made.append(first)
    if variant.remedy == "by-grounds":
        choice = local.choice("partial_review_first")
        made.append(Ground(f"{choice.question}：{choice.answer}", choice.mark))
    return made


def silence_remedy(on: date, local: Local | None = None) -> str:
    """Against a failure to answer: R-B, unless the place has chosen review first."""
    chosen = (local or Local()).choice("inaction_review_first").value
    return "R-A" if chosen == "review-first" and review_first(on) is not None else "R-B"
