"""Documents for the search bench: words of the project's own texts by their frequency, seeded.

Words are put side by side by chance, so borders between words are harder than in real texts and pieces
across them more frequent.
"""

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from gongkai.apps.clock import CHINA
from gongkai.apps.search.engine.interface import Document, Label
from gongkai.apps.search.engine.segmenting import Segmenter

ROOT = Path(__file__).parents[1]
AVERAGE = 550  # characters of a text
ORGANS = [(f"jg{number:02d}", f"第{number}局") for number in range(37)]
COLUMNS = [f"zdgk/20-{number}" for number in range(1, 16)] + ["zwdt", "tzgg", "zcwj", "zcjd"]
KINDS = [("news", "政务动态"), ("information", "政府信息"), ("notice", "通知公告")]


class Corpus:
    """The same documents for the same seed and number."""

    def __init__(self, seed: int = 20251231) -> None:
        self.chance = random.Random(seed)
        counted = Counter(_words())
        self.words = list(counted)
        total, self.sums = 0, []
        for count in counted.values():
            # Flatter than the texts themselves: a few thousand words stand for a whole county's.
            total += count**0.6
            self.sums.append(total)

    def text(self, characters: int) -> str:
        parts: list[str] = []
        length = 0
        while length < characters:
            words = self.chance.choices(self.words, cum_weights=self.sums, k=7)
            parts.append("".join(words))
            length += len(parts[-1]) + 1
        return "，".join(parts) + "。"

    def documents(self, number: int) -> Iterator[Document]:
        """One after the other; memory holds one."""
        for at in range(1, number + 1):
            yield self._document(at)

    def _document(self, number: int) -> Document:
        chance = self.chance
        slug, name = chance.choice(ORGANS)
        code = chance.choice(COLUMNS)
        root = code.split("/")[0]
        columns = [Label(root, root)] + ([Label(code, code)] if "/" in code else [])
        day = dt.datetime(2008, 5, 1, 9, tzinfo=CHINA) + dt.timedelta(
            minutes=chance.randrange(9_300_000)
        )
        return Document(
            key=f"item:{number}",
            item_id=number,
            edition_id=number,
            title=self.text(18).replace("，", "")[:40].rstrip("。"),
            text=self.text(chance.randint(AVERAGE // 4, AVERAGE * 7 // 4)),
            published_at=day,
            organs=(Label("xzf", "县政府"), Label(slug, name)),
            columns=columns,
            kind=Label(*chance.choice(KINDS)),
            organ_name=name,
            document_number=f"示政发〔{day.year}〕{number % 900 + 1}号" if number % 5 == 0 else "",
        )


def _words() -> Iterator[str]:
    segmenter = Segmenter()
    files = [
        *sorted((ROOT / "src/gongkai").rglob("*.yaml")),
        *sorted((ROOT / "docs").rglob("*.md")),
        *sorted((ROOT / "tests/data").glob("*.md")),
    ]
    for file in files:
        for word in segmenter.cut(file.read_text("utf-8")):
            if all("\u4e00" <= character <= "\u9fff" for character in word):
                yield word
