"""Guide and 依申请公开 of an organ that is no more: they stay, and name who answers in its place."""

from gongkai.apps.clock import today
from gongkai.apps.organs.actions import abolish_organ
from gongkai.apps.publishing.pages.contract import PageKey
from gongkai.apps.publishing.pages.guide_pages import GuidePages


def test_an_abolished_organs_pages_send_the_reader_on(content):
    county = content.county
    actor = county.actor("system_administrator")
    key = PageKey("guide", county.department.pk)

    def pages():
        return {one.path: bytes(one.body).decode() for one in GuidePages().render([key])}

    assert not any("撤销" in page for path, page in pages().items() if path.endswith(".html"))
    abolish_organ(actor, county.department, on=today(), successor=county.township)
    for code in ("guide", "application"):
        page = pages()[f"{county.department.slug}/{code}/index.html"]
        assert "撤销" in page and county.township.name in page
        assert f'href="/{county.township.slug}/{code}/"' in page
