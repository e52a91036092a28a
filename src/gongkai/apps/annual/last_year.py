"""Last year's text of one part, cut from last year's report where it was read from a file or published here."""

import re
from dataclasses import dataclass

from gongkai.apps.annual.data.parts import Part
from gongkai.domain.reports import AnnualReport
from gongkai.domain.reports.aspects import aspect_texts
from gongkai.domain.rules.passages import rule_data, sentences

# What a government has to report is told by its words, for it has no heading of its own.
_WORDS = {
    "one.assessment": "工作考核",
    "one.appraisal": "社会评议",
    "one.accountability": "责任追究结果",
}


@dataclass(frozen=True)
class LastText:
    """`whole`: the part could not be cut out, this is the whole section."""

    text: str
    whole: bool = False


def last_text(part: Part, previous: AnnualReport | None) -> LastText:
    """What last year's report says in this place; an empty text where it says nothing, or there is none."""
    if previous is None:
        return LastText("")
    section = previous.text_of(part.section)
    if part.section == "一":
        return _of_section_one(part, previous, section)
    if part.key == "six.fee":
        said = _sentences_with(section, r"信息处理费|收费")
        return LastText(said) if said else LastText(section, bool(section))
    return LastText(section, part.section == "五" and bool(section))


def _of_section_one(part: Part, previous: AnnualReport, section: str) -> LastText:
    if part.key in _WORDS:
        words = rule_data("structure")["government_results"][_WORDS[part.key]]
        return LastText(_sentences_with(section, "|".join(map(re.escape, words))))
    found = aspect_texts(previous)
    key = part.key.partition(".")[2]
    if key in found:
        return LastText(found[key].text)
    return LastText("" if found else section, not found and bool(section))


def _sentences_with(text: str, pattern: str) -> str:
    return "".join(one.strip() for _, one in sentences(text) if re.search(pattern, one))
