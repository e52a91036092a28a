"""What is found, how it is ranked, filtered, counted and shown; on documents made by hand."""

import datetime as dt
import random

import pytest

from gongkai.apps.search.engine.interface import (
    Force,
    IndexMissing,
    Label,
    Order,
    Query,
)
from gongkai.apps.search.engine.normal import normalise
from gongkai.apps.search.engine.tantivy_engine.backend import TantivyBackend
from tests.apps.search.conftest import make_document

DAY = dt.date(2026, 3, 1)


def found(backend, text="", **more):
    results = backend.search(Query(text, on=DAY, **more))
    return [hit.item_id for hit in results.hits]


def test_words_must_all_occur_and_titles_come_first(filled):
    backend = filled(
        make_document(1, "工作要点", "本县政务公开工作要点，其中第三项是义务教育招生。"),
        make_document(2, "义务教育招生办法", "各学校：现将办法印发。政务公开。"),
        make_document(3, "义务教育", "没有别的。"),
    )
    assert found(backend, "义务教育 政务公开") == [2, 1]
    assert found(backend, "义务教育，政务公开") == [2, 1]
    assert set(found(backend, "教育")) == {1, 2, 3}


def test_a_word_across_word_borders_is_found_and_ranked_below_the_word(filled):
    backend = filled(
        make_document(9, "甲", "生产和服务标准化建设的通知"),
        make_document(2, "乙", "汉服与和服展览的通知"),
    )
    assert found(backend, "和服") == [2, 9]


def test_phrases_are_exact(filled):
    backend = filled(
        make_document(1, text="中华人民共和国政府信息公开条例已经修订"),
        make_document(2, text="信息的公开由政府负责"),
    )
    assert found(backend, "“政府信息公开”") == [1]
    assert found(backend, '"信息 公开"') == [1]
    assert found(backend, "中华人民共和国") == [1]


def test_numbers_are_found_however_brackets_and_width_are_written(filled):
    backend = filled(
        make_document(1, "关于印发办法的通知", "现印发。", document_number="示政发〔2025〕3号"),
        make_document(
            2, "另一通知", "根据示政发〔2025〕3号文件。", document_number="示政发〔2025〕13号"
        ),
        make_document(3, "第三个", "无关", index_number="SLX01-2025-0003"),
    )
    for typed in (
        "示政发〔2025〕3号",
        "示政发[2025]3号",
        "示政发（２０２５）3号",
        "示政发【2025】3号",
    ):
        assert found(backend, typed) == [1, 2]
    assert found(backend, "示政发〔2025〕13号") == [2]
    assert found(backend, "slx01-2025-0003") == [3]


def test_one_character_is_answered_by_titles(filled):
    backend = filled(make_document(1, "供水公告", "甲"), make_document(2, "停电公告", "水"))
    results = backend.search(Query("水", on=DAY))
    assert [hit.item_id for hit in results.hits] == [1]
    assert any("标题" in note for note in results.notes)


def test_an_empty_question_shows_the_newest(filled):
    backend = filled(*(make_document(number) for number in range(1, 6)))
    assert found(backend) == [5, 4, 3, 2, 1]


def test_order_by_date(filled):
    backend = filled(
        make_document(1, "招生招生招生", "招生"), make_document(2, "其他", "也提到招生")
    )
    assert found(backend, "招生") == [1, 2]
    assert found(backend, "招生", order=Order.DATE) == [2, 1]


def test_attachments_are_searched_and_said_to_be_the_place(filled):
    backend = filled(
        make_document(
            1, "预算公开", "详见附件。", files_text="三公经费 12.5 万元", file_types=["xlsx"]
        )
    )
    (hit,) = backend.search(Query("三公经费", on=DAY)).hits
    assert hit.in_attachment and "<mark>三公经费</mark>" in hit.passage
    assert found(backend, file_type="sheet") == [1] and found(backend, file_type="pdf") == []


def test_what_is_shown_is_escaped(filled):
    backend = filled(make_document(1, "<b>招生</b>&", "<script>alert(1)</script>招生“工作”"))
    (hit,) = backend.search(Query("招生工作", on=DAY)).hits
    assert "<mark>招生“工作</mark>”" in hit.passage and "&lt;script&gt;" in hit.passage
    (hit,) = backend.search(Query("招生", on=DAY)).hits
    assert hit.title_html == "&lt;b&gt;<mark>招生</mark>&lt;/b&gt;&amp;"


