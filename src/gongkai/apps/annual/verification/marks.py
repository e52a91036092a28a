"""The marks of rows that the log holds, by kind."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q

from gongkai.apps.audit.keeping import GONE, KEY
from gongkai.apps.audit.models import Entry

# The acts whose rows of the log hold marks.
ACTS = ("figure.state", "figure.confirm", "figure.deliver", "normative.record", "law.edit")
ROOMS = ("report.", "year.")


@dataclass(frozen=True)
class Mark:
    """Where the log holds it: `seq` of its row, `label` of what that row is about. `pk` None: not numbered yet."""

    seq: int
    digest: str
    pk: int | None
    label: str


@dataclass
class Marks:
    """`by_kind`: model → digest → where; `newest`: model → number → the last that was written of that row."""

    by_kind: dict[str, dict[str, Mark]] = field(default_factory=lambda: defaultdict(dict))
    newest: dict[str, dict[int, Mark]] = field(default_factory=lambda: defaultdict(dict))


def read_marks() -> Marks:
    """Every mark of the log. One query, read as it comes."""
    marks = Marks()
    wanted = Q(act__in=ACTS)
    for one in ROOMS:
        wanted |= Q(act__startswith=one)
    rows = Entry.objects.filter(wanted).order_by("seq").values_list("seq", "subject_label", "after")
    for seq, label, after in rows.iterator(2000):
        if not isinstance(after, dict):
            continue
        for text in after.get(KEY) or ():
            row, _, digest = str(text).partition(":")
            model, _, number = row.partition("#")
            mark = Mark(seq, digest, int(number) if number else None, label)
            if digest != GONE:
                marks.by_kind[model][digest] = mark
            if mark.pk is not None:
                marks.newest[model][mark.pk] = mark
    return marks
