"""Printed labels against the form's: width, blanks, quotes, numbering, lost characters."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise

from gongkai.domain.reports.forms import Form, load_form

# Typography that says nothing: quotes, book marks, zero-width characters, emphasis of markdown.
_NOTHING = re.compile(r"[\s\u200b-\u200f\u2028-\u202f\u2060\ufeff\u00ad“”‘’\"'「」『』*_`]+")
_ENUMERATOR = re.compile(
    r"(?:第?([一二三四五六七八九十]+)[、.,:;]+"
    r"|\(([一二三四五六七八九十]+)\)[、.,]?"
    r"|(\d{1,2})[.、,:](?!\d)"
    r"|\((\d{1,2})\))"
)


# Characters of labels and headings as sites with traditional characters print them, some of which
# add the sound of a character in brackets.
_TRADITIONAL = str.maketrans(
    "總況動開處請訴訟復複議進項規現數許罰強業費額單萬會組織機構務計轉辦結區這種國穩護權類內屬執詢關沒製補後確訪舉報"
    "無認獲繳納續維糾審經為間據條廢發與問題購決係對減於統級縣鎮鄉廳務門責監督幹員體係們個書處據導學實點圍團該",
    "总况动开处请诉讼复复议进项规现数许罚强业费额单万会组织机构务计转办结区这种国稳护权类内属执询关没制补后确访举报"
    "无认获缴纳续维纠审经为间据条废发与问题购决系对减于统级县镇乡厅务门责监督干员体系们个书处据导学实点围团该",
)
_SOUND = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\)")


@lru_cache(maxsize=20_000)
def normalise(text: str) -> str:
    """Half width, simplified, without blanks and quotes: 三、 本年 度办 理结 果 → 三、本年度办理结果.

    The list mark 、 stands for the comma too: both are printed in labels.
    """
    folded = _NOTHING.sub("", unicodedata.normalize("NFKC", text)).translate(_TRADITIONAL)
    return _SOUND.sub("", folded).replace("﹑", "、").replace(",", "、")


def split_enumerator(text: str) -> tuple[str, str]:
    """The numbering and the rest of a normalised label: "(三)不予公开" → ("(三)", "不予公开").

    The numbering comes back in one spelling: 一、 (三) 5. ; "" where there is none.
    """
    found = _ENUMERATOR.match(text)
    if not found:
        return "", text
    big, bracketed, digits, digits_bracketed = found.groups()
    rest = text[found.end() :]
    if big:
        return f"{big}、", rest
    if bracketed:
        return f"({bracketed})", rest
    return f"{digits or digits_bracketed}.", rest


def pairs_of(text: str) -> list[str]:
    return [a + b for a, b in pairwise(text)] or [text]


def similarity(one: str, other: str) -> float:
    """Between 0 and 1: shared pairs of neighbouring characters (Dice), a lost character counts little."""
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    ours, theirs = pairs_of(one), pairs_of(other)
    left = list(theirs)
    shared = 0
    for pair in ours:
        if pair in left:
            left.remove(pair)
            shared += 1
    return 2 * shared / (len(ours) + len(theirs))


@dataclass(frozen=True)
class Label:
    """A label of the form. `kind`: row, column, group, block, corner, head (of 信息内容), results."""

    table: str  # t2, t3, t4
    kind: str
    key: str
    text: str  # as the form prints it

    @cached_property
    def enumerator(self) -> str:
        return split_enumerator(normalise(self.text))[0]

    @cached_property
    def core(self) -> str:
        return split_enumerator(normalise(self.text))[1]


@dataclass(frozen=True)
class LabelMatch:
    """A printed text recognised as a label. `exact` is False where characters differ."""

    label: Label
    exact: bool
    score: float = 1.0


class LabelIndex:
    """The labels of one form, to be asked with printed text."""

    def __init__(self, form: Form) -> None:
        self.labels = tuple(_labels_of(form))
        self._exact: dict[str, list[LabelMatch]] = {}
        self._near: dict[tuple[str, str | None], LabelMatch | None] = {}
        for label, spelling, own in _spellings(form, self.labels):
            text = normalise(spelling)
            self._add(text, LabelMatch(label, own))
            if not text.startswith("(本列"):
                self._add(split_enumerator(text)[1], LabelMatch(label, own))

    def _add(self, text: str, match: LabelMatch) -> None:
        known = self._exact.setdefault(text, [])
        if text and all(one.label is not match.label for one in known):
            known.append(match)

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """Every normalised spelling, the longest first."""
        return tuple(sorted((one for one in self._exact if one), key=len, reverse=True))

    @property
    def spelt(self) -> Mapping[str, Sequence[LabelMatch]]:
        """Every normalised spelling with the labels it stands for."""
        return self._exact

    def exact(self, text: str) -> list[LabelMatch]:
        """All labels spelt so, with or without their numbering. `text` is normalised."""
        found = self._exact.get(text)
        if found is None:
            number, core = split_enumerator(text)
            found = self._exact.get(core) if number else None
        return found or []

    def nearest(self, text: str, table: str | None = None) -> LabelMatch | None:
        """The one label that a damaged text must be, or None where none or several may be meant."""
        if not 2 <= len(split_enumerator(text)[1]) <= 60:
            return None
        if (text, table) not in self._near:
            if len(self._near) > 5_000:
                self._near.clear()
            self._near[text, table] = self._find_nearest(text, table)
        return self._near[text, table]

    def _find_nearest(self, text: str, table: str | None) -> LabelMatch | None:
        number, core = split_enumerator(text)
        scored: dict[Label, float] = {}
        characters = frozenset(core)
        for spelling, matches in self._exact.items():
            if abs(len(spelling) - len(core)) > max(4, len(core)):
                continue
            if len(characters.intersection(spelling)) < 0.3 * len(characters):
                continue
            score = similarity(core, split_enumerator(spelling)[1])
            if score < 0.3:
                continue
            for match in matches:
                if table is None or match.label.table == table:
                    bonus = 0.15 if number and number == match.label.enumerator else 0.0
                    scored[match.label] = max(scored.get(match.label, 0.0), score + bonus)
        ranked = sorted(scored.items(), key=lambda pair: -pair[1])
        if not ranked or ranked[0][1] < _THRESHOLD:
            return None
        if len(ranked) > 1 and ranked[1][1] > ranked[0][1] - 0.1:
            return None
        return LabelMatch(ranked[0][0], exact=False, score=ranked[0][1])


_THRESHOLD = 0.62


@cache
def label_index(form_key: str) -> LabelIndex:
    """The index of one form."""
    return LabelIndex(load_form(form_key))


def _labels_of(form: Form) -> Iterable[Label]:
    for block in form.table2:
        yield Label("t2", "block", block.header, block.header)
        for column in block.columns:
            yield Label("t2", "column", column, column)
        for row in block.rows:
            yield Label("t2", "row", row.label, row.label)
    yield Label("t3", "corner", "corner", form.corner)
    yield Label("t3", "head", "applicant", form.applicant_header)
    yield Label("t3", "head", "organisations", form.organisations_header)
    yield Label("t3", "group", "results", form.results_header)
    for key, text in form.applicant_columns:
        yield Label("t3", "column", key, text)
    for key, text in form.group_labels.items():
        yield Label("t3", "group", key, text)
    for row in form.table3:
        yield Label("t3", "row", row.key, row.label)
    for block in form.table4:
        yield Label("t4", "block", block.key, block.header)
        if block.parent:
            yield Label("t4", "head", block.parent, block.parent)
    for key, text in form.results:
        yield Label("t4", "column", key, text)


def _spellings(form: Form, labels: tuple[Label, ...]) -> Iterable[tuple[Label, str, bool]]:
    """Each label with its own spelling and the known others; the flag marks the form's own."""
    variants: dict[tuple[str, str], tuple[str, ...]] = {
        ("t2", head): known for head, known in form.column_variants.items()
    }
    for block in form.table2:
        for row in block.rows:
            variants["t2", row.label] = row.variants
    for row in form.table3:
        variants["t3", row.key] = row.variants
    for label in labels:
        yield label, label.text, True
        bare = label.text.split("（区分")[0].split("（单位")[0]
        if bare != label.text and label.kind != "corner":
            yield label, bare, True
        for spelling in variants.get((label.table, label.key), ()):
            yield label, spelling, False
