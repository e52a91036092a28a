"""The page of an item: tags, card, both ends of a relation, corrections, what is gone."""

import json
import re

import pytest

from gongkai.apps.disclosure.models import Column, Edition, RelationKind
from gongkai.apps.organs.models import SiteRecord
from gongkai.apps.publishing.pages.contract import CannotRender, Failed, PageKey
from gongkai.apps.publishing.pages.item_pages import ItemPages
from gongkai.apps.publishing.pages.preview import preview
from tests.apps.publishing.pages.content import Content, files_of, relate

pytestmark = pytest.mark.django_db


def page(edition: Edition) -> str:
    files = files_of([PageKey("item", edition.item_id)])
    return next(body.decode() for path, body in files.items() if path.endswith(".html"))


def data(edition: Edition) -> dict[str, object]:
    files = files_of([PageKey("item", edition.item_id)])
    found: dict[str, object] = json.loads(
        next(body for path, body in files.items() if path.endswith(".json"))
    )
    return found


def tags(html: str) -> dict[str, str]:
    return dict(re.findall(r'<meta name="([A-Z]\w+)" content="([^"]*)">', html))


def test_article_tags_have_the_exact_names_and_form(content: Content) -> None:
    found = tags(page(content.policy))
    address = f"http://www.shilixian.example/jyj/2025/{content.policy.item_id}.html"
    assert found == {
        "SiteName": "示例县人民政府门户网站",
        "SiteDomain": "www.shilixian.example",
        "SiteIDCode": "1400000001",
        "ColumnName": "政策文件",
        "ColumnDescription": "本机关制发的规范性文件和政策性文件",
        "ColumnKeywords": "政策文件,规范性文件",
        "ColumnType": "政策文件",
        "ArticleTitle": "关于做好义务教育招生入学工作的通知",
        "PubDate": "2025-06-18 09:30",
        "ContentSource": "示例县教育局",
        "Keywords": "义务教育",
        "Description": "招生对象、时间和材料。",
        "Url": address,
    }


@pytest.mark.parametrize(("field", "words"), [("source", "来源"), ("title", "标题")])
def test_a_mandatory_value_that_is_empty_fails_that_page_alone(
    content: Content, field: str, words: str
) -> None:
    Edition.objects.filter(pk=content.policy.pk).update(**{field: " "})
    keys = [PageKey("item", content.policy.item_id), PageKey("item", content.news.item_id)]
    answers = list(ItemPages().render(keys))
    failed = [one for one in answers if isinstance(one, Failed)]
    assert [one.key for one in failed] == keys[:1]
    assert f"“{words}”没有填写" in failed[0].reason and "请补填" in failed[0].reason
    assert any(not isinstance(one, Failed) and one.key == keys[1] for one in answers)


def test_a_column_without_keywords_fails_its_pages(content: Content) -> None:
    Column.objects.filter(pk=content.policy.column_id).update(keywords="")
    answers = list(ItemPages().render([PageKey("item", content.policy.item_id)]))
    assert isinstance(answers[0], Failed) and "ColumnKeywords" in answers[0].reason


@pytest.mark.parametrize(
    "field", ["name", "domain", "identity_code", "sponsor", "icp_number", "police_number", "phone"]
)
def test_a_site_record_with_a_gap_publishes_nothing(content: Content, field: str) -> None:
    SiteRecord.objects.update(**{field: ""})
    with pytest.raises(CannotRender, match="没有填写"):
        list(ItemPages().render([PageKey("item", content.policy.item_id)]))


def test_a_real_site_needs_its_badges(content: Content) -> None:
    SiteRecord.objects.update(is_example=False)
    with pytest.raises(CannotRender, match="党政机关标识"):
        list(ItemPages().render([PageKey("item", content.policy.item_id)]))
    SiteRecord.objects.update(
        badge_url="https://bszs.conac.cn/x", error_report_url="https://zfwzgl.www.gov.cn/x"
    )
    html = page(content.policy)
    assert "https://bszs.conac.cn/x" in html and "我为政府网站找错" in html
    assert "演示数据" not in html


