"""表四 told in sentences: 行政复议：结果维持1件，结果纠正0件，……总计1件。"""

import re
from collections.abc import Sequence
from functools import cache

from gongkai.documents.blocks import TextBlock
from gongkai.documents.reading.assigning import Outcome, place_values
from gongkai.documents.reading.values import Figure
from gongkai.domain.reports.forms import Form, load_form

_NUMBER = r"[^\d，。；、,;]{0,4}?(\d{1,7})\s*(?:件|起|宗)?\s*[，、；,;。.]?\s*"


def tells_block(text: str, form: Form) -> bool:
    """Whether a text gives all five results of a block of 表四, in the form's order."""
    return any(pattern.search(text) for _, pattern in _blocks(form.key))


def read_sentences(outcome: Outcome, blocks: Sequence[TextBlock], form: Form) -> None:
    """Each block of 表四 that one sentence tells whole, if no other tells it too."""
    for cells, pattern in _blocks(form.key):
        found = [(match, block) for block in blocks for match in pattern.finditer(block.text)]
        if len(found) == 1:
            match, block = found[0]
            figures = [Figure(one, place=block.place) for one in match.groups()]
            place_values(outcome, cells, figures)


@cache
def _blocks(form_key: str) -> list[tuple[tuple[str, ...], re.Pattern[str]]]:
    form = load_form(form_key)
    results = "".join(re.escape(label) + _NUMBER for _, label in form.results)
    return [
        (
            block.rows[0].cells,
            re.compile(
                rf"(?<!未经){re.escape(block.header)}(?:案件|方面|结果)?(?:情况)?[：:，]\s*{results}"
            ),
        )
        for block in form.table4
    ]
