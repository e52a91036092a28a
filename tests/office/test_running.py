"""生成与检索: the state as it is, three orders carried out by the worker, and who may give them."""

import pytest
from django.urls import reverse

from gongkai.apps.changes.models import Effect
from gongkai.apps.publishing.engine import publish_due
from gongkai.apps.publishing.models import PublicFile
from gongkai.apps.publishing.tasks import verify_files
from gongkai.apps.search.tasks import rebuild
from tests.office.working import work

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(desk, settings, tmp_path):
    settings.PUBLISHING_ROOT, settings.INDEX_ROOT = tmp_path / "state", tmp_path / "index"
    return desk


def order(client, name):
    answer = client.post(reverse("office_running_order", args=[name]), follow=True)
    return answer.content.decode()


def test_only_who_runs_the_site_gives_orders(place, sign_in):
    before = len(place.acts())
    for post in ("clerk", "disclosure_head", "security_administrator", "audit_administrator"):
        client = sign_in(post)
        assert client.get(reverse("office_running")).status_code == 403
        for name in ("site", "files", "search"):
            address = reverse("office_running_order", args=[name])
            assert client.post(address).status_code == 403
    assert len(place.acts()) == before and not Effect.objects.exists()
    office = sign_in("county_office")
    assert office.post(reverse("office_running_order", args=["other"])).status_code == 404
    assert office.get(reverse("office_running_order", args=["site"])).status_code == 405


def test_the_site_is_made_again_and_its_files_are_verified(place, sign_in):
    office = sign_in("system_administrator")
    assert "还没有校验过" in office.get(reverse("office_running")).content.decode()
    assert "已经登记" in order(office, "site")
    assert Effect.objects.filter(consumer="publishing", subject="site:1").count() == 1
    assert not publish_due().failures
    assert PublicFile.objects.exists() and place.acts()[-1] == "site.publish"
    assert "已经登记" in order(office, "files")
    assert "已经有一次" in order(office, "files")
    work(verify_files)
    assert "与签名清单完全一致" in office.get(reverse("office_running")).content.decode()
    from django.conf import settings

    (settings.PUBLIC_ROOT / "index.html").write_text("别人的话", "utf-8")
    (settings.PUBLIC_ROOT / "extra.html").write_text("多出的页", "utf-8")
    order(office, "files")
    work(verify_files)
    page = office.get(reverse("office_running")).content.decode()
    assert "被改动" in page and "index.html" in page and "extra.html" in page


def test_what_could_not_be_made_is_named(place, sign_in):
    office = sign_in("county_office")
    site = place.county.site
    site.domain = ""
    site.save()
    order(office, "site")
    failed = publish_due().failures
    page = office.get(reverse("office_running"))
    assert failed and page.context["failed"] == len(failed)
    assert next(iter(failed.values())) in page.content.decode()


def test_the_index_is_built_anew(place, sign_in):
    office = sign_in("county_office")
    place.published()
    assert "还没有建立" in office.get(reverse("office_running")).content.decode()
    assert "已经登记" in order(office, "search")
    work(rebuild)
    page = office.get(reverse("office_running")).content.decode()
    assert "索引里有 1 条信息，现在公开的有 1 条" in page and "不一致" not in page
