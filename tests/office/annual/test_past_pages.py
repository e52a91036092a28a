"""往年报告 in the office: looked at before it is kept, kept as it was looked at."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.annual.models import PastReport
from gongkai.documents.rendering.writing import checked
from gongkai.office.annual.past import carrying
from tests.apps.annual.test_past import carried, past_content, past_file
from tests.apps.cases.example_cases import at
from tests.county import County, make_county
from tests.office.entering import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(settings: Any, tmp_path: Path) -> County:
    settings.MEDIA_ROOT = tmp_path
    return make_county()


@pytest.fixture(autouse=True)
def january() -> Any:
    with clock.stopped_at(at(dt.date(2026, 1, 12), 14)):
        yield


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def preview(client: Client, *files: SimpleUploadedFile) -> str:
    answer = client.post(reverse("office_annual_past_preview"), {"files": list(files)})
    assert answer.status_code == 200
    return str(answer.content.decode())


def fields(shown: str) -> dict[str, str]:
    """What the browser would send back: hidden fields, chosen options, ticked boxes."""
    form = shown.split(f'action="{reverse("office_annual_past_keep")}"')[1].split("</form>")[0]
    sent = dict(re.findall(r'<input type="hidden"[^>]*? name="([^"]+)" value="([^"]*)"', form))
    for name, options in re.findall(r'<select[^>]*? name="([^"]+)".*?>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    for name, value in re.findall(r'type="checkbox" name="([^"]+)" value="([^"]+)" checked', form):
        sent[name] = value
    return sent


def test_nothing_is_kept_before_it_was_looked_at(county: County, client: Client) -> None:
    enter(client, county.people["disclosure_head"])
    file = past_file(**carried(2))
    shown = preview(client, upload(file.name, file.data), upload("坏.docx", b"PK\x03\x04"))
    assert not PastReport.objects.exists()
    assert "读出 1 份报告" in shown and "不能导入" in shown and "坏.docx" in shown
    assert re.search(r"<strong>2</strong><span>新收申请", shown)
    sent = fields(shown)
    assert sent["organ-0"] == str(county.department.pk) and sent["year-0"] == "2024"
    done = client.post(reverse("office_annual_past_keep"), sent, follow=True).content.decode()
    past = PastReport.objects.get()
    assert (past.organ_id, past.year, past.public) == (county.department.pk, 2024, False)
    assert "已经导入" in done and file.name in done
    kept = client.get(reverse("office_annual_past_file", args=[past.pk]))
    assert kept.content == file.data and "attachment" in kept["Content-Disposition"]
    one = client.get(reverse("office_annual_past_one", args=[past.pk])).content.decode()
    assert past.sha256 in one and "没有收取信息处理费" in one


def test_what_differs_from_the_one_before_is_shown(county: County, client: Client) -> None:
    enter(client, county.people["disclosure_head"])
    first, second = past_file(**carried(2)), past_file(**carried(5))
    client.post(
        reverse("office_annual_past_keep"), fields(preview(client, upload("a.docx", first.data)))
    )
    same = preview(client, upload("a.docx", first.data))
    assert "内容相同" in same and "take-0" not in fields(same)
    other = preview(client, upload("b.docx", second.data))
    assert "有 4 个数不同" in other and '<td class="number">5</td>' in other
    client.post(reverse("office_annual_past_keep"), fields(other))
    assert PastReport.objects.count() == 2
    listed = client.get(reverse("office_annual_past")).content.decode()
    assert "1 份" in listed and "先前" in listed


def test_a_name_nobody_knows_must_be_chosen(county: County, client: Client) -> None:
    enter(client, county.people["county_office"])
    data = checked(past_content(organ="别县林业局"), "docx")
    shown = preview(client, upload("x.docx", data))
    assert "报告写的是“别县林业局”，没有找到" in shown
    sent = fields(shown)
    assert sent["organ-0"] == ""
    answer = client.post(reverse("office_annual_past_keep"), sent, follow=True)
    assert "选择机关" in answer.content.decode() and not PastReport.objects.exists()
    client.post(reverse("office_annual_past_keep"), sent | {"organ-0": str(county.township.pk)})
    assert PastReport.objects.get().organ == county.township


def test_a_file_other_than_the_one_seen_is_refused(county: County, client: Client) -> None:
    enter(client, county.people["disclosure_head"])
    sent = fields(preview(client, upload("a.docx", past_file(**carried(2)).data)))
    other = past_file(**carried(9)).data
    answer = client.post(
        reverse("office_annual_past_keep"), sent | {"file-0": upload("a.docx", other)}, follow=True
    )
    assert "不是刚才预览过的文件" in answer.content.decode()
    for broken in ("", "@@@"):
        answer = client.post(
            reverse("office_annual_past_keep"), sent | {"data-0": broken}, follow=True
        )
        assert "重新选择这个文件" in answer.content.decode()
    assert not PastReport.objects.exists()


def test_a_file_too_large_for_the_page_is_chosen_again(
    county: County, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.office.annual.past.preview.MOST_CARRIED", 100)
    enter(client, county.people["disclosure_head"])
    data = past_file().data
    shown = preview(client, upload("a.docx", data))
    assert "请再选一次" in shown and fields(shown)["data-0"] == ""
    client.post(
        reverse("office_annual_past_keep"), fields(shown) | {"file-0": upload("a.docx", data)}
    )
    assert PastReport.objects.count() == 1


def test_limits_and_rights(county: County, client: Client) -> None:
    enter(client, county.people["disclosure_head"])
    address = reverse("office_annual_past_preview")
    none = client.post(address, {})
    assert none.status_code == 422 and "没有选择文件" in none.content.decode()
    many = [upload(f"{n}.txt", b"x") for n in range(carrying.MOST_FILES + 1)]
    assert client.post(address, {"files": many}).status_code == 422
    sent = fields(preview(client, upload("a.docx", past_file().data)))
    client.post(reverse("office_annual_past_keep"), sent | {"organ-0": str(county.township.pk)})
    assert not PastReport.objects.exists()
    client.post(reverse("office_annual_past_keep"), sent)
    past = PastReport.objects.get()
    enter(client, county.people["clerk"])
    assert client.post(address, {"files": [upload("a.docx", b"x")]}).status_code == 403
    assert client.post(reverse("office_annual_past_keep"), sent).status_code == 403
    assert client.get(reverse("office_annual_past_one", args=[past.pk])).status_code == 200
    past_organ = PastReport.objects.create(
        organ=county.township, year=2024, form="2021", title="", cells={}, texts={},
        source_name="x", sha256="0", recorded_at=clock.now(),
    )  # fmt: skip
    for name in ("office_annual_past_one", "office_annual_past_file"):
        assert client.get(reverse(name, args=[past_organ.pk])).status_code == 404
