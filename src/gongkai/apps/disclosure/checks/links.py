"""Where links lead: out of the government's sites only on purpose, inside only to what is public."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

from gongkai.apps.disclosure.checks.registry import check
from gongkai.apps.disclosure.findings import ItemFinding
from gongkai.apps.disclosure.models import Column, Edition, Item
from gongkai.apps.organs.models import Organ, SiteRecord
from gongkai.domain.law.strict_yaml import read

_ITEM = re.compile(r"/[\w-]+/\d{4}/(\d+)\.(?:html|json)$")
_FILE = re.compile(r"/(files/[0-9a-f]{2}/[0-9a-f]{64}/[^/]+)$")
_FIXED = ("/", "/search/", "/sitemap.xml", "/tools/report-check/", "/api/v1/")


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._href: str | None = None
        self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._href, self._words = dict(attrs).get("href") or "", ""

    def handle_data(self, data: str) -> None:
        self._words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._href is not None:
            self.found.append((self._href, self._words.strip()))
            self._href = None


def _links(item: Item) -> list[tuple[str, str]]:
    """(address, words) of every link of the text."""
    parser = _Links()
    for block in item.body:
        if block.block_type == "paragraph":
            parser.feed(str(block.value.source))
    return parser.found


@check(
    "links.outside",
    "外链有说明",
    basis="《政府网站发展指引》：外部链接应当标注、定期检查；国办秘函〔2019〕19号：错链、外链",
    good="https://www.gov.cn/zhengce/（政府网站）；报名网站（非政府网站）：https://baoming.example.com/",
    bad="点击报名：https://baoming.example.com/",
)
def outside(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    own = _own_host()
    for href, said in _links(item):
        host = _host(href)
        if not host or host == own or _allowed(host):
            continue
        if re.search("非政府网站|外部网站|第三方", said):
            continue
        yield ItemFinding(
            "links.outside", "warn",
            f"链接“{said[:40] or href[:80]}”指向政府网站以外的 {host[:80]}。", "body", href[:200],
            suggestion="请核对是不是正确的网站；确需链接的，在链接文字里注明“非政府网站”。",
        )  # fmt: skip


@check(
    "links.internal",
    "站内链接有公开的去处",
    basis="国办秘函〔2019〕19号：链接可用",
    good="/jyj/2025/12.html，已经公开的信息",
    bad="/jyj/2025/12.html，还没有公开或者已经撤下",
)
def internal(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    own = _own_host()
    for href, said in _links(item):
        host = _host(href)
        path = unquote(urlsplit(href).path) if host == own or href.startswith("/") else ""
        if not path or (host and host != own) or _is_public(path):
            continue
        yield ItemFinding(
            "links.internal", "block",
            f"链接“{said[:40] or path[:80]}”指向本网站的 {path[:80]}，那里没有公开的内容。", "body", href[:200],
            suggestion="请改成已经公开的地址；要链接的信息还没有公开的，先把它公开。",
        )  # fmt: skip


def _is_public(path: str) -> bool:
    if path in _FIXED:
        return True
    if match := _ITEM.fullmatch(path):
        return Edition.objects.public().filter(item_id=int(match.group(1)[:18])).exists()
    if match := _FILE.fullmatch(path):
        return (Path(settings.PUBLIC_ROOT) / match.group(1)).is_file()
    slug, _, code = path.strip("/").partition("/")
    code = re.sub(r"/(?:index\.html|feed\.xml|list\.json)$", "", code)
    organ = Organ.objects.filter(slug=slug).first()
    if organ is None:
        return False
    return code in ("", "guide") or Column.objects.filter(organ=organ, code=code).exists()


def _host(href: str) -> str:
    try:
        parts = urlsplit(href.strip())
        return (parts.hostname or "").lower() if parts.scheme in ("http", "https", "") else ""
    except ValueError:
        return ""


def _own_host() -> str:
    site = SiteRecord.objects.first()
    return site.domain.lower() if site else ""


def _allowed(host: str) -> bool:
    return any(host == one or host.endswith(f".{one}") for one in _hosts())


@cache
def _hosts() -> tuple[str, ...]:
    text = (files("gongkai.apps.disclosure.data") / "link_hosts.yaml").read_text("utf-8")
    local: tuple[str, ...] = tuple(getattr(settings, "DISCLOSURE_LINK_HOSTS", ()))
    return (
        *(one.text() for one in read(text, "data/link_hosts.yaml").entries()["hosts"].sequence()),
        *local,
    )
