"""Every key of the law's data fits the column that holds it: SQLite takes any length, PostgreSQL refuses."""

import pytest

from gongkai.apps.cases.data.events import event_kinds
from gongkai.apps.cases.models import Case, Decision, Event, Figures, Letter, Paper, RemedyPlaces
from gongkai.apps.cases.standing import OWN_CLOCKS
from gongkai.apps.remedies.data.events import event_kinds as remedy_kinds
from gongkai.apps.remedies.models import RemedyEvent
from gongkai.documents.letters import templates
from gongkai.domain.cases import authors, machine, other_kinds, outcomes
from gongkai.domain.deadlines import channels

CODES = {
    *outcomes(),
    *(code for kind in other_kinds().values() for code in kind.endings),
}
VARIANTS = {variant.key for one in outcomes().values() for variant in one.variants}


@pytest.mark.parametrize(
    ("model", "column", "keys"),
    [
        (Case, "state", set(machine().states)),
        *((model, "outcome", CODES) for model in (Case, Figures, Decision)),
        *((model, "variant", VARIANTS) for model in (Case, Figures, Decision)),
        (Case, "next_due", OWN_CLOCKS),
        (RemedyPlaces, "author", set(authors())),
        (Event, "kind", set(event_kinds())),
        (RemedyEvent, "kind", set(remedy_kinds())),
        (Letter, "template", set(templates())),
        (Paper, "channel", set(channels())),
    ],
)
def test_the_longest_key_fits(model: type, column: str, keys: set[str]) -> None:
    field = model._meta.get_field(column)  # type: ignore[attr-defined]
    assert keys and max(map(len, keys)) <= field.max_length
