"""依申请公开: the ways to apply on the published page; in person and by post whatever is announced."""

import pytest

from gongkai.apps.cases.actions.online import announce_channels
from gongkai.apps.publishing.pages.contract import PageKey
from gongkai.apps.publishing.pages.guide_pages import GuidePages
from gongkai.apps.publishing.pages.site_pages import Plain


def application_page(organ) -> str:
    found = {one.path: one.body for one in GuidePages().render([PageKey("guide", organ.pk)])}
    return bytes(found[f"{organ.slug}/application/index.html"]).decode()


def test_the_column_leads_to_form_status_and_paper(content):
    organ = content.county.department
    page = application_page(organ)
    for address in ("/apply/jyj/", "/apply/status/", "/apply/jyj/form/"):
        assert f'href="{address}"' in page
    assert "当面提交" in page and "邮寄" in page and organ.office_address in page
    assert "<dt>传真</dt>" not in page and "<dt>电子邮件</dt>" not in page


@pytest.mark.parametrize("online", [True, False])
@pytest.mark.parametrize("email", [True, False])
def test_in_person_and_post_stand_whatever_is_announced(content, online, email):
    organ, head = content.county.department, content.county.actor("disclosure_head")
    announce_channels(head, organ, online=online, fax=False, email=email)
    page = application_page(organ)
    assert "<dt>当面提交</dt>" in page and "<dt>邮寄</dt>" in page
    assert ("<dt>网上申请</dt>" in page) is online
    assert ("<dt>电子邮件</dt>" in page) is email


def test_a_page_stands_by_for_the_time_the_program_is_away(content):
    files = {one.path: bytes(one.body).decode() for one in Plain().render([PageKey("plain", 0)])}
    page = files["apply-away.html"]
    assert "当面提交或者邮寄" in page and "/organs/" in page
    assert "Disallow: /apply/status/" in files["robots.txt"]
