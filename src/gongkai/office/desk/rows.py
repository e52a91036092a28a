"""What a list of the first page is made of."""

from dataclasses import dataclass, field

from django.urls import reverse

MOST = 30  # rows of one list; the number above it is the whole


@dataclass(frozen=True)
class Row:
    """One thing to do: its title, where to do it, what it is, whose, until when."""

    title: str
    url: str
    detail: str = ""
    when: str = ""
    late: bool = False
    mark: str = ""


@dataclass
class Group:
    """One kind of work. `url`: where the whole list is, if elsewhere."""

    code: str
    label: str
    hint: str
    rows: list[Row] = field(default_factory=list)
    total: int = 0
    late: bool = False
    url: str = ""

    @property
    def shown(self) -> list[Row]:
        return self.rows[:MOST]

    @property
    def number(self) -> int:
        return self.total or len(self.rows)


def page_of(item_id: int) -> str:
    """The address of an item's page."""
    return reverse("office_items:page", args=[item_id])
