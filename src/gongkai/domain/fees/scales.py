"""The two scales of the 信息处理费 as data: marginal rates by band, and what a stretch of units costs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from gongkai.domain.law import NotInForce
from gongkai.domain.law.norms import MARKS, norm, norms
from gongkai.domain.law.strict_yaml import Node, read

MOST_UNITS = 1_000_000


class FeeError(ValueError):
    """A fee cannot be worked out or may not be charged so; the message is a sentence for the clerk."""


@dataclass(frozen=True)
class Band:
    """From unit `first` on, `yuan` each; if `every` is set, `more` yuan on top after each so many units."""

    first: int
    yuan: int
    every: int = 0
    more: int = 0


@dataclass(frozen=True)
class BandLine:
    """Units `first` to `last`, all at the same rate, together `yuan`."""

    first: int
    last: int
    rate: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    @property
    def yuan(self) -> int:
        return self.count * self.rate


@dataclass(frozen=True)
class Scale:
    """One scale. `basis` cites the article; `mark` says how well it was read."""

    key: str
    label: str
    unit: str
    counted: str
    basis: str
    mark: str
    since: date
    bands: tuple[Band, ...]

    def rate(self, unit: int) -> int:
        """What the n-th unit costs, in yuan."""
        band = [one for one in self.bands if one.first <= unit][-1]
        return band.yuan + (band.more * ((unit - band.first) // band.every) if band.every else 0)

    def lines(self, first: int, last: int) -> Iterator[BandLine]:
        """The units `first` to `last`, cut where the rate changes."""
        start = first
        while start <= last:
            end = min(self._last_at_rate(start), last)
            yield BandLine(start, end, self.rate(start))
            start = end + 1

    def _last_at_rate(self, unit: int) -> int:
        later = [one.first - 1 for one in self.bands if one.first > unit]
        band = [one for one in self.bands if one.first <= unit][-1]
        if band.every:
            done = (unit - band.first) // band.every
            later.append(band.first + (done + 1) * band.every - 1)
        return min(later, default=MOST_UNITS)


def parse_scales(text: str, path: str) -> dict[str, Scale]:
    """Read scales from YAML text; LawDataError when out of order."""
    return {str(key): _scale(str(key), node) for key, node in read(text, path).entries().items()}


def _scale(key: str, node: Node) -> Scale:
    given = node.mapping(("label", "unit", "counted", "norm", "article", "mark", "since", "bands"))
    bands = tuple(_band(one) for one in given["bands"].sequence())
    if bands[0].first != 1 or any(
        late.first <= early.first for early, late in zip(bands, bands[1:], strict=False)
    ):
        raise given["bands"].error("各档应从 1 开始，依次增大")
    source = norm(given["norm"].choice(tuple(norms())))
    return Scale(
        key,
        given["label"].text(),
        given["unit"].text(),
        given["counted"].text(),
        source.cite(given["article"].text()),
        given["mark"].choice(MARKS),
        given["since"].day(),
        bands,
    )


def _band(node: Node) -> Band:
    given = node.mapping(("first", "yuan"), ("every", "more"))
    every = given["every"].integer(1, 1000) if "every" in given else 0
    more = given["more"].integer(1, 100_000) if "more" in given else 0
    if bool(every) != bool(more):
        raise node.error("every 与 more 应同时写明")
    return Band(
        given["first"].integer(1, MOST_UNITS), given["yuan"].integer(0, 100_000), every, more
    )


@cache
def scales() -> dict[str, Scale]:
    """Both scales by key."""
    text = (files(__package__) / "scales.yaml").read_text(encoding="utf-8")
    return parse_scales(text, "fees/scales.yaml")


def scale(key: str, *, on: date) -> Scale:
    """A scale in force on a day. Raises NotInForce before 2021-01-01, KeyError when unknown."""
    found = scales()[key]
    if on < found.since:
        raise NotInForce(
            f"{on.isoformat()} 还不能收取信息处理费（{found.basis}，自{found.since.isoformat()}起施行）。"
        )
    return found
