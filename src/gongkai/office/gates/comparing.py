"""What differs between the last public edition and the working copy: fields, paragraphs, files."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from gongkai.apps.disclosure.data.topics import topic_label
from gongkai.apps.disclosure.freezing.body import draft_html
from gongkai.apps.disclosure.freezing.cleaning import words
from gongkai.apps.disclosure.models import Edition, Item, ItemKind

# Fields a reader sees; `body` and attachments are compared on their own.
FIELDS = (
    "kind", "column", "title", "summary", "keywords", "author", "source", "source_url", "genre",
    "topic", "document_number", "issued_by", "openness", "made_on", "formed_on", "changed_on",
    "notice_period_end", "interpretation_form", "policy_contact",
)  # fmt: skip
# A longer paragraph is shown as replaced: marking it sign by sign would take too long.
LONGEST = 2_000
MOST_PARAGRAPHS = 3_000


@dataclass(frozen=True)
class Line:
    """One difference: what it is about, before and after with the differing words marked."""

    label: str
    before: SafeString
    after: SafeString


@dataclass(frozen=True)
class Comparison:
    """`edition`: what was compared with, where that was a public edition."""

    edition: Edition | None
    fields: list[Line]
    paragraphs: list[Line]
    files: list[Line]

    @property
    def same(self) -> bool:
        return not (self.fields or self.paragraphs or self.files)


@dataclass(frozen=True)
class Side:
    """One of two texts: its fields as they are shown, its paragraphs, its files by digest."""

    fields: dict[str, str]
    paragraphs: list[str]
    files: dict[str, str]


def side_of_item(item: Item) -> Side:
    return Side(
        {name: _said(item, name) for name in FIELDS},
        _lines(words(draft_html(item))),
        {one.sha256: one.title for one in item.attachments.all()},
    )


def side_of_edition(edition: Edition) -> Side:
    return Side(
        {name: _said(edition, name) for name in FIELDS},
        _lines(edition.body_text),
        {str(one["sha256"]): str(one["title"]) for one in edition.attachments},
    )


def compare(edition: Edition, item: Item) -> Comparison:
    """`item` as its latest revision has it, against what the public saw in this edition."""
    return differences(side_of_edition(edition), side_of_item(item), edition)


def differences(before: Side, after: Side, edition: Edition | None = None) -> Comparison:
    """What differs between the two sides."""
    fields = [
        Line(str(Item._meta.get_field(name).verbose_name), *marked(was, after.fields[name]))
        for name, was in before.fields.items()
        if was != after.fields[name]
    ]
    files = [
        Line("附件", *marked(before.files.get(digest, ""), after.files.get(digest, "")))
        for digest in {**before.files, **after.files}
        if before.files.get(digest) != after.files.get(digest)
    ]
    return Comparison(edition, fields, _paragraphs(before.paragraphs, after.paragraphs), files)


def _lines(text: str) -> list[str]:
    return [one for one in text.splitlines()[:MOST_PARAGRAPHS] if one.strip()]


def _said(row: Edition | Item, name: str) -> str:
    if name == "topic":
        return topic_label(row.topic)
    if name == "kind":
        return ItemKind(row.kind).label
    if name == "column":
        return row.column.name
    shown = getattr(row, f"get_{name}_display", None)
    value = shown() if shown else getattr(row, name)
    return "" if value is None else str(value)


def _paragraphs(before: list[str], after: list[str]) -> list[Line]:
    found = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        old, new = before[a:b], after[c:d]
        for number in range(max(len(old), len(new))):
            was = old[number] if number < len(old) else ""
            now = new[number] if number < len(new) else ""
            place = f"第{(c if now else a) + number + 1}段"
            found.append(Line(place, *marked(was, now)))
    return found


def marked(before: str, after: str) -> tuple[SafeString, SafeString]:
    """Both sides with `<del>` and `<ins>` around what differs; everything else escaped."""
    if not before or not after or max(len(before), len(after)) > LONGEST:
        return _wrap("del", before), _wrap("ins", after)
    left, right = [], []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            left.append(escape(before[a:b]))
            right.append(escape(after[c:d]))
        else:
            left.append(_wrap("del", before[a:b]))
            right.append(_wrap("ins", after[c:d]))
    return mark_safe("".join(left)), mark_safe("".join(right))


def _wrap(tag: str, text: str) -> SafeString:
    return mark_safe(f"<{tag}>{escape(text)}</{tag}>" if text else "")
