"""Every outcome, every author, every date of the law: block, review organ, court, text."""

from datetime import date

import pytest

from gongkai.domain.cases import Places, authors, outcomes, remedy, remedy_blocks, silence_remedy
from gongkai.domain.cases.remedies import parse_remedies, review_first
from gongkai.domain.law import LawDataError, Local

PLACES = Places(
    "甲县人民政府",
    "乙市人民政府",
    "乙市主管局",
    {"basic": "甲县人民法院", "intermediate": "乙市中级人民法院"},
    "甲县某局",
)
BEFORE, SINCE, LATEST = date(2023, 12, 31), date(2024, 1, 1), date(2025, 6, 1)
REFUSALS = {
    "NO_SECRET",
    "NO_LAW",
    "NO_SAFETY",
    "NO_THIRD",
    "NO_INTERNAL",
    "NO_PROCESS",
    "NO_CASEFILE",
}
WAYS = [(code, way) for code, one in outcomes().items() for way in one.variants]


@pytest.mark.parametrize("on", [BEFORE, SINCE, LATEST])
@pytest.mark.parametrize(("code", "way"), WAYS, ids=lambda one: getattr(one, "letter", one))
def test_the_block_of_every_outcome(code, way, on):
    grounds = ("NO_THIRD",) if code == "PARTIAL" else ()
    made = remedy_blocks(way, on, Local(), grounds)
    if way.letter == "N15-withdrawn":
        assert made == ("R-C",)
    elif on == BEFORE:
        assert made == ("R-B",)
    elif code == "PARTIAL":
        assert made == ("R-A", "R-B")
    else:
        assert made == (("R-A",) if code in REFUSALS else ("R-B",))


def test_a_partial_release_goes_by_its_grounds():
    way = outcomes()["PARTIAL"].variant()
    assert remedy_blocks(way, LATEST, Local(), ("NA_CREATE",)) == ("R-B",)
    assert remedy_blocks(way, LATEST, Local(), ("NA_CREATE", "NO_LAW")) == ("R-A", "R-B")
    free = Local("本县", answers={"partial_review_first": "free"})
    assert remedy_blocks(way, LATEST, free, ("NO_LAW",)) == ("R-B",)
    with pytest.raises(ValueError, match="依据"):
        remedy_blocks(way, LATEST, Local())
    with pytest.raises(KeyError):
        remedy_blocks(way, LATEST, Local(), ("NO_SUCH",))
    made = remedy(way, "township", LATEST, PLACES, grounds=("NO_LAW",))
    assert "design" in made.marks
    assert (
        made.text.startswith("（一）对依据第十四条至第十六条") and "（二）对其余部分" in made.text
    )


@pytest.mark.parametrize(
    ("author", "organ", "court"),
    [
        ("county_department", "甲县人民政府", "甲县人民法院"),
        ("township", "甲县人民政府", "甲县人民法院"),
        ("subdistrict", "甲县人民政府", "甲县人民法院"),
        ("county_government", "乙市人民政府", "乙市中级人民法院"),
        ("government_office", "甲县人民政府", "甲县人民法院"),
        ("vertical", "乙市主管局", "甲县人民法院"),
        ("justice_bureau", "甲县人民政府或者乙市主管局", "甲县人民法院"),
        ("outpost", "甲县人民政府", "甲县人民法院"),
    ],
)
def test_review_organ_and_court_today(author, organ, court):
    made = remedy(outcomes()["OPEN_GIVE"].variant(), author, LATEST, PLACES)
    assert (made.review_organ, made.court) == (organ, court)
    assert organ in made.text and court in made.text


def test_every_author_is_tried():
    assert len(authors()) == 8


def test_before_2024_a_department_had_two_review_organs():
    made = remedy(outcomes()["NO_LAW"].variant(), "county_department", BEFORE, PLACES)
    assert made.review_organ == "甲县人民政府或者乙市主管局"
    assert made.blocks == ("R-B",) and "memory" in made.marks
    assert not any("第二十三条" in ground.text for ground in made.basis)


@pytest.mark.parametrize(
    ("on", "court"),
    [
        (date(2021, 9, 30), "乙市中级人民法院"),
        (date(2023, 9, 27), "甲县人民法院"),
        (date(2023, 9, 28), "乙市中级人民法院"),
    ],
)
def test_the_court_over_a_county_government_by_date(on, court):
    made = remedy(outcomes()["OPEN_GIVE"].variant(), "county_government", on, PLACES)
    assert made.court == court


def test_review_first_names_no_court_and_both_periods():
    made = remedy(outcomes()["NO_LAW"].variant(), "county_department", LATEST, PLACES)
    assert "应当" in made.text and "60日内" in made.text and "15日内" in made.text
    assert "甲县人民法院" not in made.text
    assert any("法释〔2025〕8号" in ground.text for ground in made.basis)
    free = remedy(outcomes()["NO_QUERY"].variant(), "county_department", LATEST, PLACES)
    assert "6个月内" in free.text and "应当自" not in free.text


def test_served_online_names_the_online_channel():
    way = outcomes()["OPEN_GIVE"].variant()
    assert "互联网" in remedy(way, "township", LATEST, PLACES, online=True).text
    assert "互联网" not in remedy(way, "township", LATEST, PLACES).text
    assert "互联网" not in remedy(way, "township", BEFORE, PLACES, online=True).text


def test_no_gap_is_left_in_any_text():
    for on in (BEFORE, SINCE, LATEST):
        for code, way in WAYS:
            for author in authors():
                grounds = ("NO_LAW",) if code == "PARTIAL" else ()
                made = remedy(way, author, on, PLACES, grounds=grounds)
                assert "{" not in made.text and "或者或者" not in made.text
                assert made.text.endswith("。") and " " not in made.text


def test_silence_of_the_organ_is_a_free_choice_unless_the_place_says_otherwise():
    assert silence_remedy(LATEST) == "R-B"
    own = Local("本县", answers={"inaction_review_first": "review-first"})
    assert silence_remedy(LATEST, own) == "R-A" and silence_remedy(BEFORE, own) == "R-B"


def test_review_comes_first_since_2024():
    assert review_first(BEFORE) is None
    assert "第二十三条" in review_first(SINCE).text
    assert "法释〔2025〕8号" in review_first(LATEST).text


def test_broken_remedies_are_named():
    from importlib.resources import files

    text = (files("gongkai.domain.cases") / "remedies.yaml").read_text(encoding="utf-8")
    for old, new, says in [
        ("level: basic", "level: highest", "不在允许的取值"),
        ('organ: "{government}"', "organ: 上级", "复议机关"),
        ("  2024-01-01: {norm", "  soon: {norm", "不是有效的日期"),
        ("split_text", "split", "未知的键"),
    ]:
        with pytest.raises(LawDataError, match=says):
            parse_remedies(text.replace(old, new, 1), "f.yaml")
