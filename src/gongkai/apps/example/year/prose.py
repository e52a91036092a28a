"""The words of a unit's report, by the grammar of the example: another text for every unit, figures bound."""

import datetime as dt
import random
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gongkai.apps.example.grammar import Scene, matters
from gongkai.apps.example.register import ExampleOrgan, register

# Problems named in the report of the year before (with their results), and in this year's.
OLD, NEW = 2, 2


@dataclass(frozen=True)
class ProblemText:
    """`month`: the month of the year after by whose end the measure is carried out."""

    problem: str
    measure: str
    result: str
    month: int


@cache
def _book() -> dict[str, Any]:
    folder = files(__package__.rpartition(".")[0]) / "data" / "year"
    loaded: dict[str, Any] = yaml.safe_load((folder / "units.yaml").read_text("utf-8"))
    return loaded


class UnitProse:
    """What one unit writes; the same for the same unit, whenever asked. `of`: another report of it, a former year's."""

    def __init__(self, slug: str, of: str = "prose") -> None:
        self.organ: ExampleOrgan = register()[slug]
        self._chance = random.Random(f"{slug}:{of}")
        self._problems = self._drawn()

    def _scene(self) -> Scene:
        """Matters, duty, months drawn anew: a unit does not say the same thing in every sentence."""
        chance, posts = self._chance, _book()["posts"]
        # “政府信息公开公开工作” would be said twice.
        known = [one for one in matters()[self.organ.matters] if not one.endswith("公开")]
        chance.shuffle(known)
        fixed = {
            "organ": self.organ.name,
            "short": self.organ.short,
            "matter": known[0],
            "matter2": known[1],
            "duty": chance.choice(self.organ.duty),
            "post": chance.choice(posts.get(self.organ.kind, posts["department"])),
            "month": chance.choice(_book()["months"]),
        }
        town = self.organ.kind == "township"
        fixed |= {
            "room": "站所" if town else "股室",
            "hall": "便民服务中心" if town else "政务服务大厅",
        }
        return Scene(chance, dt.date(2026, 1, 12), fixed)

    def _drawn(self) -> tuple[ProblemText, ...]:
        rows = self._chance.sample(_book()["problems"], OLD + NEW)
        made = []
        for row in rows:
            scene = self._scene()
            said = {key: scene.expand(row[key]) for key in ("problem", "measure", "result")}
            made.append(ProblemText(month=row["month"], **said))
        return tuple(made)

    @property
    def old_problems(self) -> tuple[ProblemText, ...]:
        """Named in the report of 2024, with what became of them."""
        return self._problems[:OLD]

    @property
    def new_problems(self) -> tuple[ProblemText, ...]:
        """Named in the report of 2025."""
        return self._problems[OLD:]

    def texts(self, *, asked: bool) -> dict[str, str]:
        """Part → its text with bound figures. `asked`: whether there were applications."""
        parts = _book()["parts"]
        made = {key: self._written(parts[key]) for key in parts if key.startswith(("one.", "six."))}
        if self.organ.kind == "township":
            made["one.supervision"] += self._written(parts["of_governments"])
        own = _book()["own"].get(self.organ.slug, {})
        made |= {part: _bound(text) for part, text in own.items()}
        made["one.on_application"] = self._written(parts["asked" if asked else "none_asked"])
        return made

    def part(self, key: str) -> str:
        """One part alone."""
        return self._written(_book()["parts"][key])

    def _written(self, slots: list[list[str]]) -> str:
        scene = self._scene()
        own = "县政府办公室" if self.organ.slug == "zfb" else "\0"
        said = "".join(scene.pick([one for one in slot if own not in one]) for slot in slots)
        return _bound(said)


def _bound(text: str) -> str:
    """[[…]] in the data are the fields of the report."""
    return text.replace("[[", "{{").replace("]]", "}}")


def listed(sentences: list[str]) -> str:
    """一是…；二是…。"""
    numbers = "一二三四五六"
    return "；".join(f"{numbers[n]}是{one}" for n, one in enumerate(sentences)) + "。"
