"""A grammar of templates: words, numbers and days are filled in from a seeded source of chance.

`{village}` a word of `words.yaml`, the same within one piece; `{village+}` a fresh one; `{n:3-9}` a whole
number, `{w:1-4}` one with a decimal; `{n+:…}` and `{w+:…}` the same in tables; `{day+3}` the day of the
piece and three more; anything else is looked up in the scene (organ, year, month …).
"""

import datetime as dt
import random
import re
from functools import cache
from importlib.resources import files

import yaml

_SYMBOL = re.compile(r"\{([^{}]+)\}")


@cache
def words() -> dict[str, tuple[str, ...]]:
    """The lists of `data/words.yaml`."""
    loaded = yaml.safe_load(_text("words.yaml"))
    return {name: tuple(str(one) for one in values) for name, values in loaded.items()}


@cache
def matters() -> dict[str, tuple[str, ...]]:
    """What each organ usually deals with; `towns` for townships."""
    loaded = yaml.safe_load(_text("matters.yaml"))
    return {name: tuple(str(one) for one in values) for name, values in loaded.items()}


def _text(name: str) -> str:
    return (files(__package__) / "data" / name).read_text("utf-8")


@cache
def _split(template: str) -> tuple[str, ...]:
    """Literal, symbol, literal, symbol …"""
    return tuple(_SYMBOL.split(template))


class Scene:
    """What one piece is about: its fixed words, and the words chosen so far."""

    def __init__(self, chance: random.Random, day: dt.date, fixed: dict[str, str]) -> None:
        self.chance = chance
        self.day = day
        self._known = {
            "date": f"{day.month}月{day.day}日",
            "year": str(day.year),
            "last": str(day.year - 1),
            "month": f"{day.month}月",
            "campaign": words()["campaigns_by_month"][day.month - 1],
            "holiday": words()["holidays_by_month"][day.month - 1],
            "k": str(day.timetuple().tm_yday // 7 + 1),
            **fixed,
        }

    def expand(self, template: str) -> str:
        """The template with every symbol filled in."""
        if "{" not in template:
            return template
        parts = _split(template)
        made = [
            one if index % 2 == 0 else self._value(one) for index, one in enumerate(parts) if one
        ]
        return "".join(made)

    def pick(self, options: tuple[str, ...] | list[str]) -> str:
        """One of the templates, filled in."""
        return self.expand(options[int(self.chance.random() * len(options))])

    def know(self, name: str, value: str) -> None:
        """Fix a word for the rest of the piece."""
        self._known[name] = value

    def _value(self, symbol: str) -> str:
        if symbol in self._known:
            return self._known[symbol]
        if ":" in symbol:
            return self._number(symbol)
        if symbol.startswith("day"):
            later = self.day + dt.timedelta(days=int(symbol[3:]))
            return f"{later.month}月{later.day}日"
        name = symbol.rstrip("+")
        if name == "masked":
            return self._masked()
        if name == "past":
            past = self.day - dt.timedelta(days=1 + int(self.chance.random() * 20))
            return past.isoformat()
        choice = words()[name]
        value = choice[int(self.chance.random() * len(choice))]
        if not symbol.endswith("+"):
            self._known[symbol] = value
        return value

    def _number(self, symbol: str) -> str:
        kind, _, bounds = symbol.partition(":")
        low, _, high = bounds.partition("-")
        least, most = int(low), int(high)
        if kind[0] == "w":
            return f"{least + self.chance.random() * (most - least):.1f}"
        return str(least + int(self.chance.random() * (most - least + 1)))

    def _masked(self) -> str:
        surnames, given = names()
        surname = surnames[int(self.chance.random() * len(surnames))]
        return f"{surname}*{given[int(self.chance.random() * len(given))][-1]}"


@cache
def names() -> tuple[str, tuple[str, ...]]:
    """Surnames (one character each) and given names."""
    loaded = yaml.safe_load(_text("names.yaml"))
    return loaded["surnames"], tuple(loaded["given"])
