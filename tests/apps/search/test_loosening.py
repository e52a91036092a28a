"""Questions that find nothing as they were typed: what is asked instead, and that it is said."""

import datetime as dt
import random
import re
from itertools import combinations

import pytest

from gongkai.apps.search.engine.interface import Query
from tests.apps.search.conftest import make_document

DAY = dt.date(2026, 3, 1)


def asked(backend, text, **more):
    results = backend.search(Query(text, on=DAY, **more))
    return sorted(hit.item_id for hit in results.hits), list(results.notes)


@pytest.fixture
def housing(filled):
    return filled(
        make_document(1, "公租房管理办法", "申请人须有本县户籍。"),
        make_document(2, "农村危房改造补助", "由乡镇核实。"),
        make_document(3, "城市低保标准", "每人每月五百元。"),
    )


@pytest.mark.parametrize(
    ("question", "found", "said"),
    [
        ("公租房怎么申请", [1], "“公租房”“申请”分别"),
        ("请问公租房如何申请？", [1], "“公租房”“申请”分别"),
        ("公租房 怎么 申请", [1], "“怎么”是提问用的词"),
        ("怎么申请公租房", [1], "“申请”“公租房”分别"),
        ("低保标准是多少", [3], "已按“低保标准”检索"),
        ("低保的标准是多少", [3], "“低保”“标准”分别"),
        ("农村危房改造能补多少钱", [2], "“农村”“危房改造”的"),
    ],
)
def test_words_of_asking_carry_no_demand(housing, question, found, said):
    items, notes = asked(housing, question)
    assert items == found and said in notes[0]


def test_what_does_not_stand_together_is_asked_for_by_fewer_words_and_it_is_said(housing):
    items, notes = asked(housing, "公租房 危房 申请")
    assert items == [1]  # two of three, rather than 危房 alone
    assert notes == ["没有同时包含“公租房”“危房”“申请”的内容，以下是包含“公租房”“申请”的。"]
    items, notes = asked(housing, "公租房装修标准")
    assert items == [1] and "（“装修”没有出现过）" in notes[0] and "包含“公租房”的" in notes[0]


def test_general_words_alone_are_no_question(housing):
    assert asked(housing, "驾驶证申请标准") == ([], [])
    assert asked(housing, "驾驶证怎么申请") == ([], [])


def test_quotes_and_numbers_are_never_left_out(filled):
    backend = filled(
        make_document(1, "校车", "学生", document_number="示政发〔2025〕3号"),
        make_document(2, "低保", "学生"),
    )
    assert asked(backend, "“危房” 低保") == ([], [])
    assert asked(backend, "示政发〔2025〕4号 低保") == ([], [])
    items, notes = asked(backend, "示政发〔2025〕3号 低保")
    assert items == [1] and "以下是包含“示政发〔2025〕3号”的" in notes[0]


def test_what_only_a_filter_hides_is_not_asked_for_differently(housing):
    assert asked(housing, "公租房 申请", year_to=1999) == ([], [])
    assert asked(housing, "公租房怎么申请", year_to=1999) == ([], [])


def test_a_mistyped_question_still_gets_its_suggestion(housing):
    results = housing.search(Query("公祖房管理办法", on=DAY))
    assert results.suggestion == "公租房管理办法"


def test_fewer_words_find_exactly_the_texts_that_hold_them_and_never_fewer_than_need_be(filled):
    """Against a scan: random questions of words of which some stand nowhere."""
    chance = random.Random(20261123)
    words = ["教育", "补助", "医疗", "养老", "住房", "供水", "防汛", "就业"]
    texts = ["，".join(chance.sample(words, 3)) for _ in range(25)]
    backend = filled(*(make_document(n, "题", text) for n, text in enumerate(texts, 1)))

    def scan(kept):
        return {n for n, text in enumerate(texts, 1) if all(word in text for word in kept)}

    softened = 0
    for _ in range(150):
        typed = chance.sample([*words, "机场", "地铁"], chance.randint(1, 5))
        results = backend.search(Query(" ".join(typed), on=DAY, size=50, facets=False))
        found = {hit.item_id for hit in results.hits}
        assert results.total == len(found)
        if scan(typed):
            assert found == scan(typed) and not results.notes
        elif not any(scan([word]) for word in typed):
            assert not found and not results.notes
        else:
            softened += 1
            (note,) = results.notes
            kept = re.findall("“(.+?)”", note.rpartition("以下是包含")[2])
            assert set(kept) < set(typed) and found == scan(kept) != set()
            more = combinations(typed, len(kept) + 1)
            assert not any(scan(one) for one in more)
    assert softened > 40
