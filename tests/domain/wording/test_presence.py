"""Asking first which patterns can stand in a text never loses one that does."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.domain.wording.presence import Patterns, essential_words
from gongkai.domain.wording.slip import word_data

_WRITTEN = [
    *(one["pattern"] for one in word_data("fixed_terms")["broken"]),
    *(one["pattern"] for one in word_data("confusions")["entries"]),
    *(word_data("residue")["certain"] + word_data("residue")["doubtful"]),
    *(one["pattern"] for group in word_data("severe")["groups"] for one in group["entries"]),
]
_PIECES = sorted(
    {piece for one in _WRITTEN for piece in re.findall(r"[\u3400-\u9fff]+|[^\\\w\s]", one)}
    | set("XＸ×_20年 \n")
)


@given(st.lists(st.sampled_from(_PIECES), max_size=14))
def test_every_pattern_that_matches_is_possible(pieces: list[str]) -> None:
    text = "".join(pieces)
    patterns = Patterns(((one, one) for one in _WRITTEN), re.MULTILINE)
    possible = [written for _, written in patterns.possible(text)]
    matching = [one for one in _WRITTEN if re.search(one, text, re.MULTILINE)]
    assert [one for one in possible if one in matching] == matching


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(?<=信息)公幵|反馈会?", ("公幵", "反馈")),
        ("行政[法发]复议", ("行政",)),
        ("(?:国办公开函|国办公函)(?=〔2021〕)", ("国办公函", "国办公开函")),
        ("甲*乙", ("乙",)),
        ("甲{0,3}丁", ("丁",)),
        ("甲{2}丁", ("甲",)),
        ("[甲乙]丙?", ("乙", "甲")),
        ("(?#注释)丙丁", ("丙丁",)),
        # nothing can be said of these
        ("(?:甲|\\d)", ()),
        ("甲|", ()),
        ("[^甲]", ()),
        ("[甲-乙]", ()),
        ("(甲)?", ()),
    ],
)
def test_essential_words(pattern: str, words: tuple[str, ...]) -> None:
    assert essential_words(pattern) == words


def test_a_word_that_another_covers_is_not_lost() -> None:
    patterns = Patterns([("信息公开公作", 1), ("公开公", 2), ("公作用", 3), ("别的", 4)])
    assert [number for _, number in patterns.possible("政府信息公开公作用")] == [1, 2, 3]
