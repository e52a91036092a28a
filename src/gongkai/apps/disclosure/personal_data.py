"""Personal data in a working copy: in its fields, its text, its tables and whatever its files hold."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from gongkai.apps.disclosure.extraction import examined
from gongkai.apps.disclosure.marked_text import marked_text
from gongkai.apps.disclosure.models import Attachment, Item
from gongkai.apps.organs.models import Organ, Person, SiteRecord
from gongkai.documents.extracting import Part
from gongkai.domain.privacy import InCell, PersonalData, scan, scan_rows
from gongkai.domain.privacy.digits import plain

FIELDS = ("title", "summary", "keywords", "author", "source", "policy_contact")
_LINKED = re.compile(r"href=[\"'](?:mailto:|tel:)([^\"'?]{3,200})", re.I)
_PARTED = re.compile(r"[、，,;；/]|\s{2,}|\s(?=0)")


@dataclass(frozen=True)
class Located:
    """One piece. `place`: as findings name it; `holder`: what holds it (正文, 工作表“名单”（隐藏）); `spot`: exactly.

    `block`, `row`, `column`: where in the body the piece can be replaced; -1 where it cannot be by place.
    """

    place: str
    holder: str
    spot: str
    data: PersonalData
    block: int = -1
    row: int = -1
    column: int = -1
    linked: bool = False


def personal_data(item: Item) -> list[Located]:
    """Everything found in the working copy `item`; published phones and mailboxes of offices left out."""
    known = known_contacts()
    found = [*_in_fields(item, known), *_in_body(item, known)]
    for attachment in item.attachments.all():
        found += _in_attachment(attachment, known)
    return found


def known_contacts() -> frozenset[str]:
    """Phones (digits) and mailboxes that organs publish on purpose."""
    said: list[str] = []
    for row in Organ.objects.values_list("office_phone", "office_fax", "office_email"):
        said += row
    said += Person.objects.exclude(phone="").values_list("phone", flat=True)
    said += SiteRecord.objects.values_list("phone", flat=True)
    return _contacts(tuple(sorted(set(filter(None, said)))))


@lru_cache(maxsize=4)
def _contacts(said: tuple[str, ...]) -> frozenset[str]:
    known: set[str] = set()
    for one in said:
        for piece in _PARTED.split(one):
            digits = re.sub(r"\D", "", plain(piece))
            if "@" in piece:
                known.add(piece.strip().lower())
            elif len(digits) >= 7:
                known.add(digits)
                if digits.startswith("0") and "-" in piece:
                    known.add(re.sub(r"\D", "", piece.partition("-")[2]))
    return frozenset(known)


def _in_fields(item: Item, known: frozenset[str]) -> Iterator[Located]:
    for name in FIELDS:
        label = str(item._meta.get_field(name).verbose_name)
        for one in _scan(str(getattr(item, name) or ""), known):
            yield Located(name, label, label, one)


def _in_body(item: Item, known: frozenset[str]) -> Iterator[Located]:
    tables = 0
    for number, block in enumerate(item.body):
        if block.block_type == "paragraph":
            source = str(block.value.source)
            text = marked_text(source).text
            for one in _scan(text, known):
                yield Located("body", "正文", "正文", one, block=number)
            for match in _LINKED.finditer(source):
                for one in _scan(unescape(match.group(1)), known):
                    yield Located("body", "正文的链接地址", "正文的链接地址", one, linked=True)
        elif block.block_type == "table" and block.value:
            tables += 1
            yield from _in_table(block.value, tables, number, known)
        elif block.block_type == "picture":
            for key, label in (("alternative_text", "图片的替代文本"), ("caption", "图注")):
                for one in _scan(str(block.value.get(key) or ""), known):
                    yield Located("body", label, label, one, block=number)


def _in_table(
    value: dict[str, object], count: int, number: int, known: frozenset[str]
) -> Iterator[Located]:
    rows = table_rows(value)
    holder = f"正文第{count}个表格"
    for one in _scan_rows(rows, known):
        spot = f"{holder}第{one.row + 1}行第{one.column + 1}列"
        yield Located("body", holder, spot, one.data, number, one.row, one.column)
    for one in _scan(str(value.get("table_caption") or ""), known):
        yield Located("body", f"{holder}的标题", f"{holder}的标题", one, number)


def table_rows(value: dict[str, object]) -> tuple[tuple[str, ...], ...]:
    """The cells of a table of the editor as words."""
    data: Iterable[Iterable[object]] = value.get("data") or []  # type: ignore[assignment]
    return tuple(tuple("" if cell is None else str(cell) for cell in row) for row in data)


def _in_attachment(attachment: Attachment, known: frozenset[str]) -> Iterator[Located]:
    place = f"attachment:{attachment.pk}"
    name = f"附件“{file_name(attachment)}”"
    for one in _scan(attachment.title, known):
        yield Located(place, f"{name}的名称", f"{name}的名称", one)
    for part in examined(attachment).contents.parts:
        holder = f"{name}{'的' if part.place else ''}{part.place}"
        for spot, one in _in_part(part, known):
            yield Located(place, holder, f"{name}{'的' if spot else ''}{spot}", one)


def _in_part(part: Part, known: frozenset[str]) -> Iterator[tuple[str, PersonalData]]:
    for one in _scan(part.text, known):
        yield part.at(one.start), one
    for cell in _scan_rows(part.rows, known):
        yield part.cell(cell.row, cell.column), cell.data


def file_name(attachment: Attachment) -> str:
    """The title with the ending of the file: 救助名单.xlsx."""
    ending = attachment.file.name.rpartition(".")[2].lower()
    return (
        attachment.title
        if attachment.title.lower().endswith(f".{ending}")
        else f"{attachment.title}.{ending}"
    )


# The checks look at the same words at every opening of the editor.
@lru_cache(maxsize=512)
def _scan(text: str, known: frozenset[str]) -> tuple[PersonalData, ...]:
    return tuple(scan(text, known=known)) if len(text) > 4 else ()


@lru_cache(maxsize=128)
def _scan_rows(rows: tuple[tuple[str, ...], ...], known: frozenset[str]) -> tuple[InCell, ...]:
    return tuple(scan_rows(rows, known=known)) if rows else ()
