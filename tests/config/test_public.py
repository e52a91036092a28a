"""The public folder in front of the program: what is answered, with which headers, and what never is."""

import os
import subprocess
import sys
from pathlib import Path
from wsgiref.util import setup_testing_defaults

import pytest

from gongkai.config.public import PublicFiles, local_path

PAGE = "<!doctype html><title>通知</title>".encode()
ATTACHMENT = bytes(range(256)) * 4


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "public"
    (root / "jyj" / "2025").mkdir(parents=True)
    (root / "index.html").write_bytes("首页".encode())
    (root / "jyj" / "index.html").write_bytes("教育局".encode())
    (root / "jyj" / "2025" / "12.html").write_bytes(PAGE)
    (root / "files" / "ab").mkdir(parents=True)
    (root / "files" / "ab" / "附件 一.docx").write_bytes(ATTACHMENT)
    (root / "files" / "ab" / "图表.html").write_bytes(b"<script>alert(1)</script>")
    (root / "files" / "ab" / "report.pdf").write_bytes(b"%PDF")
    (root / ".staging").mkdir()
    (root / ".staging" / "1-1").write_bytes(b"half")
    (root / "office").mkdir()
    (root / "office" / "index.html").write_bytes(b"false office")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    (root / "out").symlink_to(tmp_path)
    return root


@pytest.fixture
def get(root: Path):
    def program(environ, start):
        start("200 OK", [("X-From", "program")])
        return [b"program"]

    site = PublicFiles(program, root, {"default-src": ["'none'"], "style-src": ["'self'"]})

    def fetch(path: str, method: str = "GET", **headers: str):
        environ = {"PATH_INFO": path.encode().decode("latin-1"), "REQUEST_METHOD": method}
        environ |= {f"HTTP_{name}": value for name, value in headers.items()}
        setup_testing_defaults(environ)
        heard: list = []
        body = b"".join(site(environ, lambda status, headers: heard.extend((status, headers))))
        return heard[0], dict(heard[1]), body

    return fetch


@pytest.mark.parametrize(
    ("path", "body"),
    [("/", "首页".encode()), ("/jyj/", "教育局".encode()), ("/jyj/2025/12.html", PAGE)],
)
def test_what_lies_there_is_answered(get, path, body):
    status, headers, answer = get(path)
    assert (status, answer) == ("200 OK", body)
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Content-Length"] == str(len(body))
    assert headers["Content-Security-Policy"] == "default-src 'none'; style-src 'self'"
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] == "no-cache" and "Last-Modified" in headers


@pytest.mark.parametrize(
    "path",
    [
        "/nothing.html",
        "/jyj/2024/",
        "/jyj/2025/",  # a folder without a page of its own
        "/../secret.txt",
        "/jyj/../../secret.txt",
        "/jyj/..%2f../secret.txt",
        "//secret.txt",
        "/.staging/1-1",
        "/jyj/.hidden",
        "/link.txt",
        "/out/secret.txt",
        "/office/",
        "/jyj\\2025\\12.html",
        "/jyj/2025/12.html/",
        "/\x00",
        "jyj/2025/12.html",
        "/" + "a" * 5000,
    ],
)
def test_everything_else_is_the_programs(get, path):
    assert get(path)[2] == b"program"


def test_only_reading_is_answered_here(get):
    assert get("/jyj/", "POST")[2] == b"program"
    status, headers, body = get("/jyj/2025/12.html", "HEAD")
    assert (status, headers["Content-Length"], body) == ("200 OK", str(len(PAGE)), b"")


def test_a_folder_without_its_slash_leads_there(get):
    status, headers, _ = get("/jyj")
    assert (status, headers["Location"]) == ("301 Moved Permanently", "/jyj/")


def test_unchanged_pages_are_not_sent_again(get, root):
    headers = get("/jyj/2025/12.html")[1]
    for condition in (
        {"IF_NONE_MATCH": headers["ETag"]},
        {"IF_NONE_MATCH": f'"other", W/{headers["ETag"]}'},
        {"IF_MODIFIED_SINCE": headers["Last-Modified"]},
    ):
        status, _, body = get("/jyj/2025/12.html", **condition)
        assert (status, body) == ("304 Not Modified", b"")
    # Replaced within the same second by as many bytes: still another tag.
    part = root / "jyj" / "2025" / "part"
    part.write_bytes(PAGE.replace("通知".encode(), "公告".encode()))
    os.utime(part, ns=((root / "jyj/2025/12.html").stat().st_mtime_ns,) * 2)
    os.replace(part, root / "jyj" / "2025" / "12.html")
    status, _, body = get("/jyj/2025/12.html", IF_NONE_MATCH=headers["ETag"])
    assert status == "200 OK" and "公告".encode() in body


@pytest.mark.parametrize(
    ("asked", "part"),
    [("bytes=0-0", slice(0, 1)), ("bytes=10-19", slice(10, 20)), ("bytes=-5", slice(-5, None)),
     ("bytes=1000-9999", slice(1000, None)), ("bytes=1023-", slice(1023, None))],
)  # fmt: skip
def test_parts_of_an_attachment(get, asked, part):
    status, headers, body = get("/files/ab/附件 一.docx", RANGE=asked)
    assert (status, body) == ("206 Partial Content", ATTACHMENT[part])
    assert headers["Content-Length"] == str(len(body))
    assert headers["Content-Range"].endswith("/1024")


def test_a_part_that_is_not_there(get):
    assert get("/files/ab/附件 一.docx", RANGE="bytes=2000-")[0].startswith("416")


def test_a_part_of_another_edition_is_sent_whole(get):
    status, _, body = get("/files/ab/附件 一.docx", RANGE="bytes=0-9", IF_RANGE='"old"')
    assert (status, body) == ("200 OK", ATTACHMENT)


def test_attachments_do_not_run_in_the_sites_name(get):
    headers = get("/files/ab/图表.html")[1]
    assert headers["Content-Disposition"] == "attachment"
    assert headers["Content-Security-Policy"].startswith("sandbox")
    assert "Content-Disposition" not in get("/files/ab/report.pdf")[1]


def test_local_paths():
    assert local_path("/") == ""
    assert local_path("/a/b/") == "a/b/"
    assert local_path("/\xff\xfe") is None


WITHOUT_A_DATABASE = """
import sys
from wsgiref.util import setup_testing_defaults
from gongkai.config.wsgi import application
for path in sys.argv[1:]:
    environ = {"PATH_INFO": path}
    setup_testing_defaults(environ)
    body = b"".join(application(environ, lambda status, headers: print(status)))
    print(len(body))
from django.db import connection
try:
    connection.ensure_connection()
except Exception as error:
    print(type(error).__name__)
"""


@pytest.mark.parametrize("database", ["postgresql://nobody@127.0.0.1:1/none", "sqlite"])
def test_without_a_database_every_page_still_answers(root: Path, database: str):
    home = root.parent
    (home / "secret-key").write_text("k" * 50)
    environ = os.environ | {"GONGKAI_HOME": str(home), "GONGKAI_DATABASE": database}
    if database == "sqlite":
        environ.pop("GONGKAI_DATABASE")
        (home / "gongkai.sqlite3").mkdir()  # no file can be opened there
    pages = ["/", "/jyj/", "/jyj/2025/12.html", "/files/ab/report.pdf"]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", WITHOUT_A_DATABASE, *pages],
        env=environ, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    *answers, error = done.stdout.split("\n")[:-1]
    assert answers == [line for size in (6, 9, len(PAGE), 4) for line in ("200 OK", str(size))], (
        done.stderr
    )
    assert error == "OperationalError"
