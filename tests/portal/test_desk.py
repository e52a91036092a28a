"""The desk's answers: what a program gets, what is carried from post to post, what is taken away."""

import base64
import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.portal.desk import carried

EXAMPLES = Path(__file__).parents[2] / "src" / "gongkai" / "portal" / "desk" / "examples"
SEED = Path(__file__).parents[1] / "data" / "jiaokou-2025.md"
DESK = "/tools/report-check/"


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def sent(path: Path, name: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name or path.name, path.read_bytes())


def hidden(page: str) -> dict[str, str]:
    """The hidden fields that a result page carries."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return dict(found)


@pytest.fixture(scope="module")
def result_page() -> str:
    answer = Client().post(DESK, {"report": sent(EXAMPLES / "shili-2025.md")})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_program_gets_the_check_as_json(client: Client) -> None:
    answer = client.post("/api/report-check", {"report": sent(SEED)})
    assert answer.status_code == 200
    found = answer.json()
    assert found["schema"] == "gongkai.report-check/1"
    assert found["source"]["name"] == "jiaokou-2025.md" and len(found["source"]["sha256"]) == 64
    assert found["report"]["year"] == 2025
    assert found["cells"]["t3.carried_out.business"] is None
    assert {"code", "kind", "severity", "message"} <= set(found["findings"][0])


def test_a_program_is_told_why_a_file_is_not_a_report(client: Client) -> None:
    notice = SimpleUploadedFile("通知.txt", "请于周五开会。".encode())
    answer = client.post("/api/report-check", {"report": notice})
    assert answer.status_code == 422
    assert answer.json()["error"]["message"] and answer.json()["error"]["advice"]
    two = client.post("/api/report-check", {"report": [sent(SEED), sent(SEED)]})
    assert two.status_code == 422 and "一次只收一份" in two.json()["error"]["title"]


def test_last_years_report_is_used_by_the_api(client: Client) -> None:
    fields = {
        "report": sent(EXAMPLES / "shili-2025.md"),
        "previous": sent(EXAMPLES / "shili-2024.md"),
    }
    answer = client.post("/api/report-check", fields).json()
    without = client.post("/api/report-check", {"report": sent(EXAMPLES / "shili-2025.md")}).json()
    assert len(answer["rules"]["unanswered"]) < len(without["rules"]["unanswered"])


def test_last_years_file_that_cannot_be_read_is_said_and_the_report_is_checked(
    client: Client,
) -> None:
    broken = SimpleUploadedFile("上年.pdf", b"%PDF-1.4 nothing")
    page = client.post(DESK, {"report": sent(SEED), "previous": broken}).content.decode()
    assert "上年年报没有用上" in page and "处错误" in page


def test_the_example_shows_what_the_desk_finds(client: Client) -> None:
    page = client.get(DESK + "example/").content.decode()
    assert "处错误" in page and "虚构" in page and "与上年对照" in page
    assert "相差 1 件" in page


@pytest.mark.parametrize("to", ["docx", "xlsx", "html", "json"])
def test_what_is_taken_away_reads_back_the_same(client: Client, result_page: str, to: str) -> None:
    from gongkai.documents.reader import read_report

    answer = client.post(f"{DESK}render/{to}", hidden(result_page))
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    report = read_report(answer.content, f"x.{to}")
    assert report.number("t3.granted.total") == 25
    assert report.number("t3.carried_out.business") is None


def test_an_unknown_format_is_not_found(client: Client, result_page: str) -> None:
    assert client.post(f"{DESK}render/exe", hidden(result_page)).status_code == 404
    assert client.post(f"{DESK}findings/pdf", hidden(result_page)).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"report_name": "a.md", "report_data": "???"},
        {"report_name": "", "report_data": "YWJj"},
        {"report_name": "a.md", "report_data": "YWJj"},
        {"report_name": "a.md", "report_data": "YWJj" * 1_100_000},
    ],
)
def test_what_was_carried_is_judged_again(client: Client, fields: dict[str, str]) -> None:
    for path in ("render/docx", "findings/json", "explained"):
        answer = client.post(DESK + path, fields)
        assert answer.status_code == 422
        assert "不完整" in answer.content.decode()


def test_a_large_file_is_carried_as_the_report_alone(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carried, "MAX_CARRIED", 20_000)
    large = EXAMPLES.joinpath("shili-2024.md").read_bytes() + b"\n" * 20_000
    page = client.post(DESK, {"report": SimpleUploadedFile("大.md", large)}).content.decode()
    assert "没有随页面带着" in page
    fields = hidden(page)
    assert fields["report_name"] == "大.json"
    report = json.loads(base64.b64decode(fields["report_data"]))
    assert report["cells"]["t3.new.total"] == 38
    assert client.post(f"{DESK}render/json", fields).json()["cells"]["t3.new.total"] == 38


def test_explanations_need_a_reason_a_name_and_a_day(client: Client, result_page: str) -> None:
    fields = hidden(result_page)
    for written, missing in (
        ({}, "任何一条说明"),
        ({"reason-1": "查过"}, "是谁说明的"),
        ({"reason-1": "查过", "by": "张三", "day": "昨天"}, "日期"),
    ):
        answer = client.post(f"{DESK}explained", fields | written)
        assert answer.status_code == 422 and missing in answer.content.decode()


def test_explanations_add_up(client: Client, result_page: str) -> None:
    written = {"reason-1": "已核对。", "by": "张三", "day": "2026-01-20"}
    first = client.post(f"{DESK}explained", hidden(result_page) | written)
    assert first.status_code == 200
    again = {
        "report": sent(EXAMPLES / "shili-2025.md"),
        "explained": SimpleUploadedFile("说明.yaml", first.content),
    }
    page = client.post(DESK, again).content.decode()
    assert "已核对。" in page and 'id="reason-1"' not in page
    second = client.post(f"{DESK}explained", hidden(page) | {**written, "reason-2": "也已核对。"})
    text = second.content.decode()
    assert "已核对。" in text and "也已核对。" in text and text.count("by: 张三") == 2


def test_a_wrong_explanation_file_is_said(client: Client) -> None:
    for content in (b"\xff\xfe\x00", b"a: [", b"schema: other"):
        fields = {
            "report": sent(EXAMPLES / "shili-2024.md"),
            "explained": SimpleUploadedFile("说明.yaml", content),
        }
        page = client.post(DESK, fields).content.decode()
        assert "说明文件没有用上" in page


def test_nothing_in_a_file_becomes_markup_or_a_formula(client: Client) -> None:
    from openpyxl import load_workbook

    hostile = "<img src=x onerror=alert(1)>"
    text = EXAMPLES.joinpath("shili-2025.md").read_text(encoding="utf-8")
    text = text.replace("示例县人民政府2025年", f"{hostile}县人民政府2025年").replace(
        "新收政府信息公开申请47件", f"{hostile}新收政府信息公开申请47件"
    )
    name = "=cmd|' '!A1 <b>.md"
    page = client.post(DESK, {"report": SimpleUploadedFile(name, text.encode())}).content.decode()
    assert "<img" not in page and "<b>.md" not in page
    rows = [[name, "=1+1", 2025, 1, 0, 0, "+有错误"]]
    answer = client.post(DESK + "batch.xlsx", {"rows": json.dumps(rows)})
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    assert [sheet.cell(2, place).data_type for place in (1, 2, 7)] == ["s", "s", "s"]
    assert sheet.cell(2, 2).value == "=1+1"


@pytest.mark.parametrize(
    "rows",
    [
        "",
        "x",
        "{}",
        "[]",
        "[1]",
        "[[1,2]]",
        json.dumps([["a", "b", 2025, 1, 0, 0, {}]]),
        json.dumps([["a", "b", 2025, True, 0, 0, ""]]),
        json.dumps([["a", "b", 2025, -1, 0, 0, ""]]),
        json.dumps([["a" * 2_000, "b", 2025, 1, 0, 0, ""]]),
        "[" * 10_000,
    ],
)
def test_rows_of_a_batch_are_judged_before_they_become_a_sheet(client: Client, rows: str) -> None:
    answer = client.post(DESK + "batch.xlsx", {"rows": rows})
    assert answer.status_code == 422
    assert "没有办法导出" in answer.content.decode()


def test_a_batch_names_what_it_had_no_time_for(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gongkai.portal.desk import views

    monkeypatch.setattr(views, "BATCH_SECONDS", -1.0)
    page = client.post(DESK, {"report": [sent(SEED), sent(SEED)]}).content.decode()
    assert page.count("这一份还没有核对") >= 2


def test_no_file_is_left_behind(client: Client, tmp_path: Path, monkeypatch: Any) -> None:
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    client.post(DESK, {"report": [sent(SEED), SimpleUploadedFile("x.bin", b"x" * 3_000_000)]})
    assert list(tmp_path.iterdir()) == []


def test_charts_leave_out_what_has_no_number() -> None:
    from gongkai.domain.reports import report_from_cells
    from gongkai.portal.desk.charts import charts

    old = report_from_cells({"t3.new.total": 4, "t3.total.total": None})
    new = report_from_cells({"t3.new.total": 8, "t3.total.total": 0})
    (chart,) = charts(old, new)
    new_pair, _, done_pair, _ = chart.pairs
    assert new_pair.bars[1].width == 2 * new_pair.bars[0].width > 0
    assert [one.text for one in done_pair.bars] == ["没有数字", "0"]


def test_the_desk_leads_to_its_example(client: Client) -> None:
    page = client.get(DESK).content.decode()
    assert f'href="{DESK}example/"' in page
