"""Words, years, carry-over phrases and comparisons of a compact text, in one pass."""

import re
from collections.abc import Iterator

from gongkai.domain.reports.prose.lexicon import Token, lexicon

_LAST = r"上一?年度?|去年度?|往年|以前年度"
_NEXT = r"下一?年度?|次年度?|明年|来年"
_GAP = r"[^，。；：、（）\d\n]{0,6}?"
# What a phrase can begin with: tried first, since most signs begin none.
_FIRST = r"《自从截到至较比与和同环上去往以结转承顺延留跨下次明来近过前连一二三四五六七八九十两\d"
_PHRASES = re.compile(
    rf"(?=[{_FIRST}])(?:(?P<book>《[^》\n]{{0,80}}》)"
    rf"|(?P<range>(?:自|从)?(?:20\d\d年)?1月1日{_GAP}(?:20\d\d年)?12月31日(?:止|期间)?)"
    rf"|(?P<yearend>(?:截至|截止到?|到|至)(?P<endyear>20\d\d)?年?度?(?:12月31日|12月底|年?底|年末))"
    rf"|(?P<compare>(?:较|比|与|和|同)(?:{_LAST}|20\d\d年度?)(?:同期)?(?:相比)?|同比|环比)"
    rf"|(?P<carried_in>(?:{_LAST}|(?P<inyear>20\d\d)年度?){_GAP}(?:结转|转结|转入|遗留|接转)|(?:结转|转入|承接)(?:自|的)?(?:{_LAST}))"
    rf"|(?P<carried_out>(?:结转|转结|顺延|延至|延期|转入|转至|转到|转|留待|跨){_GAP}(?:{_NEXT}|(?P<outyear>20\d\d)年度?)"
    rf"|(?:{_NEXT})(?:继续|的)?(?:办理|答复|办结|结转|转结))"
    rf"|(?P<carried>结转|转结)"
    rf"|(?P<span>(?:近|过去|前|连续)[一二三四五六七八九十两\d]{{1,2}}年|[二三四五六七八九十两]年来|十[三四五六]五”?(?:期间|时期))"
    rf"|(?P<since>(?P<sinceyear>20\d\d)年?以来)"
    rf"|(?P<year>(?P<plainyear>20\d\d)年度?)"
    rf"|(?P<month>\d{{1,2}}(?:[-—至]\d{{1,2}})?月(?:份|底|末|\d{{1,2}}日)?))"
)


def find_tokens(compact: str, year: int | None) -> list[Token]:
    """Every token in order, without overlaps; a phrase goes before a word. `year` is the report year."""
    phrases = list(_phrases(compact, year))
    taken = iter([*phrases, None])
    following = next(taken)
    found: list[Token] = []
    words = lexicon().words
    for match in lexicon().pattern.finditer(compact):
        while following is not None and following.end <= match.start():
            found.append(following)
            following = next(taken)
        if following is not None and match.end() > following.start:
            continue
        slot, value = words[match[0]]
        found.append(Token(slot, value, match.start(), match.end()))
    while following is not None:
        found.append(following)
        following = next(taken)
    return found


def _phrases(compact: str, year: int | None) -> Iterator[Token]:
    for match in _PHRASES.finditer(compact):
        slot, value = _meaning(match, year)
        if slot:
            yield Token(slot, value, match.start(), match.end())


def _meaning(match: re.Match[str], year: int | None) -> tuple[str, str]:
    kind = match.lastgroup or ""
    # lastgroup is the outermost group that matched, the one of the phrase
    if kind == "book":
        return "book", ""
    if kind in ("range", "yearend"):
        given = match["endyear"]
        return "time", "current" if given is None or year is None or int(given) == year else "past"
    if kind == "compare":
        return "compare", "with"
    if kind == "carried_in":
        return "carry", _carry(match["inyear"], year, "carried_in")
    if kind == "carried_out":
        return "carry", _carry(match["outyear"], year, "carried_out")
    if kind == "carried":
        return "carry", "carried"
    if kind == "month":
        return "time", "part"
    if kind == "span":
        return "time", "past"
    given = match["plainyear"] or match["sinceyear"]
    if given is None or year is None or int(given) == year:
        return "time", "current"
    if kind == "since" or int(given) < year:
        return "time", "past"
    return "time", "future"


def _carry(given: str | None, year: int | None, without_year: str) -> str:
    """Carried in or out by the year named; "carried" where the year does not tell."""
    if given is None:
        return without_year
    if year is None:
        return "carried"
    if int(given) == year:
        return "carried"
    return "carried_in" if int(given) < year else "carried_out"
