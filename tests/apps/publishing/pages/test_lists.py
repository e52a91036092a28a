"""Lists paged by files: nothing twice, nothing missing, and old parts stay what they are."""

from collections import Counter

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from gongkai.apps.clock import CHINA
from gongkai.apps.disclosure.models import Edition
from gongkai.apps.publishing.pages import shelves
from gongkai.apps.publishing.pages.column_pages import ColumnPages
from gongkai.apps.publishing.pages.contract import PageKey
from gongkai.apps.publishing.pages.kinds import kinds as every_kind
from gongkai.apps.publishing.pages.sitemaps import XmlSitemaps
from tests.apps.publishing.pages.content import at, columns_of, end, files_of, fill, whole_site
from tests.county import County, make_county, make_edition

pytestmark = pytest.mark.django_db
SIZE = shelves.SIZE


@pytest.fixture
def county(db: None) -> County:
    county = make_county()
    columns_of(county)
    return county


def in_column(county: County) -> Q:
    return Q(column_id=county.columns["tzgg"].pk)


def shown(county: County) -> list[int]:
    """Item numbers from the head to the oldest part."""
    within = in_column(county)
    count = shelves.ranks(within)
    parts = shelves.parts_of(count)
    older = shelves.numbered(within, range(1, parts + 1), count)
    rows = [
        *shelves.head(within, count),
        *(row for part in range(parts, 0, -1) for row in older[part]),
    ]
    return [row.item_id for row in rows]


def public(county: County) -> list[int]:
    editions = Edition.objects.public().filter(in_column(county))
    ordered = editions.order_by("-first_published_at", "-item_id")
    return list(ordered.values_list("item_id", flat=True))


@pytest.mark.parametrize("count", [0, 1, SIZE, 2 * SIZE - 1, 2 * SIZE, 2 * SIZE + 1, 5 * SIZE, 97])
def test_every_item_stands_once_and_in_order(county: County, count: int) -> None:
    fill(county, count)
    assert shown(county) == public(county)
    head = shelves.head(in_column(county), count)
    assert len(head) < 2 * SIZE and (count < SIZE or len(head) >= SIZE)


def test_what_came_down_leaves_its_rank_empty(county: County) -> None:
    fill(county, 5 * SIZE)
    editions = list(Edition.objects.order_by("item_id"))
    before = shelves.numbered(in_column(county), [1, 2, 3], 5 * SIZE)
    for place in (3, 25, 26, 99):
        end(editions[place], "withdrawn", "更正")
    assert shown(county) == public(county)
    after = shelves.numbered(in_column(county), [1, 2, 3], 5 * SIZE)
    assert [len(after[part]) for part in (1, 2, 3)] == [SIZE - 1, SIZE - 2, SIZE]
    assert after[3] == before[3]


def test_a_new_item_touches_the_head_and_the_part_that_it_fills(county: County) -> None:
    fill(county, 3 * SIZE - 2)
    column = county.columns["tzgg"].pk
    for number in range(4):
        before = column_files(column)
        item = make_edition(
            county, f"新{number}", column="tzgg", kind="notice", at=at(6, 1 + number)
        )
        after = column_files(column)
        touched = {f"column:{column}:{part}" for part in _differing(before, after)}
        named = {str(key) for key in ColumnPages().keys_for({f"item:{item.item_id}"})}
        assert touched <= named
        own = {one for one in named if one.startswith(f"column:{column}:")}
        # Every twentieth fills a part, and the part before it points to a new neighbour.
        assert len(own) == (3 if (3 * SIZE - 1 + number) % SIZE == 0 else 1)


def column_files(column: int) -> dict[int, dict[str, bytes]]:
    found = {}
    for key in ColumnPages().all_keys():
        if key.id == column:
            found[key.part] = files_of([key])
    return found


def _differing(
    before: dict[int, dict[str, bytes]], after: dict[int, dict[str, bytes]]
) -> list[int]:
    return [part for part in after if after[part] != before.get(part)]


CHANGES = ("publish", "withdraw", "correct", "move", "interpret")


@pytest.mark.parametrize("change", CHANGES)
def test_the_pages_named_are_all_the_pages_that_differ(county: County, change: str) -> None:
    """The whole site before and after an act: every file that differs belongs to a key that was named."""
    fill(county, 2 * SIZE + 5)
    document = make_edition(county, "通知", column="zcwj", kind="policy", at=at(6, 1))
    before = whole_site()
    items = {_change(county, change, document)}
    subjects = {f"item:{item}" for item in items}
    named = [key for kind in every_kind() for key in kind.keys_for(subjects)]
    written = files_of(named)
    after = whole_site()
    differing = {
        path for path in before.keys() | after.keys() if before.get(path) != after.get(path)
    }
    assert differing, change
    assert {path for path in differing if path in after} <= set(written)
    assert all(written[path] == after[path] for path in written)
    # And what was named is a small part of the site.
    assert len(written) < len(after) / 3


