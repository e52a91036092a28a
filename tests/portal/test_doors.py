"""What every page of the site keeps to: headers, sizes, where a post may come from, clear refusals."""

from io import BytesIO

import pytest
from django.db import OperationalError
from django.test import Client

from gongkai.portal.uploads import MAX_BODY, MAX_FILE

PAGES = ("/", "/tools/report-check/", "/tools/report-check/rules/")


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("path", PAGES)
def test_pages_allow_nothing_from_elsewhere(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "http" not in policy
    for part in ("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        assert part in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert not answer.cookies
    page = answer.content.decode()
    assert "<script>" not in page and "style=" not in page and "//" not in page.replace("://", "")
    assert "http://" not in page and "https://" not in page


def test_an_unknown_address_says_so(client: Client) -> None:
    answer = client.get("/tools/nothing/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "没有这个页面" in page and "/tools/nothing/" in page and "接下来" in page


def test_a_database_that_is_away_is_said_to_be_away(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("no connection")

    monkeypatch.setattr("gongkai.portal.desk.views.render", away)
    answer = client.get("/tools/report-check/")
    assert answer.status_code == 503
    assert "数据库现在连接不上" in answer.content.decode()


def test_a_defect_of_the_program_is_said_to_be_one(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gongkai.portal.desk import views

    def broken(*_: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(views.Sent, "of", broken)
    answer = client.post("/tools/report-check/")
    assert answer.status_code == 500
    assert "这是本站程序的差错" in answer.content.decode()
    assert "broken on purpose" not in answer.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
)
def test_posts_from_other_sites_are_refused(client: Client, headers: dict[str, str]) -> None:
    answer = client.post("/tools/report-check/", {"text": "x"}, headers=headers)
    assert answer.status_code == 403
    assert "不是从本站的页面发出的" in answer.content.decode()


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}, {}]
)
def test_posts_from_this_site_and_from_programs_are_taken(
    client: Client, headers: dict[str, str]
) -> None:
    answer = client.post("/tools/report-check/", {}, headers=headers)
    assert answer.status_code == 422
    assert answer.headers["Cache-Control"] == "no-store"
    assert "还没有选择年报" in answer.content.decode()


@pytest.mark.parametrize("announced", [str(MAX_BODY + 1), "99999999999999", "-1", "12x"])
def test_a_body_too_long_is_refused_before_it_is_read(client: Client, announced: str) -> None:
    for path in ("/tools/report-check/", "/api/report-check"):
        sent = {"wsgi.input": BytesIO(b"abc"), "CONTENT_LENGTH": announced}
        answer = client.generic("POST", path, b"abc", **sent)
        assert answer.status_code == 413
        assert "20 MB" in answer.content.decode()


def test_of_a_file_too_large_nothing_is_kept_and_the_others_go_on(client: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    large = SimpleUploadedFile("large.pdf", b"x" * (MAX_FILE + 1))
    empty = SimpleUploadedFile("small.txt", "没有年报".encode())
    answer = client.post("/tools/report-check/", {"report": [large, empty]})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "文件超过 20 MB" in page and "small.txt" in page and "读出 0 份" in page


def test_too_many_files_are_refused(client: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    for number in (51, 61):
        files = [SimpleUploadedFile(f"{place}.txt", b"x") for place in range(number)]
        answer = client.post("/tools/report-check/", {"report": files})
        assert answer.status_code == 413
        assert "一次最多 50 个文件" in answer.content.decode()


def test_too_much_pasted_text_is_refused(client: Client) -> None:
    answer = client.post("/tools/report-check/", {"text": "报" * 1_000_001})
    assert answer.status_code == 413


def test_a_broken_off_upload_is_a_sentence(client: Client) -> None:
    answer = client.generic(
        "POST", "/tools/report-check/", b"--x\r\nnot a part", "multipart/form-data; boundary=x"
    )
    assert answer.status_code in (400, 422)
    assert "年报" in answer.content.decode()
    answer = client.generic("POST", "/tools/report-check/", b"abc", "multipart/form-data")
    assert answer.status_code == 400
    assert "上传没有完成" in answer.content.decode()


def test_methods_that_mean_nothing_are_refused(client: Client) -> None:
    assert client.put("/tools/report-check/").status_code == 405
    assert client.get("/api/report-check").status_code == 405
    assert client.get("/tools/report-check/render/docx").status_code == 405


def test_waiting_for_a_turn_ends_in_a_sentence(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gongkai.portal.desk import turns

    monkeypatch.setattr(turns, "WAIT_SECONDS", 0.01)
    with turns.turn(), turns.turn():
        answer = client.post("/tools/report-check/", {"text": "年度报告"})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "同时校核的人太多" in answer.content.decode()


def test_an_unknown_host_name_is_said_to_be_one(client: Client) -> None:
    answer = client.get("/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "主机名没有登记" in answer.content.decode()
