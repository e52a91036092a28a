"""The nginx configuration of the documentation, in a real nginx where one is installed."""

import http.client
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

CONFIGURATION = Path(__file__).parents[2] / "docs" / "operations" / "nginx.conf"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")

MAIN = """
daemon off; master_process off; pid {home}/pid; error_log {home}/error.log;
events {{ worker_connections 64; }}
http {{ types {{ text/html html; application/pdf pdf; text/css css; }} default_type application/octet-stream;
  access_log off; client_body_temp_path {home}/body; proxy_temp_path {home}/proxy;
  fastcgi_temp_path {home}/f; uwsgi_temp_path {home}/u; scgi_temp_path {home}/s;
  include {home}/site.conf; }}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    home = tmp_path_factory.mktemp("nginx")
    root = home / "public"
    for path, body in {
        "index.html": "首页" * 1000,
        "404.html": "没有这个页面",
        "apply-away.html": "可以当面提交或者邮寄",
        "jyj/index.html": "教育局",
        "jyj/2025/12.html": "通知",
        "files/ab/附件.docx": "x" * 100,
        "files/ab/报告.pdf": "%PDF",
        ".staging/1-1": "half",
        "office/index.html": "false office",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(body, encoding="utf-8")
    port, program = free_port(), free_port()
    site = CONFIGURATION.read_text(encoding="utf-8")
    for old, new in {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "listen [::]:80;": "",
        "/srv/gongkai/var/public": str(root),
        "127.0.0.1:8000": f"127.0.0.1:{program}",  # nobody listens there: the program is stopped
    }.items():
        assert old in site
        site = site.replace(old, new)
    (home / "site.conf").write_text(site, encoding="utf-8")
    (home / "main.conf").write_text(MAIN.format(home=home), encoding="utf-8")
    server = subprocess.Popen([str(NGINX), "-p", str(home), "-c", str(home / "main.conf")])
    try:
        end = time.monotonic() + 60
        while not listens(port):
            assert server.poll() is None and time.monotonic() < end, "nginx does not listen"
            time.sleep(0.05)
        yield port
    finally:
        server.kill()
        server.wait()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()


def test_pages_answer_while_the_program_is_stopped(port: int) -> None:
    status, headers, body = get(port, "/")
    assert status == 200 and body.decode().startswith("首页")
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert (
        headers["cache-control"] == "no-cache"
        and "default-src 'none'" in (headers["content-security-policy"])
    )
    assert get(port, "/jyj/")[2].decode() == "教育局"
    assert get(port, "/jyj/2025/12.html")[2].decode() == "通知"
    assert (
        get(
            port,
            "/jyj/2025/12.html",
            **{"If-None-Match": get(port, "/jyj/2025/12.html")[1]["etag"]},
        )[0]
        == 304
    )
    status, headers, _ = get(port, "/jyj")
    assert status == 301 and headers["location"].endswith("/jyj/")


def test_long_pages_are_compressed(port: int) -> None:
    status, headers, body = get(port, "/", **{"Accept-Encoding": "gzip"})
    assert headers["content-encoding"] == "gzip" and len(body) < 200


def test_attachments(port: int) -> None:
    status, headers, _ = get(port, "/files/ab/%E9%99%84%E4%BB%B6.docx")
    assert status == 200 and headers["content-disposition"] == "attachment"
    assert headers["content-security-policy"].startswith("sandbox")
    status, headers, body = get(port, "/files/ab/%E9%99%84%E4%BB%B6.docx", Range="bytes=10-19")
    assert status == 206 and len(body) == 10
    status, headers, _ = get(port, "/files/ab/%E6%8A%A5%E5%91%8A.pdf")
    assert "content-disposition" not in headers and "content-security-policy" not in headers


@pytest.mark.parametrize(
    ("path", "status"),
    [("/.staging/1-1", 404), ("/nothing.html", 404), ("/office/", 503), ("/search/?q=x", 503),
     ("/jyj/2025/", 404), ("/../secret", 400)],
)  # fmt: skip
def test_what_is_not_public_is_not_served(port: int, path: str, status: int) -> None:
    answer = get(port, path)
    assert answer[0] == status and b"half" not in answer[2] and b"false office" not in answer[2]
    if status == 503 or path == "/nothing.html":
        assert answer[2].decode() == "没有这个页面"


def test_the_form_says_what_to_do_while_the_program_is_stopped(port: int) -> None:
    for path in ("/apply/", "/apply/jyj/", "/apply/status/"):
        status, headers, body = get(port, path)
        assert status == 503 and body.decode() == "可以当面提交或者邮寄"
        assert headers["content-type"] == "text/html; charset=utf-8"
    assert get(port, "/apply-away.html")[0] == 404
