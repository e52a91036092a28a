"""Regular expressions written so that the engine finds soon where to look."""

import re
from collections.abc import Iterable
from typing import Any

_BEHIND = re.compile(
    r"\(\?<(?P<sign>[=!])(?P<before>[^()]*)\)(?P<words>[\u3400-\u9fff]+)(?P<rest>.*)", re.S
)
_GROUP = re.compile(r"\([^()]*\)")


def words_first(pattern: str) -> str:
    """The same pattern with what must stand before its first words asked after them.

    (?<!法)规性文件 becomes 规性文件(?<!法规性文件): the engine looks for words it knows in one sweep, and
    asks only there. A pattern of another shape stays as it is.
    """
    found = _BEHIND.fullmatch(pattern)
    if found is None or found["rest"].startswith(("?", "*", "+", "{")):
        return pattern
    rest = found["rest"]
    while (flat := _GROUP.sub("", rest)) != rest:
        rest = flat
    if "|" in rest:
        return pattern
    words = found["words"]
    return f"{words}(?<{found['sign']}(?:{found['before']}){words}){found['rest']}"


def trie_pattern(words: Iterable[str]) -> str:
    """A regular expression for the longest of the words at a place, without backtracking over all of them."""
    trie: dict[str, Any] = {}
    for word in words:
        node = trie
        for sign in word:
            node = node.setdefault(sign, {})
        node[""] = {}
    return _branch(trie)


def _branch(node: dict[str, Any]) -> str:
    choices = [re.escape(sign) + _branch(below) for sign, below in node.items() if sign]
    if not choices:
        return ""
    joined = choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"
    return f"(?:{joined})?" if "" in node else joined
