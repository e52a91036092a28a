"""Whether a finding is the one that a careful reader wrote down."""

import re
import unicodedata

from gongkai.domain.findings import Finding
from gongkai.domain.rules.subject import Subject

# What the reader called it -> the kinds a finding of it may have.
KINDS = {
    "narrative-table": {"text-table", "text-text"},
    "shape": {"shape"},
    "table4": {"sum", "balance"},
    "sum": {"text-text", "text-table", "sum"},
    "balance": {"text-text", "text-table", "balance"},
    "percent": {"text-text", "text-table"},
    "contradiction": {"text-text", "text-table"},
    "growth": {"text-text", "text-table"},
    "date": {"period"},
    "blank": {"value", "shape"},
    "label": {"structure", "wording", "shape"},
    "typo": {"wording"},
    "duplicate": {"wording"},
    "text": {"wording", "period", "text-text"},
    "count": {"structure", "text-text"},
    "placeholder": {"structure", "wording", "text-text", "text-table"},
    "outline": {"structure", "wording"},
}


def plain(text: str) -> str:
    """Without spaces and punctuation, in half-width forms: how quotes of two hands are compared."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s，。、；：,.;:|⏎（）()“”\"《》〈〉]", "", folded)


def pieces(quote: str) -> list[str]:
    """A quote with words left out is several pieces."""
    return [piece for part in quote.split("…") if (piece := plain(part))]


def matches(subject: Subject, finding: Finding, kind: str, quote: str, what: str) -> bool:
    """The finding is of that kind and stands at that quote, or names the same figures."""
    if kind in KINDS and str(finding.kind) not in KINDS[kind]:
        return False
    wanted = pieces(quote)
    said = [plain(one.text) for one in finding.quotes if one.text]
    said += [plain(one) for one in (*finding.evidence, finding.message)]
    if not wanted:
        return _same_figures(finding, what)
    return any(_overlap(piece, text) for piece in wanted for text in said)


def touches(finding: Finding, quote: str) -> bool:
    """The finding calls these words wrong (for rows that must raise nothing).

    It must rest on the words and, where they state figures, speak of one of these figures: a wrong
    neighbour in the same sentence is another matter. A row without words calls the whole report right:
    any finding touches it.
    """
    if not pieces(quote):
        return True
    said = [plain(one.text) for one in finding.quotes if one.text]
    if not any(piece in text or text in piece for piece in pieces(quote) for text in said):
        return False
    figures = set(re.findall(r"\d+(?:\.\d+)?", plain(quote)))
    spoken = set(re.findall(r"\d+(?:\.\d+)?", finding.message.replace(",", "")))
    return bool(figures & spoken) if figures else True


def _overlap(piece: str, text: str) -> bool:
    """One holds the other, or they share a run of at least six characters, or of half the shorter."""
    if not text or not piece:
        return False
    shorter, longer = sorted((piece, text), key=len)
    if shorter in longer:
        return len(shorter) >= 2
    need = max(4, min(12, len(shorter) // 2))
    return any(shorter[i : i + need] in longer for i in range(len(shorter) - need + 1))


def _same_figures(finding: Finding, what: str) -> bool:
    figures = set(re.findall(r"\d+(?:\.\d+)?", what)) - {"0"}
    said = set(
        re.findall(r"\d+(?:\.\d+)?", "".join((finding.message, *finding.evidence)).replace(",", ""))
    )
    return len(figures & said) >= min(2, len(figures)) if figures else True
