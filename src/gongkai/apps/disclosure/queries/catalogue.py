"""Coverage of the 标准目录: which rows have a column, which columns have something in them."""

from dataclasses import dataclass, field

from django.db.models import Count, Max

from gongkai.apps.disclosure.models import Edition, StandardEntry


@dataclass(frozen=True)
class Coverage:
    """Of one organ and field. `unmapped`: no column yet; `empty`: a column with nothing public in it."""

    organ_id: int
    field: str
    rows: list[StandardEntry] = field(default_factory=list)
    unmapped: list[StandardEntry] = field(default_factory=list)
    empty: list[StandardEntry] = field(default_factory=list)

    @property
    def covered(self) -> int:
        return len(self.rows) - len(self.unmapped) - len(self.empty)


def coverage(organ_id: int) -> list[Coverage]:
    """By field, in the order of the catalogue. Two queries."""
    filled = dict(
        Edition.objects.public()
        .filter(organ_id=organ_id)
        .values("column_id")
        .annotate(pieces=Count("id"), newest=Max("first_published_at"))
        .values_list("column_id", "pieces")
    )
    found: dict[str, Coverage] = {}
    for entry in StandardEntry.objects.filter(organ_id=organ_id).select_related("column"):
        one = found.setdefault(entry.field, Coverage(organ_id, entry.field))
        one.rows.append(entry)
        if entry.column_id is None:
            one.unmapped.append(entry)
        elif not filled.get(entry.column_id):
            one.empty.append(entry)
    return list(found.values())