def _county():
    organs = {
        "jyj": (Label("xzf", "县政府"), Label("jyj", "教育局")),
        "cgz": (Label("xzf", "县政府"), Label("cgz", "城关镇")),
        "xzf": (Label("xzf", "县政府"),),
    }
    columns = {
        "zdgk": (Label("zdgk", "法定主动公开内容"),),
        "zdgk/20-2": (Label("zdgk", "法定主动公开内容"), Label("zdgk/20-2", "机构职能")),
        "zdgk/20-10": (Label("zdgk", "法定主动公开内容"), Label("zdgk/20-10", "应急管理")),
        "zwdt": (Label("zwdt", "政务动态"),),
    }
    made = []
    for number, (organ, column) in enumerate(
        [("jyj", "zdgk/20-2"), ("jyj", "zwdt"), ("cgz", "zdgk/20-10"), ("xzf", "zdgk")], 1
    ):
        made.append(
            make_document(
                number,
                organs=organs[organ],
                columns=columns[column],
                organ_has_below=organ == "xzf",
                topic=Label("1002", "科技、教育\\教育") if organ == "jyj" else None,
                published_at=dt.datetime(2021 + number, 1, 1, 1, tzinfo=dt.UTC),
            )
        )
    return made


def test_filters_take_what_is_below(filled):
    backend = filled(*_county())
    assert sorted(found(backend, organ="xzf")) == [1, 2, 3, 4]
    assert found(backend, organ="xzf", own=True) == [4]
    assert sorted(found(backend, organ="jyj")) == [1, 2]
    assert sorted(found(backend, column="zdgk")) == [1, 3, 4]
    assert found(backend, column="zdgk/20-2") == [1]
    assert sorted(found(backend, topic="10")) == [1, 2]
    assert sorted(found(backend, year_from=2023, year_to=2024)) == [2, 3]
    assert found(backend, year_to=2022) == [1]


def test_counts_stand_beside_each_filter(filled):
    backend = filled(*_county())
    facets = backend.search(Query(on=DAY)).facets
    assert [(c.code, c.name, c.count) for c in facets["column"]] == [
        ("zdgk", "法定主动公开内容", 3),
        ("zdgk/20-2", "机构职能", 1),
        ("zdgk/20-10", "应急管理", 1),
        ("zwdt", "政务动态", 1),
    ]
    assert [(c.code, c.count, c.own) for c in facets["organ"]] == [
        ("jyj", 2, False),
        ("cgz", 1, False),
        ("xzf", 1, True),
    ]
    assert [(c.code, c.count) for c in facets["year"]][:2] == [("2025", 1), ("2024", 1)]
    narrowed = backend.search(Query(organ="jyj", on=DAY)).facets
    assert {c.code: c.count for c in narrowed["organ"]} == {"jyj": 2, "cgz": 1, "xzf": 1}
    assert {c.code: c.count for c in narrowed["column"]} == {"zdgk": 1, "zdgk/20-2": 1, "zwdt": 1}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2024, 12, 31), {"not_yet": 2}),
        (dt.date(2025, 1, 1), {"in_force": 2}),
        (dt.date(2025, 12, 31), {"in_force": 2}),
        (dt.date(2026, 1, 1), {"in_force": 1, "ended": 1}),
    ],
)
def test_validity_is_told_for_the_day_of_the_question(filled, day, expected):
    first = dt.date(2025, 1, 1)
    backend = filled(
        make_document(1, force=Force(first, dt.date(2026, 1, 1), "废止")),
        make_document(2, force=Force(first)),
        make_document(3),
    )
    facets = backend.search(Query(on=day)).facets["validity"]
    assert {one.code: one.count for one in facets} == expected
    for code in ("in_force", "not_yet", "ended"):
        total = backend.search(Query(validity=code, on=day)).total
        assert total == expected.get(code, 0)
    words = {hit.item_id: hit.validity for hit in backend.search(Query(on=day)).hits}
    assert words[3] == ""
    assert words[1] == (
        "已废止" if day.year == 2026 else "有效" if day.year == 2025 else "尚未施行"
    )


def test_a_mistyped_word_gets_a_suggestion_that_leaves_results(filled):
    backend = filled(
        make_document(1, "义务教育招生办法", "教育"),
        make_document(2, "义务教育学校", "教育"),
        make_document(3, "政府信息公开条例", "条例"),
        words=("义务教育", "政府信息公开"),
    )
    assert backend.search(Query("义务教肓", on=DAY)).suggestion == "义务教育"
    assert backend.search(Query("义务教育招生办发", on=DAY)).suggestion == "义务教育招生办法"
    assert backend.search(Query("义务教育", on=DAY)).suggestion == ""
    assert backend.search(Query("毫不相干的话", on=DAY)).suggestion == ""


@pytest.mark.parametrize(
    "hostile",
    [
        "长" * 10_240,
        "\x00\x01\x1b[31m",
        "，。！？；：“”",
        "key:item\\:1 AND (g:* OR -w:[a TO z])^9~",
        "“没有合上",
        "*" * 200,
        " ".join("abcdefghijklmnopqrstuvwxyz"),
        "\ud800招生",
        "🏫" * 100,
        "\ue000\ue000",
    ],
)
def test_no_question_fails_or_takes_long(filled, hostile):
    backend = filled(make_document(1, "招生", "招生"))
    results = backend.search(Query(hostile, on=DAY))
    assert results.total in (0, 1) and results.took_ms < 2_000
    assert results.notes or results.total or len(hostile) < 300


