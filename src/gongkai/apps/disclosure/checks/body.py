"""The text itself: there is one, tables are tables, pictures speak, links are well-formed."""

import datetime as dt
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

from gongkai.apps.disclosure.checks.registry import check
from gongkai.apps.disclosure.data.limits import limit
from gongkai.apps.disclosure.findings import ItemFinding
from gongkai.apps.disclosure.freezing.body import draft_html
from gongkai.apps.disclosure.freezing.cleaning import words
from gongkai.apps.disclosure.models import Item

_TABLE_WORDS = re.compile(r"表格|名单|一览表|明细表|统计表|汇总表|^表\s*\d|附表")
_NO_WORDS = re.compile(
    r"^(图片?|照片|image|img|dsc|微信图片|截图)?[\W\d_]*(\.(jpe?g|png|gif))?$", re.I
)


@check(
    "body.empty",
    "有正文或附件",
    basis="《政府信息公开条例》第二十四条：检索、查阅、下载",
    good="正文一段以上，或者至少一个附件",
    bad="只有标题",
)
def empty(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    text = words(draft_html(item))
    if not text and not item.attachments.all():
        yield ItemFinding(
            "body.empty", "block", "既没有正文，也没有附件。", "body",
            suggestion="请写正文，或者添加附件。", overridable=False,
        )  # fmt: skip
    if len(text) > limit("body_characters"):
        yield ItemFinding(
            "body.empty", "block",
            f"正文有{len(text)}字，超过{limit('body_characters')}字的上限。", "body",
            suggestion="请把长表、全文放进附件。", overridable=False,
        )  # fmt: skip


@check(
    "body.picture_words",
    "图片有替代文本",
    basis="GB/T 37668-2019；国办发〔2020〕45号",
    good="替代文本：全县义务教育学校招生划片示意图",
    bad="替代文本：微信图片_20250618.jpg",
)
def picture_words(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    for block in item.body:
        if block.block_type != "picture":
            continue
        alternative = str(block.value.get("alternative_text") or "").strip()
        if _NO_WORDS.match(alternative):
            yield ItemFinding(
                "body.picture_words", "block",
                "图片没有写替代文本，或者写的只是文件名；看不见图片的读者无从得知内容。", "body",
                alternative, suggestion="请用一句话说明图片的内容。", overridable=False,
            )  # fmt: skip


@check(
    "body.table_as_picture",
    "表格不用图片",
    basis="《政府网站发展指引》；GB/T 37668-2019：信息可以检索、可以朗读",
    good="招生计划表用表格录入",
    bad="“招生计划一览表”是一张图片",
)
def table_as_picture(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    for block in item.body:
        if block.block_type != "picture":
            continue
        for name in ("alternative_text", "caption"):
            said = str(block.value.get(name) or "")
            if _TABLE_WORDS.search(said):
                yield ItemFinding(
                    "body.table_as_picture", "block",
                    f"图片“{said}”看来是表格。表格用图片发布，读者不能检索，也不能朗读。", "body",
                    said, suggestion="请改用表格录入，或者附上可以下载的表格文件。",
                )  # fmt: skip
                break


@check(
    "body.table_header",
    "表格有表头",
    basis="GB/T 37668-2019：表格应有表头",
    good="表格设了首行为表头",
    bad="表格没有设表头",
)
def table_header(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    for block in item.body:
        if block.block_type != "table" or not block.value:
            continue
        choice = block.value.get("table_header_choice")
        if choice in (None, "", "neither") and not block.value.get("first_row_is_table_header"):
            first = " ".join(str(cell or "") for cell in (block.value.get("data") or [[]])[0])
            yield ItemFinding(
                "body.table_header", "warn", "表格没有设表头，朗读时分不清各列是什么。", "body",
                first[:80], suggestion="请在表格上方选择首行（或首列）为表头。",
            )  # fmt: skip


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hrefs += [value or "" for name, value in attrs if tag == "a" and name == "href"]


@check(
    "body.links",
    "链接写法正确",
    basis="国办秘函〔2019〕19号：链接可用",
    good="https://www.gov.cn/zhengce/",
    bad="http://（空的地址）",
)
def links(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    parser = _Links()
    for block in item.body:
        if block.block_type == "paragraph":
            parser.feed(str(block.value.source))
    for href in parser.hrefs:
        if not _well_formed(href):
            yield ItemFinding(
                "body.links", "block", f"链接“{href[:80]}”不是完整的网址，读者打不开。", "body",
                href[:200], suggestion="请写完整的网址，例如 https://www.gov.cn/。",
            )  # fmt: skip


def _well_formed(href: str) -> bool:
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    if parts.scheme in ("http", "https"):
        host = parts.hostname or ""
        return "." in host and " " not in href and "localhost" not in host
    if parts.scheme in ("mailto", "tel"):
        return len(parts.path) > 3
    return not parts.scheme and not parts.netloc and href.startswith(("/", "#")) and len(href) > 1
