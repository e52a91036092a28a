"""What the county published year by year, with the counts of the report of 2025."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from gongkai.apps.clock import CHINA
from gongkai.apps.example.days import instant, spread, working_day_before
from gongkai.apps.example.documents import document_pieces
from gongkai.apps.example.figures import CATALOGUE, FIGURES
from gongkai.apps.example.holdings import holdings
from gongkai.apps.example.piece import Piece
from gongkai.apps.example.register import register
from gongkai.apps.example.standing import standing_pieces
from gongkai.apps.example.themes import choose, compose, themes
from gongkai.apps.example.written import written_pieces
from gongkai.apps.example.year.former import annual_pieces

GRAMMAR = {"news": "news", "catalogue": "information", "notice": "notices"}
# Of a hundred pieces of the departments, so many stand in the county government's own columns.
COUNTY_SHARE = {"news": 25, "catalogue": 30, "notice": 20}
# (word, column, from, before)
TOPICS = (
    ("安全防范", "zt/safe-winter", dt.date(2025, 11, 3), dt.date(2100, 1, 1)),
    ("冬季", "zt/safe-winter", dt.date(2025, 11, 3), dt.date(2100, 1, 1)),
    ("营商环境", "zt/business", dt.date(2024, 2, 20), dt.date(2100, 1, 1)),
    ("项目建设", "zt/fourteenth-plan", dt.date(2023, 1, 1), dt.date(2025, 12, 31)),
)
CORRECTED = "更正：联系电话原误为0000-0000009，现更正为0000-0000000。"
WITHDRAWN = "本条信息与已发布的内容重复，予以撤下，请以先发布的为准。"


def county_pieces(now: dt.datetime, seed: int = 2025) -> list[Piece]:
    """Everything the county has published up to `now`, in order of time."""
    chance = random.Random(seed)
    today = now.astimezone(CHINA).date()
    pieces = document_pieces(today, chance) + written_pieces(today, chance)
    pieces += [*standing_pieces(), *holdings(), *annual_pieces(today)]
    lasting = {(piece.organ, piece.title) for piece in pieces}
    titles = {(piece.organ, piece.title) for piece in pieces}
    for year, figures in FIGURES.items():
        held = Counter(_class_of(piece.kind) for piece in pieces if piece.at.year == year)
        for name, wanted in figures.items():
            pieces += _generated(year, name, wanted - held[name], today, chance, titles)
    pieces += _fresh_notices(today, chance, titles)
    pieces = [piece for piece in pieces if piece.at <= now]
    return sorted(_with_mishaps(pieces, lasting, now, chance), key=lambda piece: piece.at)


def _class_of(kind: str) -> str:
    return "catalogue" if kind in CATALOGUE else kind


def _generated(
    year: int,
    name: str,
    count: int,
    today: dt.date,
    chance: random.Random,
    titles: set[tuple[str, str]],
) -> Iterator[Piece]:
    """`count` pieces over the year's working days, or those up to yesterday in the running year."""
    first = dt.date(year, 1, 1)
    last = min(dt.date(year, 12, 31), today - dt.timedelta(days=1))
    if last < first:
        return
    for at in spread(count, first, last, chance):
        yield _fresh(GRAMMAR[name], at, chance, titles, COUNTY_SHARE[name])


def _fresh_notices(
    today: dt.date, chance: random.Random, titles: set[tuple[str, str]]
) -> Iterator[Piece]:
    """Lists whose 公示期 is running on the day of loading."""
    (theme,) = (one for one in themes("notices") if one.name == "public-notice")
    for ago in (1, 1, 2, 3, 4):
        day = working_day_before(today - dt.timedelta(days=1), ago - 1)
        organ = register()[theme.organs[int(chance.random() * len(theme.organs))]]
        piece = compose(theme, organ, instant(day, chance), chance)
        if (piece.organ, piece.title) not in titles:
            titles.add((piece.organ, piece.title))
            yield piece


def _fresh(
    grammar: str,
    at: dt.datetime,
    chance: random.Random,
    titles: set[tuple[str, str]],
    share: int,
) -> Piece:
    """A piece whose title its organ has not used yet, if chance finds one in a few throws."""
    for _ in range(12):
        theme, organ = choose(grammar, chance)
        piece = compose(theme, organ, at, chance)
        # What only townships have stays with them.
        own = organ.kind == "township" or piece.column.startswith("zdgk/20-2")
        if not own and chance.random() * 100 < share:
            piece = replace(piece, organ="xzf")
        if (piece.organ, piece.title) not in titles:
            break
    titles.add((piece.organ, piece.title))
    return _in_topic(piece)


def _in_topic(piece: Piece) -> Piece:
    """Some of the county government's own pieces stand in its 专题, by their words and their day."""
    if piece.organ == "xzf" and piece.kind in ("news", "notice"):
        for word, code, first, last in TOPICS:
            if word in piece.text and first <= piece.at.date() < last:
                return replace(piece, column=code)
    return piece


def _with_mishaps(
    pieces: list[Piece], lasting: set[tuple[str, str]], now: dt.datetime, chance: random.Random
) -> Iterator[Piece]:
    """A few corrected and a few withdrawn, among the generated ones; no column loses what lasts."""
    for piece in pieces:
        old = (now - piece.at).days > 10
        plain = piece.kind in ("information", "notice") and not piece.notice_period_end
        if old and plain and "0000-0000000" in piece.text and chance.random() < 0.03:
            yield replace(piece, corrected=CORRECTED)
        elif (
            old and plain and (piece.organ, piece.title) not in lasting and chance.random() < 0.006
        ):
            yield replace(piece, withdrawn=WITHDRAWN)
        else:
            yield piece
