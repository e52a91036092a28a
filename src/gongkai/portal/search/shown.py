"""Results as the page shows them: lines, filters with counts, the way on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from gongkai.apps.publishing.pages.addresses import day, item_path
from gongkai.apps.search.engine.facets import file_type_name
from gongkai.apps.search.engine.interface import MOST_PAGES, VALIDITY, Count, Hit, Results
from gongkai.portal.search.asked import Asked

SHOWN_AT_ONCE = 8


@dataclass(frozen=True)
class Line:
    """One result."""

    address: str
    title: Markup
    day: str
    organ: str
    column: str
    number: str
    validity: str
    ended: bool
    passage: Markup
    in_attachment: bool
    files: str


@dataclass(frozen=True)
class Value:
    """A value of a filter: the address that sets it (or, when it is set, lifts it)."""

    name: str
    count: int
    address: str
    chosen: bool = False
    below: bool = False


@dataclass(frozen=True)
class Group:
    name: str
    title: str
    values: list[Value]
    more: list[Value] = field(default_factory=list)


@dataclass(frozen=True)
class Chosen:
    """A filter that is set, and the address without it."""

    label: str
    address: str


@dataclass(frozen=True)
class Step:
    label: str
    address: str = ""
    rel: str = ""


def address_of(hit: Hit) -> str:
    return "/" + (hit.path or item_path(hit.slug, hit.published_at, hit.item_id))


def lines(hits: Iterable[Hit]) -> list[Line]:
    return [
        Line(
            address=address_of(hit),
            title=hit.title_html,
            day=day(hit.published_at),
            organ=hit.organ,
            column=hit.column.name,
            number=hit.document_number,
            validity=hit.validity,
            ended=hit.validity.startswith("已"),
            passage=hit.passage,
            in_attachment=hit.in_attachment,
            files="、".join(file_type_name(code) for code in hit.file_types),
        )
        for hit in hits
    ]


TITLES = {
    "column": "栏目", "organ": "机关", "year": "发布年份", "validity": "有效性", "topic": "主题",
    "file_type": "附件格式",
}  # fmt: skip


def groups(asked: Asked, results: Results) -> list[Group]:
    """Filters with counts; one that would change nothing is left out."""
    made = []
    for name, title in TITLES.items():
        counts = results.facets.get(name, [])
        if name == "column":
            counts = _tree(asked, counts)
        chosen = bool(getattr(asked, name))
        if not counts or (len(counts) == 1 and not chosen and counts[0].count == results.total):
            continue
        values = [_value(asked, name, one) for one in counts]
        if name == "column":
            made.append(Group(name, title, values))
            continue
        values.sort(key=lambda one: not one.chosen)
        # One more is as long as the line that would say so.
        cut = SHOWN_AT_ONCE if len(values) > SHOWN_AT_ONCE + 1 else len(values)
        made.append(Group(name, title, values[:cut], values[cut:]))
    return made


def _tree(asked: Asked, counts: Sequence[Count]) -> list[Count]:
    """Roots, and what stands below the one that is chosen or the only one."""
    roots = {one.code.split("/")[0] for one in counts}
    open_root = (
        asked.column.split("/")[0] if asked.column else min(roots) if len(roots) == 1 else ""
    )
    return [
        one
        for one in counts
        if "/" not in one.code
        or (one.code.split("/")[0] == open_root and one.code.count("/") == 1)
        or one.code == asked.column
    ]


def _value(asked: Asked, name: str, count: Count) -> Value:
    label = count.name
    if name == "topic":
        label = label.replace("\\", "·")
    if name == "organ":
        label = f"{label}（本级）" if count.own else label
        chosen = asked.organ == count.code and (not count.own or bool(asked.own))
        change = {"organ": count.code, "own": "1" if count.own else ""}
        return Value(
            label, count.count, asked.address(**_lifted(change) if chosen else change), chosen
        )
    chosen = getattr(asked, name) == count.code
    change = {name: "" if chosen else count.code}
    if name == "year":
        change |= {"year_from": "", "year_to": ""}
    return Value(label, count.count, asked.address(**change), chosen, below="/" in count.code)


def _lifted(change: dict[str, str]) -> dict[str, str]:
    return dict.fromkeys(change, "")


def chosen(asked: Asked, results: Results) -> list[Chosen]:
    """The filters that are set, by their words where the results know them."""
    made = []
    for name in (*TITLES, "kind"):
        code = getattr(asked, name)
        if not code:
            continue
        known = {one.code: one.name for one in results.facets.get(name, ())}
        label = known.get(code) or VALIDITY.get(code) or code
        lifted = {name: "", "own": ""} if name == "organ" else {name: ""}
        if name == "organ" and asked.own:
            label += "（本级）"
        if name == "year":
            label = f"{code}年"
        label = label.replace("\\", "·")
        made.append(Chosen(f"{TITLES.get(name, '类别')}：{label}", asked.address(**lifted)))
    if asked.year_from or asked.year_to:
        span = f"{asked.year_from or '最早'}—{asked.year_to or '现在'}"
        made.append(Chosen(f"发布年份：{span}", asked.address(year_from="", year_to="")))
    return made


def pager(asked: Asked, total: int) -> list[Step]:
    """Five pages around the one shown; no further than the engine goes."""
    pages = min(MOST_PAGES, -(-total // asked.size))
    if pages < 2 or asked.page > pages:
        return []
    first = max(1, min(asked.page - 2, pages - 4))
    numbers = range(first, min(pages, first + 4) + 1)
    steps = [Step("上一页", asked.address(page=asked.page - 1), "prev")] if asked.page > 1 else []
    steps += [
        Step(str(one), "" if one == asked.page else asked.address(page=one)) for one in numbers
    ]
    if asked.page < pages:
        steps.append(Step("下一页", asked.address(page=asked.page + 1), "next"))
    return steps


def without_filters(asked: Asked) -> Asked:
    return replace(Asked(), q=asked.q, order=asked.order)
