"""Words of the template left in the report, and places never filled in."""

import re
from functools import cache

from gongkai.domain.wording.presence import Patterns
from gongkai.domain.wording.slip import Slip, overlaps, word_data


def template_residue(text: str) -> list[Slip]:
    """Drafting instructions, placeholders and blanks that were never filled in, in order."""
    found: list[Slip] = []
    for pattern, certain in _patterns().possible(text):
        for match in pattern.finditer(text):
            if match.group() and not overlaps(*match.span(), found):
                reason = "模板文字或占位符没有替换"
                found.append(Slip(*match.span(), match.group(), reason, (), certain))
    return sorted(found, key=lambda slip: slip.start)


@cache
def _patterns() -> Patterns[bool]:
    """With each whether it is certain."""
    data = word_data("residue")
    written = (
        (pattern, key == "certain") for key in ("certain", "doubtful") for pattern in data[key]
    )
    return Patterns(written, re.MULTILINE)
