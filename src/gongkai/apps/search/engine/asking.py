"""How a question is read: words that must all occur, phrases in quotes, numbers of documents.

Nothing a reader types is a command: there is no syntax that could fail. What is too much is left out,
and a sentence says so.
"""

import re
from dataclasses import dataclass, field

from gongkai.apps.search.engine.normal import normalise

LONGEST = 200  # characters of a question that are read
MOST_TERMS = 10
LONGEST_TERM = 60
_QUOTED = re.compile(r"“([^“”]*)”|\"([^\"]*)\"|「([^「」]*)」|＂([^＂]*)＂")
# Full stops and commas part terms; a comma between digits (1,000) does not.
_PARTED = re.compile(r"(?:[\s，。；、！？!?;:：|]|(?<!\d),|,(?!\d))+")
_HAS_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Term:
    """Something that must occur. `normal` is what is compared; `number`: perhaps a 文号 or 索引号."""

    text: str
    normal: str
    phrase: bool = False

    @property
    def number(self) -> bool:
        return len(self.normal) >= 4 and _HAS_DIGIT.search(self.normal) is not None

    @property
    def single(self) -> bool:
        """One character: answered by titles."""
        return len(self.normal) == 1


@dataclass(frozen=True, slots=True)
class Asked:
    """The question as understood. No terms and no notes: nothing was typed."""

    terms: tuple[Term, ...] = ()
    notes: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(f"“{term.text}”" if term.phrase else term.text for term in self.terms)


def read_question(typed: str) -> Asked:
    """Never fails and never takes long: at most `LONGEST` characters are looked at."""
    notes: list[str] = []
    text = typed[: LONGEST + 1].translate(_CONTROLS).strip()
    if len(typed) > LONGEST:
        text = text[:LONGEST]
        notes.append(f"输入的内容太长，只按前 {LONGEST} 个字搜索。")
    found: list[Term] = []
    at = 0
    for quoted in _QUOTED.finditer(text):
        found += _words(text[at : quoted.start()])
        found += _term(next(one for one in quoted.groups() if one is not None), phrase=True)
        at = quoted.end()
    found += _words(text[at:])
    terms = tuple({term.normal: term for term in reversed(found)}.values())[::-1]
    if len(terms) > MOST_TERMS:
        terms = terms[:MOST_TERMS]
        notes.append(f"搜索词太多，只用了前 {MOST_TERMS} 个。")
    if text and not terms:
        notes.append("没有可以搜索的字词，请输入汉字、字母或者数字。")
    if any(term.single for term in terms):
        notes.append("只有一个字的词只在标题里查找。")
    return Asked(terms, notes)


# Control characters part words, like white space.
_CONTROLS = dict.fromkeys([*range(32), *range(127, 160), 0x2028, 0x2029], " ")


def _words(text: str) -> list[Term]:
    return [term for part in _PARTED.split(text) for term in _term(part)]


def _term(text: str, phrase: bool = False) -> list[Term]:
    text = text.strip()
    normal = normalise(text)[:LONGEST_TERM]
    if not any(character.isalnum() for character in normal):
        return []
    return [Term(text, normal, phrase)]
