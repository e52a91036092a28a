"""The words of a rich text with the places they come from, so that words can be replaced inside the marks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape

_TOKEN = re.compile(
    r"<!--.*?-->|<[^>]*>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,31});|[^<&]+|.", re.S
)
_BREAK = re.compile(r"</?(?:p|h[1-6]|li|ul|ol|br|hr|div|tr|table|blockquote)\b", re.I)


@dataclass(frozen=True)
class MarkedText:
    """`text`: the words, a line a paragraph. `spans[i]`: where character i stands in the source (may be empty)."""

    source: str
    text: str
    spans: tuple[tuple[int, int], ...]

    def replaced(self, changes: Sequence[tuple[int, int, str]]) -> str:
        """The source with text[start:end] replaced by plain words; every mark stays."""
        edits: list[tuple[int, int, str]] = []
        for start, end, words in changes:
            put = escape(words, quote=False)
            for first, last in self.spans[start:end]:
                if first < last:
                    edits.append((first, last, put))
                    put = ""
        made = self.source
        for first, last, put in sorted(edits, reverse=True):
            made = made[:first] + put + made[last:]
        return made


def marked_text(source: str) -> MarkedText:
    """Read HTML of the editor."""
    text: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(source):
        token, (start, end) = match.group(), match.span()
        if token[0] == "<" and len(token) > 1:
            if _BREAK.match(token) and text and text[-1] != "\n":
                text.append("\n")
                spans.append((end, end))
            continue
        if token[0] == "&" and len(token) > 1:
            for place, sign in enumerate(unescape(token)):
                text.append(sign)
                spans.append((start, end) if place == 0 else (end, end))
            continue
        text += token
        spans += [(place, place + 1) for place in range(start, end)]
    return MarkedText(source, "".join(text), tuple(spans))
