"""The form's fields as inputs of the page, block by block."""

from dataclasses import dataclass
from itertools import groupby

from django.http import QueryDict

from gongkai.apps.annual.actions.website import Given
from gongkai.apps.annual.website.fields import YES, form
from gongkai.apps.annual.website.filling import Filled, Place
from gongkai.apps.annual.website.rules import SiteFinding


@dataclass(frozen=True)
class Input:
    """One row. `stated`: what stands in the input; `open_`: whether a person may write here."""

    place: Place
    stated: str
    note: str
    findings: tuple[SiteFinding, ...]
    open_: bool

    @property
    def key(self) -> str:
        return self.place.field.key

    @property
    def options(self) -> tuple[str, ...]:
        field = self.place.field
        return YES if field.kind == "yes" else field.choices if field.kind == "choice" else ()

    @property
    def boxes(self) -> list[tuple[str, bool]]:
        chosen = self.stated.split("、")
        return [(one, one in chosen) for one in self.place.field.choices]


def blocks_of(
    places: Filled, stated: dict[str, Given], findings: list[SiteFinding], *, writable: bool
) -> list[tuple[str, list[Input]]]:
    """(block, its rows) in the order of the form, what stands under the table last."""
    rows = []
    for key, place in places.items():
        given = stated.get(key, Given(""))
        about = tuple(one for one in findings if key in one.fields)
        acts = place.field.source.startswith("act.")
        rows.append(Input(place, given.value, given.note, about, writable and not acts))
    return [
        (block, list(found)) for block, found in groupby(rows, lambda one: one.place.field.block)
    ]


def given_in(post: QueryDict) -> dict[str, Given]:
    """What was sent: of every field that stood on the page its text, several choices joined."""
    made = {}
    for key, field in form().all.items():
        if field.source.startswith("act."):
            continue
        if field.kind == "several":
            if f"{key}-there" in post:
                made[key] = Given("、".join(post.getlist(key)))
        elif key in post:
            made[key] = Given(post.get(key, ""), post.get(f"{key}-note", ""))
    return made