def test_pages_are_bounded(filled):
    backend = filled(*(make_document(number) for number in range(1, 31)))
    assert len(found(backend, size=10_000)) == 30
    assert found(backend, page=10**9) == []
    assert len(found(backend, page=-5, size=-1)) == 1


def test_without_an_index_a_sentence(tmp_path):
    with pytest.raises(IndexMissing, match="检索目录还没有建立"):
        TantivyBackend(tmp_path).search(Query("招生"))


def test_changes_are_seen_by_a_reader_that_is_open(filled, tmp_path):
    backend = filled(make_document(1, "旧标题"))
    other = TantivyBackend(tmp_path / "index")
    assert found(other, "旧标题") == [1]
    backend.index([make_document(1, "新标题"), make_document(2, "新标题")])
    assert found(other, "“旧标题”") == [] and sorted(found(other, "新标题")) == [1, 2]
    backend.remove(["item:1"])
    assert found(other, "新标题") == [2]
    building = backend.rebuild(())
    building.index([make_document(7, "新标题")])
    assert found(other, "新标题") == [2]
    building.finish()
    assert found(other, "新标题") == [7]
    assert len(list((tmp_path / "index").glob("v*"))) == 1


def test_every_substring_is_found_exactly_where_it_stands(filled):
    """Against a scan of the normalised texts: no document more, none less."""
    chance = random.Random(20250618)
    words = [
        "政府",
        "信息",
        "公开",
        "教育",
        "招生",
        "和服",
        "人民",
        "中国",
        "国人",
        "处罚",
        "行政",
        "A型",
        "2025年",
        "〔12〕",
        "《办法》",
        "，",
        "。",
        "○",
    ]
    texts = ["".join(chance.choices(words, k=60)) for _ in range(150)]
    backend = filled(*(make_document(n, "题", text) for n, text in enumerate(texts, 1)))
    normal = [normalise(text) for text in texts]
    for _ in range(300):
        text = chance.choice(normal)
        start, length = chance.randrange(len(text) - 8), chance.randint(2, 8)
        piece = text[start : start + length]
        if not any(c.isalnum() for c in piece):
            continue
        expected = sum(piece in one for one in normal)
        for typed in (f'"{piece}"', piece) if not set(piece) & set(",。") else (f'"{piece}"',):
            results = backend.search(Query(typed, on=DAY, facets=False))
            assert results.total == expected and not results.notes, piece


def test_a_run_that_stands_nowhere_is_asked_for_by_its_words_and_the_page_says_so(filled):
    backend = filled(
        make_document(1, "关于发放补助的通告", "教育局审核。"),
        make_document(2, "教育工作", "没有别的。"),
        make_document(3, "膳食", "教育部门发放膳食补助。"),
    )
    results = backend.search(Query("教育补助", on=DAY))
    assert {hit.item_id for hit in results.hits} == {1, 3} and results.total == 2
    assert results.notes == ["没有找到连在一起的“教育补助”，已按“教育”“补助”分别检索。"]
    assert all("<mark>" in hit.title_html + hit.passage for hit in results.hits)
    assert sum(one.count for one in results.facets["year"]) == 2
    # What stands somewhere as one stays one; quotes and numbers are never taken apart.
    assert found(backend, "膳食补助") == [3]
    for typed in ("“教育补助”", "示教发〔2025〕3号", "jy-2025"):
        nothing = backend.search(Query(typed, on=DAY))
        assert nothing.total == 0 and not nothing.notes


def test_only_the_run_that_stands_nowhere_is_taken_apart(filled):
    backend = filled(
        make_document(1, "膳食补助", "教育。"),
        make_document(2, "膳食", "补助教育。"),
    )
    results = backend.search(Query("膳食补助 教育补助", on=DAY))
    assert [hit.item_id for hit in results.hits] == [1] and len(results.notes) == 1


def test_by_words_exactly_the_texts_that_hold_every_word(filled):
    """Against a scan: runs of two words that stand nowhere together."""
    chance = random.Random(20251122)
    words = ["教育", "补助", "医疗", "养老", "住房", "供水", "防汛", "就业"]
    texts = ["，".join(chance.sample(words, 4)) for _ in range(60)]
    backend = filled(*(make_document(n, "题", text) for n, text in enumerate(texts, 1)))
    for one in words:
        for other in words:
            if one == other:
                continue
            results = backend.search(Query(one + other, on=DAY, facets=False))
            expected = sum(one in text and other in text for text in texts)
            assert results.total == expected and len(results.notes) == bool(expected)