def _change(county: County, change: str, document: Edition) -> int:
    if change == "publish":
        return make_edition(
            county, "新公告", column="tzgg", kind="notice", at=at(6, 20), topic="1002"
        ).item_id
    if change == "interpret":
        from tests.apps.publishing.pages.content import relate

        made = make_edition(county, "解读", column="zcjd", kind="interpretation", at=at(6, 20))
        relate(made, document, "interprets")
        return made.item_id
    edition = Edition.objects.filter(column=county.columns["tzgg"]).order_by("item_id")[7]
    if change == "withdraw":
        end(edition, "withdrawn", "有误")
        return edition.item_id
    values = {
        field.attname: getattr(edition, field.attname)
        for field in Edition._meta.concrete_fields
        if not field.primary_key
    }
    end(edition, "superseded", "更正")
    values |= {
        "number": 2,
        "title": "改过的标题",
        "note": "更正标题。",
        "ended_at": None,
        "ending": "",
    }
    if change == "move":
        values["column_id"] = county.columns["zdgk/20-11"].pk
    return Edition.objects.create(**values).item_id


def test_a_batch_of_pages_costs_a_handful_of_queries(county: County) -> None:
    fill(county, 300)
    item = next(kind for kind in every_kind() if kind.name == "item")
    keys = list(item.all_keys())
    list(item.render(keys[:2]))
    counts = []
    for some in (keys[:10], keys[:200]):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            list(item.render(some))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10
    column = county.columns["tzgg"].pk
    parts = [PageKey("column", column, part) for part in range(14)]
    with CaptureQueriesContext(connection) as asked:
        list(ColumnPages().render(parts))
    assert len(asked) <= 12


def test_parts_are_the_same_from_either_end(county: County) -> None:
    fill(county, 7 * SIZE + 3)
    count = 7 * SIZE + 3
    alone = [shelves.numbered(in_column(county), [part], count)[part] for part in range(1, 7)]
    together = shelves.numbered(in_column(county), range(1, 7), count)
    assert alone == [together[part] for part in range(1, 7)]
    assert all(len(rows) == SIZE for rows in alone)


def test_counts_read_from_indexes_are_those_of_the_rows(county: County) -> None:
    new_year = at(12, 31, 23, 2024)  # a minute apart: half of them fall into the next year
    fill(county, 60, first=new_year)
    fill(county, 5, first=at(3, 1, year=2022))
    make_edition(county, kind="news", column="zwdt")
    end(Edition.objects.order_by("item_id")[0], "withdrawn", "更正")
    rows = list(Edition.objects.public().filter(kind="notice"))
    years = Counter(one.first_published_at.astimezone(CHINA).year for one in rows)
    assert shelves.years_of(Q(kind="notice")) == sorted(years.items(), reverse=True)
    assert years == {2025: 30, 2024: 29, 2022: 5}
    by_organ = shelves.public_by("organ_id", ["notice"])
    assert by_organ == Counter(one.organ_id for one in rows)
    assert shelves.public_by("topic", ["notice"]) == {"1002": 64}
    assert shelves.years_of(Q(kind="policy")) == []


def test_the_index_of_the_site_map_is_touched_when_a_part_begins_or_ends(county: County) -> None:
    kind = XmlSitemaps()

    def touched(*items: int) -> set[int]:
        return {key.id for key in kind.keys_for({f"item:{item}" for item in items})}

    first = make_edition(county)
    assert touched(first.item_id) == {0, first.item_id // 1000 + 1}
    second = make_edition(county)
    assert touched(first.item_id, second.item_id) == {0, first.item_id // 1000 + 1}
    assert touched(second.item_id) == {first.item_id // 1000 + 1}
    end(first, "withdrawn", "更正")
    assert touched(first.item_id) == {first.item_id // 1000 + 1}
    end(second, "withdrawn", "更正")
    assert 0 in touched(second.item_id)
    assert {key.id for key in kind.keys_for({"column:1"})} == {0}


def test_a_new_item_asks_as_much_on_a_large_site_as_on_a_small_one(county: County) -> None:
    fill(county, 120)
    asked = []
    for more in (1, 700):
        fill(county, more, first=at(5, 3) if more > 1 else at(5, 2))
        subjects = {
            f"item:{make_edition(county, column='tzgg', kind='notice', at=at(6, 1)).item_id}"
        }
        with CaptureQueriesContext(connection) as queries:
            for kind in every_kind():
                list(kind.render(sorted(kind.keys_for(subjects))))
        asked.append(len(queries))
    assert abs(asked[0] - asked[1]) <= 4  # a list that has just filled a part asks for it too
