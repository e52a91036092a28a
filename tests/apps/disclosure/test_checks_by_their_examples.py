"""Every check of words, files and links is held against its own good and bad example."""

import io

import pytest

from gongkai.apps.clock import today
from gongkai.apps.disclosure.actions.words import keep_word
from gongkai.apps.disclosure.actions.writing import attach
from gongkai.apps.disclosure.checks import check_item, registered
from gongkai.apps.disclosure.working_copy import latest
from tests.apps.disclosure.desk import paragraph
from tests.apps.disclosure.files import hidden_list, workbook
from tests.apps.disclosure.test_checks import CASES
from tests.county import make_edition

pytestmark = pytest.mark.django_db
ROOMS = ("privacy", "wording", "attachments", "links")
OWN = [one for one in registered() if one.code.partition(".")[0] in ROOMS]
ELSEWHERE = {case[0] for case in CASES} | {"interpretation.document", "interpretation.points"}


def codes(item):
    item.refresh_from_db()
    return {one.code: one for one in check_item(latest(item), on=today())}


def written(desk, text):
    return desk.item(body=[paragraph(f"<p>{text}</p>")])


def linked(desk, href, said="这里"):
    return written(desk, f'<a href="{href}">{said}</a>')


def attached(desk, name, data):
    item = desk.item()
    attach(desk.clerk, item, name, data)
    return item


def by_words(desk, text):
    """The list of the county has one word; the good text has it right."""
    keep_word(desk.office, "词表里的不规范用语", "城关镇")
    return written(desk, text)


def public_item(desk):
    edition = make_edition(desk.county)
    return linked(desk, f"/jyj/2025/{edition.item_id}.html")


PLAIN = workbook({"表": [["学校", "人数"], ["一小", 30]]})
# What a text alone cannot show: code → (good, bad).
MADE = {
    "wording.county": (by_words, by_words),
    "attachments.unreadable": (
        lambda desk, text: attached(desk, "招生计划.xlsx", PLAIN),
        lambda desk, text: attached(desk, "招生计划.xlsx", PLAIN[:1500] + b"xl/"),
    ),
    "attachments.unexamined": (
        lambda desk, text: attached(desk, "招生计划.xlsx", PLAIN),
        lambda desk, text: attached(desk, "名单.rar", b"Rar!\x1a\x07\x00"),
    ),
    "attachments.hidden": (
        lambda desk, text: attached(desk, "招生计划.xlsx", PLAIN),
        lambda desk, text: attached(desk, "公示表.xlsx", hidden_list("无")),
    ),
    "links.outside": (
        lambda desk, text: linked(desk, "https://www.gov.cn/zhengce/"),
        lambda desk, text: linked(desk, "https://baoming.example.com/"),
    ),
    "links.internal": (
        lambda desk, text: public_item(desk),
        lambda desk, text: linked(desk, "/jyj/2025/999999.html"),
    ),
}


@pytest.mark.parametrize("one", OWN, ids=lambda one: one.code)
def test_its_own_examples(desk, one):
    good, bad = MADE.get(one.code, (written, written))
    assert one.code not in codes(good(desk, one.good)), one.good
    found = codes(bad(desk, one.bad))[one.code]
    assert found.message.endswith(("。", "）。", "……")) and found.suggestion.endswith("。")


def test_no_check_is_without_its_case():
    assert {one.code for one in registered()} == {one.code for one in OWN} | ELSEWHERE


def test_the_good_examples_raise_nothing_else_that_blocks(desk):
    for one in OWN:
        if one.code not in MADE:
            blocking = [
                f.code for f in codes(written(desk, one.good)).values() if f.severity == "block"
            ]
            assert not blocking, (one.code, blocking)


@pytest.mark.parametrize(
    ("listed", "text", "found"),
    [
        (("帐号", "账号"), "请登记帐号。", True),
        # 中国|人民 holds 国人 across a border of words.
        (("国人", "公民"), "中国人民。", False),
        (("政务公开", "县政务公开"), "县政务公开办公室", False),
        (("政务公开", "县政务公开"), "镇政务公开办公室", True),
        (("城关乡", "城关镇"), "原城关乡范围", True),
    ],
)
def test_the_countys_words(desk, listed, text, found):
    keep_word(desk.office, *listed)
    assert ("wording.county" in codes(written(desk, text))) is found


def test_a_word_of_the_county_may_block(desk):
    item = written(desk, "原城关乡范围")
    keep_word(desk.office, "城关乡", "城关镇", blocks=True, note="2021年撤乡设镇")
    finding = codes(item)["wording.county"]
    assert finding.severity == "block" and "2021年撤乡设镇" in finding.message
    keep_word(desk.office, "城关乡", "城关镇", blocks=False)
    assert codes(item)["wording.county"].severity == "warn"


@pytest.mark.parametrize(
    ("href", "said", "code"),
    [
        ("https://www.shilixian.example/jyj/2025/1.html", "本站", "links.internal"),
        ("/jyj/zdgk/20-11/", "栏目", None),
        ("/jyj/zdgk/99/", "没有的栏目", "links.internal"),
        ("/jyj/", "机关", None),
        ("/", "首页", None),
        ("/files/ab/" + "a" * 64 + "/x.pdf", "没有的文件", "links.internal"),
        ("https://gov.cn.evil.example/", "像政府网站", "links.outside"),
        ("https://baoming.example.com/", "报名网站（非政府网站）", None),
        ("#top", "页内", None),
        ("mailto:gk@shilixian.example", "邮箱", None),
    ],
)
def test_where_links_lead(desk, href, said, code):
    found = set(codes(linked(desk, href, said))) & {"links.internal", "links.outside"}
    assert found == ({code} if code else set())


def test_pictures_that_tell_where_they_were_taken(desk):
    from PIL import Image

    picture = Image.new("RGB", (8, 8))
    exif = picture.getexif()
    exif.get_ifd(0x8825).update({1: "N", 2: (37.0, 30.0, 36.0), 3: "E", 4: (111.0, 0.0, 0.0)})
    made = io.BytesIO()
    picture.save(made, "JPEG", exif=exif)
    found = codes(attached(desk, "现场.jpg", made.getvalue()))
    assert "照片里的拍摄位置" in found["attachments.hidden"].message
