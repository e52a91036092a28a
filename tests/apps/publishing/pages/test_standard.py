"""基层政务公开标准目录: its pages, what leads to them, and which of them a change touches."""

import json

import pytest

from gongkai.apps.disclosure.models import StandardEntry
from gongkai.apps.publishing.pages.kinds import kinds as every_kind
from tests.apps.publishing.pages.content import Content, files_of, whole_site

pytestmark = pytest.mark.django_db


def test_an_organs_fields_and_the_rows_of_each(content: Content) -> None:
    site = whole_site()
    assert "义务教育" in site["standard/index.html"].decode()
    assert 'href="/jyj/standard/24/"' in site["jyj/standard/index.html"].decode()
    table = site["jyj/standard/24/index.html"].decode()
    assert "督学&lt;姓名&gt;" in table and "20个工作日" in table
    assert table.count('href="/jyj/zcwj/"') == 1
    rows = json.loads(site["jyj/standard/24/list.json"])["entries"]
    assert [row["column"] for row in rows] == ["政策文件", None]
    for page, link in (
        ("jyj/index.html", "/jyj/standard/"),
        ("catalogue/index.html", "/standard/"),
        ("sitemap/index.html", "/standard/"),
    ):
        assert f'href="{link}"' in site[page].decode(), page
    assert "/jyj/standard/24/" in site["sitemap-pages.xml"].decode()
    # How much is covered is the office's matter.
    assert "差距" not in table and "未对应" not in table


def test_without_rows_there_is_no_page_and_nothing_leads_to_one(content: Content) -> None:
    StandardEntry.objects.all().delete()
    site = whole_site()
    assert not [path for path in site if "standard/" in path]
    for path, body in site.items():
        if path.endswith((".html", ".xml")):
            assert b"/standard/" not in body, path


def test_a_change_names_every_page_that_differs(content: Content) -> None:
    county = content.county
    before = whole_site()
    entry = StandardEntry.objects.all()[0]
    StandardEntry.objects.filter(pk=entry.pk).update(field="就业", number="9")
    StandardEntry.objects.exclude(pk=entry.pk).delete()
    subjects = {f"standard:{county.department.pk}"}
    named = [key for kind in every_kind() for key in kind.keys_for(subjects)]
    written, after = files_of(named), whole_site()
    differing = {p for p in before.keys() | after.keys() if before.get(p) != after.get(p)}
    assert "jyj/standard/24/index.html" in differing and "jyj/standard/18/index.html" in differing
    assert {path for path in differing if path in after} <= set(written)
    assert all(written[path] == after[path] for path in written)
    gone = {path for path in differing if path not in after}
    assert gone and not gone & set(written)
    assert {"standard"} >= {str(key).partition(":")[0] for key in named if key.part}
