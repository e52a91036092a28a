"""Every check with its good and its bad case."""

import datetime as dt

import pytest

from gongkai.apps.disclosure.actions.writing import relate
from gongkai.apps.disclosure.checks import ItemFinding, check_item, finding_key, registered
from gongkai.apps.disclosure.working_copy import latest
from tests.apps.disclosure.desk import paragraph
from tests.county import DAY

pytestmark = pytest.mark.django_db


def picture(alternative: str, caption: str = ""):
    return {
        "type": "picture",
        "value": {"image": None, "alternative_text": alternative, "caption": caption},
    }


def grid(choice: str):
    return {
        "type": "table",
        "value": {"data": [["学校", "人数"], ["一小", "30"]], "table_header_choice": choice},
    }


def codes(desk, on=DAY, **values) -> dict[str, ItemFinding]:
    return {one.code: one for one in check_item(latest(desk.item(**values)), on=on)}


CASES = [
    ("metadata.missing", {}, {"genre": ""}),
    ("metadata.topic_unknown", {"topic": "0101"}, {"topic": "0199"}),
    (
        "metadata.source",
        {"source": "中国政府网", "source_url": "https://www.gov.cn/a.html"},
        {"source_url": "https://www.gov.cn/a.html"},
    ),
    ("dates.future", {"made_on": DAY}, {"made_on": DAY + dt.timedelta(days=1)}),
    ("dates.backdated", {"formed_on": dt.date(2024, 7, 1)}, {"formed_on": dt.date(2021, 3, 1)}),
    (
        "dates.order",
        {"changed_on": dt.date(2025, 6, 17)},
        {"changed_on": dt.date(2025, 3, 1)},
    ),
    ("body.empty", {}, {"body": []}),
    (
        "body.picture_words",
        {"body": [picture("全县学校分布示意")]},
        {"body": [picture("微信图片_20250618.jpg")]},
    ),
    (
        "body.table_as_picture",
        {"body": [picture("会议现场")]},
        {"body": [picture("招生计划一览表")]},
    ),
    ("body.table_header", {"body": [grid("row")]}, {"body": [grid("neither")]}),
    (
        "body.links",
        {"body": [paragraph('<p><a href="https://www.gov.cn/a">好</a></p>')]},
        {"body": [paragraph('<p><a href="http://">坏</a></p>')]},
    ),
]


@pytest.mark.parametrize(("code", "good", "bad"), CASES, ids=[case[0] for case in CASES])
def test_good_and_bad(desk, code, good, bad):
    assert code not in codes(desk, **good)
    found = codes(desk, **bad)[code]
    assert found.message.endswith(("。", "）。")) and found.suggestion


def test_every_check_has_its_case_and_says_what_it_asks():
    own = {one.code for one in registered()} & (
        {case[0] for case in CASES} | {"interpretation.document", "interpretation.points"}
    )
    assert own >= {case[0] for case in CASES}
    for one in registered():
        assert one.label and one.basis and one.good and one.bad, one.code


@pytest.mark.parametrize(
    "href",
    ["www.gov.cn", "http://", "https://localhost/x", "ftp://a.gov.cn/x", "mailto:", "https://[x", "#", "http://a b.cn"],
)  # fmt: skip
def test_links_that_lead_nowhere(desk, href):
    assert "body.links" in codes(desk, body=[paragraph(f'<p><a href="{href}">x</a></p>')])


@pytest.mark.parametrize(
    "href", ["/jyj/2025/1.html", "#a", "mailto:gk@x.gov.cn", "tel:0351-1234567"]
)
def test_links_that_are_well_formed(desk, href):
    assert "body.links" not in codes(desk, body=[paragraph(f'<p><a href="{href}">x</a></p>')])


def test_a_period_that_is_over(desk):
    late = codes(desk, notice_period_end=dt.date(2025, 6, 17))["dates.order"]
    assert late.severity == "block" and late.place == "notice_period_end"
    assert "dates.order" not in codes(desk, notice_period_end=DAY)


def test_the_tolerance_is_the_countys(desk, settings):
    settings.DISCLOSURE_LIMITS = {"backdating_days": 10}
    assert "dates.backdated" in codes(desk, formed_on=dt.date(2025, 6, 1))


def test_a_late_change_of_an_old_text_is_not_backdated(desk):
    assert "dates.backdated" not in codes(
        desk, formed_on=dt.date(2020, 1, 1), made_on=None, changed_on=dt.date(2025, 6, 1)
    )


def test_an_interpretation_names_its_document_and_its_points(desk):
    text = (
        "一、背景。全县学位紧张。二、依据。义务教育法。三、研判过程。四、主要内容。五、适用范围。"
    )
    item = desk.item(
        "interpretation",
        "zcjd",
        interpretation_form="text",
        body=[paragraph(f"<p>{text}</p>")],
        interpretation_points={"background": "全县学位紧张", "basis": "不在正文里的话"},
    )
    found = check_item(latest(item), on=DAY)
    assert "interpretation.document" in {one.code for one in found}
    assert {one.quote for one in found if one.code == "interpretation.points"} == {
        "依据", "研判过程", "主要内容", "适用范围",
    }  # fmt: skip
    relate(desk.clerk, item, desk.item(), "interprets")
    found = check_item(latest(item), on=DAY)
    assert "interpretation.document" not in {one.code for one in found}


def test_a_key_names_the_finding_not_the_words():
    one = ItemFinding("privacy.identity", "block", "…", "body", "110101199003070011")
    assert "110101" not in one.key
    assert one.key == ItemFinding("privacy.identity", "block", "…", "body", one.quote).key
    assert one.key != ItemFinding("privacy.identity", "block", "…", "body", "其他").key
    assert finding_key("a", "b") != finding_key("a", "c")


def test_codes_are_used_once():
    assert len({one.code for one in registered()}) == len(registered())


@pytest.mark.parametrize("source", ["示例县教育局", "教育局", "示例县城关镇人民政府", "县政府"])
def test_another_organ_of_the_county_is_no_reprint(desk, source):
    item = desk.item("news", "zwdt", source=source, source_url="")
    assert "metadata.source" not in {one.code for one in check_item(item, on=DAY)}
    item.source = "山西日报"
    (found,) = [one for one in check_item(item, on=DAY) if one.code == "metadata.source"]
    assert found.severity == "warn" and "山西日报" in found.message