def test_policy_and_interpretation_point_to_each_other(content: Content) -> None:
    document, interpretation = page(content.policy), page(content.interpretation)
    assert f"/jyj/2025/{content.interpretation.item_id}.html" in document
    assert "政策解读" in document and "问答" in document
    assert f"/jyj/2025/{content.policy.item_id}.html" in interpretation
    assert "解读的文件" in interpretation and "教育股 0000-1234567" in interpretation


def test_repealed_says_so_at_the_title_with_a_link_to_what_did_it(content: Content) -> None:
    html = page(content.repealed)
    head = html[html.index("<article") : html.index("<h1")]
    assert "已废止" in head and "自2025年4月15日起废止" in head
    assert f"/jyj/2025/{content.repealing.item_id}.html" in head
    assert "废止的文件" in page(content.repealing)
    assert data(content.repealed)["validity"] == "已废止"
    assert "NotInForce" in html


def test_what_points_to_a_repealed_document_says_that_it_is_repealed(content: Content) -> None:
    marked = '<span class="ended">已废止</span>'
    assert marked not in page(content.interpretation) + page(content.repealing)
    relate(content.interpretation, content.repealed, RelationKind.INTERPRETS)
    assert " ".join(page(content.interpretation).split()).count(marked) == 1


def test_a_correction_is_visible_at_head_and_foot(content: Content) -> None:
    html = page(content.corrected)
    assert html.count("合计数原写作12.86亿元，更正为12.68亿元。") == 2
    assert "本版更新：<time>2025-02-13 09:30" in html and "发布时间：<time>2025-02-01 09:30" in html
    assert "第 2 版" in html and "第 1 版" in html
    assert data(content.corrected)["edition"] == 2


def test_a_withdrawn_page_says_what_when_why_by_whom(content: Content) -> None:
    html = page(content.withdrawn)
    for words in (
        "拟录用人员名单",
        "2025-03-02 09:30",
        "附件里的身份信息没有遮蔽。",
        "示例县教育局",
        "已撤下",
    ):
        assert words in html
    assert content.withdrawn.body_text not in html and 'content="noindex"' in html
    found = data(content.withdrawn)
    assert found["status"] == "withdrawn" and "text" not in found and "attachments" not in found
    assert "公示期满" in page(content.expired)


def test_an_attachment_is_published_with_its_page_and_goes_with_it(content: Content) -> None:
    files = files_of([PageKey("item", content.policy.item_id)])
    path = content.policy.attachments[0]["path"]
    assert files[path] == b"PK" * 50
    Edition.objects.filter(pk=content.policy.pk).update(
        ended_at=content.policy.published_at, ending="withdrawn", ending_note="有误"
    )
    assert path not in files_of([PageKey("item", content.policy.item_id)])


def test_an_attachment_without_its_original_is_said_to_be_missing(content: Content) -> None:
    content.policy.item.attachments.all().delete()
    answers = list(ItemPages().render([PageKey("item", content.policy.item_id)]))
    failed = [one for one in answers if isinstance(one, Failed)]
    assert failed and "报名登记表.docx" in failed[0].reason and "重新上传" in failed[0].reason


def test_markup_in_a_title_stays_text(content: Content) -> None:
    Edition.objects.filter(pk=content.policy.pk).update(title='<script>"x"</script>&《通知》')
    html = page(content.policy)
    assert "<script>" not in html
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert block and json.loads(block[1])["name"] == '<script>"x"</script>&《通知》'
    assert html.count("</script>") == html.count("<script ")


def test_a_preview_is_marked_and_asks_for_nothing_that_is_missing_yet(content: Content) -> None:
    item = content.policy.item
    item.source, item.title = "", ""
    html = preview(item)
    assert "<strong>预览</strong>" in html and "noindex" in html and "还没有写标题" in html
    assert "application/ld+json" not in html
