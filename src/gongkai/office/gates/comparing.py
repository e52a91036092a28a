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
    edition: Edition
    fields: list[Line]
    paragraphs: list[Line]
    files: list[Line]

    @property
    def same(self) -> bool:
        return not (self.fields or self.paragraphs or self.files)


def compare(edition: Edition, item: Item) -> Comparison:
    """`item` as its latest revision has it, against what the public saw in this edition."""
    return Comparison(
        edition, _fields(edition, item), _paragraphs(edition, item), _files(edition, item)
    )


def _fields(edition: Edition, item: Item) -> list[Line]:
    found = []
    for name in FIELDS:
        before, after = _said(edition, name), _said(item, name)
        if before != after:
            label = str(Item._meta.get_field(name).verbose_name)
            found.append(Line(label, *marked(before, after)))
    return found


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


def _paragraphs(edition: Edition, item: Item) -> list[Line]:
    before = edition.body_text.splitlines()[:MOST_PARAGRAPHS]
    after = words(draft_html(item)).splitlines()[:MOST_PARAGRAPHS]
    before, after = ([one for one in each if one.strip()] for each in (before, after))
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


def _files(edition: Edition, item: Item) -> list[Line]:
    before = {str(one["sha256"]): str(one["title"]) for one in edition.attachments}
    after = {one.sha256: one.title for one in item.attachments.all()}
    found = []
    for digest in {**before, **after}:
        was, now = before.get(digest, ""), after.get(digest, "")
        if was != now:
            found.append(Line("附件", *marked(was, now)))
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
