"""Two small kinds of page, for the engine's own tests: every item's page, every column's list."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from gongkai.apps.disclosure.models import Column, Edition
from gongkai.apps.publishing.pages.contract import CannotRender, Failed, PageKey, Rendered


def ids(subjects: AbstractSet[str], kind: str) -> set[int]:
    return {int(s.partition(":")[2]) for s in subjects if s.startswith(f"{kind}:")}


@dataclass
class Articles:
    """`renderings` counts what was asked; titles that begin with 缺 fail, with 坏 raise."""

    name: str = "item"
    renderings: list[str] = field(default_factory=list)

    def keys_for(self, subjects: AbstractSet[str]) -> set[PageKey]:
        return {PageKey(self.name, number) for number in ids(subjects, "item")}

    def all_keys(self) -> Iterator[PageKey]:
        for number in (
            Edition.objects.public().order_by("item_id").values_list("item_id", flat=True)
        ):
            yield PageKey(self.name, number)

    def render(self, keys: Sequence[PageKey]) -> Iterator[Rendered | Failed]:
        self.renderings += map(str, keys)
        public = Edition.objects.public().filter(item_id__in=[key.id for key in keys])
        editions = {edition.item_id: edition for edition in public}
        for key in keys:
            edition = editions.get(key.id)
            if edition is None:
                continue
            if edition.title.startswith("缺"):
                yield Failed(key, "网站信息里没有填写网站标识码，请先填写。")
                continue
            if edition.title.startswith("坏"):
                raise CannotRender("这一页生成不了。")
            if edition.title.startswith("错"):
                raise ZeroDivisionError("除以零")
            yield Rendered(key, f"jyj/2025/{key.id}.html", f"<h1>{edition.title}</h1>".encode())
            yield Rendered(key, f"jyj/2025/{key.id}.json", edition.title.encode())


@dataclass
class Lists:
    """The list of each column, by what is public in it."""

    name: str = "list"
    renderings: list[str] = field(default_factory=list)

    def keys_for(self, subjects: AbstractSet[str]) -> set[PageKey]:
        columns = Edition.objects.filter(item_id__in=ids(subjects, "item")).values_list(
            "column_id", flat=True
        )
        return {PageKey(self.name, number) for number in {*columns, *ids(subjects, "column")}}

    def all_keys(self) -> Iterator[PageKey]:
        for number in Column.objects.values_list("id", flat=True):
            yield PageKey(self.name, number)

    def render(self, keys: Sequence[PageKey]) -> Iterator[Rendered | Failed]:
        self.renderings += map(str, keys)
        for key in keys:
            column = Column.objects.select_related("organ").get(pk=key.id)
            titles = (
                Edition.objects.public().filter(column_id=key.id).values_list("title", flat=True)
            )
            path = f"{column.organ.slug}/{column.code}/index.html"
            yield Rendered(key, path, "\n".join([column.name, *titles]).encode())
