"""主题分类: the two-level list (`topics.yaml`). A code of four digits: two for each level."""

from functools import cache
from importlib.resources import files

from gongkai.domain.law.strict_yaml import read


def parse_topics(text: str, path: str) -> dict[str, tuple[str, str]]:
    """Code → (first level, second level). LawDataError where a code or a name is doubled."""
    made: dict[str, tuple[str, str]] = {}
    for node in read(text, path).sequence():
        one = node.mapping(("code", "name", "under"))
        code, name = one["code"].text(), one["name"].text()
        if not (len(code) == 2 and code.isdigit()) or f"{code}01" in made:
            raise node.error(f"一级代码应为不重复的两位数字：{code}")
        under = [second.text() for second in one["under"].sequence()]
        if len(set(under)) != len(under):
            raise one["under"].error("二级分类重复")
        made |= {f"{code}{n:02d}": (name, second) for n, second in enumerate(under, 1)}
    return made


@cache
def topics() -> dict[str, tuple[str, str]]:
    """`topics.yaml`."""
    return parse_topics((files(__package__) / "topics.yaml").read_text("utf-8"), "data/topics.yaml")


def topic_label(code: str) -> str:
    """综合政务\\政务公开; empty for an empty code, the code itself where it is not in the list."""
    if not code:
        return ""
    first, second = topics().get(code, (code, ""))
    return f"{first}\\{second}" if second else first
