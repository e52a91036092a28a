"""The open generator: as many pieces as wanted, the same for the same seed. No database is needed."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import NamedTuple

from gongkai.apps.example.days import instant, working_days
from gongkai.apps.example.piece import Piece
from gongkai.apps.example.themes import choose, compose

# Of a hundred pieces: as many as a county has of each, about.
SHARES = (("news", 70), ("information", 22), ("notices", 8))
FIRST, LAST = dt.date(2021, 1, 1), dt.date(2026, 10, 31)


class PlainDocument(NamedTuple):
    """What a search engine is given about a piece."""

    id: int
    title: str
    text: str
    organ: str
    column: str
    year: int
    at: dt.datetime


def make_editions(n: int, seed: int = 2025) -> Iterator[Piece]:
    """`n` pieces of every organ and column over six years; piece k depends on the seed and k alone."""
    days = working_days(FIRST, LAST)
    pool = [name for name, share in SHARES for _ in range(share)]
    for number in range(n):
        chance = random.Random(seed * 1_000_003 + number)
        name = pool[int(chance.random() * len(pool))]
        theme, organ = choose(name, chance)
        day = days[int(chance.random() * len(days))]
        yield compose(theme, organ, instant(day, chance), chance)


def make_documents(n: int, seed: int = 2025) -> Iterator[PlainDocument]:
    """The same pieces as plain tuples, for engines that know no database."""
    for number, piece in enumerate(make_editions(n, seed), 1):
        yield PlainDocument(
            number, piece.title, piece.text, piece.organ, piece.column, piece.at.year, piece.at
        )
