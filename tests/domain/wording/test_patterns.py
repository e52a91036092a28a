"""Patterns rewritten for speed find what they found before."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.domain.wording.patterns import trie_pattern, words_first
from gongkai.domain.wording.slip import word_data

_WRITTEN = [
    one["pattern"]
    for name, key in (("fixed_terms", "broken"), ("confusions", "entries"))
    for one in word_data(name)[key]
]
_SIGNS = "".join(sorted({sign for sign in "".join(_WRITTEN) if "\u3400" <= sign <= "\u9fff"}))
_PIECES = sorted({word for one in _WRITTEN for word in re.findall(r"[\u3400-\u9fff]+", one)})


def _spans(pattern: str, text: str) -> list[tuple[int, int]]:
    return [one.span() for one in re.finditer(pattern, text)]


@given(st.lists(st.sampled_from([*_PIECES, *_SIGNS, "，", " ", "1"]), max_size=12))
def test_words_first_finds_the_same(pieces: list[str]) -> None:
    text = "".join(pieces)
    for pattern in _WRITTEN:
        assert _spans(words_first(pattern), text) == _spans(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "made"),
    [
        ("(?<!法)规性文件", "规性文件(?<!(?:法)规性文件)"),
        ("(?<=信息)公幵|(?<=主动)公幵", "(?<=信息)公幵|(?<=主动)公幵"),
        ("(?<!甲)乙+", "(?<!甲)乙+"),
        ("(?<!甲)乙(?=丙(?!丁)|戊)", "乙(?<!(?:甲)乙)(?=丙(?!丁)|戊)"),
        ("其它", "其它"),
    ],
)
def test_only_the_shape_it_knows_is_rewritten(pattern: str, made: str) -> None:
    assert words_first(pattern) == made


def test_the_longest_of_the_words_is_found() -> None:
    assert re.findall(trie_pattern(["公开", "公开申请", "申请"]), "公开申请公开") == [
        "公开申请",
        "公开",
    ]
