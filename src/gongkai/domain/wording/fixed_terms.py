"""Terms that the field writes in one way only, with a character lost or doubled: 政府息公开."""

import re
from dataclasses import dataclass
from functools import cache

from gongkai.domain.wording.patterns import trie_pattern
from gongkai.domain.wording.presence import Patterns
from gongkai.domain.wording.slip import Slip, is_han, overlaps, word_data


@dataclass(frozen=True)
class _Damage:
    """What a damaged form stands for, and on which side it could be good Chinese after all."""

    term: str
    needs_boundary: bool  # the first word lost a character: 政信息公开 in 财政信息公开 is good
    needs_follower: bool  # the last word lost one: 政府信息开 in 政府信息开放 is good


def broken_terms(text: str) -> list[Slip]:
    """Fixed terms with one character lost or doubled, and known broken spellings, in order."""
    found: list[Slip] = []
    for pattern, (expected, certain) in _known().possible(text):
        for match in pattern.finditer(text):
            if not overlaps(*match.span(), found):
                reason = "有误" if certain else "疑有误"
                found.append(Slip(*match.span(), match.group(), reason, (expected,), certain))
    for match in _damage_pattern().finditer(text):
        form, (start, end) = match.group(), match.span()
        damage = _damaged()[form]
        if overlaps(start, end, found) or _is_word(text, start, end):
            continue
        if damage.needs_boundary and not _is_preceded(text, start):
            continue
        if damage.needs_follower and not _is_followed(text, end):
            continue
        found.append(Slip(start, end, form, "掉字或多字", (damage.term,)))
    return sorted(found, key=lambda slip: slip.start)


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether a good word covers the damaged form or reaches over its end."""
    for word in word_data("fixed_terms")["legit"]:
        at = text.find(word, max(0, start - len(word) + 1), end + len(word))
        if at != -1 and (
            at <= start and at + len(word) >= end or start < at < end < at + len(word)
        ):
            return True
    return False


def _is_preceded(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return not before or not is_han(before) or before in word_data("fixed_terms")["preceders"]


def _is_followed(text: str, end: int) -> bool:
    after = text[end : end + 1]
    followers = tuple(word_data("fixed_terms")["followers"])
    return not after or not is_han(after) or text.startswith(followers, end)


@cache
def _damaged() -> dict[str, _Damage]:
    """Damaged form -> what it stands for. Forms that are parts of good terms are left out."""
    terms = [str(term).split("|") for term in word_data("fixed_terms")["terms"]]
    good = {"".join(words) for words in terms} | set(word_data("fixed_terms")["legit"])
    made: dict[str, _Damage] = {}
    for words in terms:
        term = "".join(words)
        last_word_at = len(term) - len(words[-1])
        for at in range(1, len(term) - 1):
            lost, doubled = term[:at] + term[at + 1 :], term[: at + 1] + term[at:]
            made.setdefault(lost, _Damage(term, at < len(words[0]), at >= last_word_at))
            made.setdefault(doubled, _Damage(term, False, False))
    return {
        form: damage
        for form, damage in made.items()
        if len(form) >= 4
        and not any(form in one for one in good)
        and not any(one in form for one in made if one != form and len(one) >= 4)
    }


@cache
def _damage_pattern() -> re.Pattern[str]:
    return re.compile(trie_pattern(_damaged()))


@cache
def _known() -> Patterns[tuple[str, bool]]:
    """With each what is expected in its place, and whether it is certain."""
    return Patterns(
        (one["pattern"], (one["expected"], one.get("certain", True)))
        for one in word_data("fixed_terms")["broken"]
    )
