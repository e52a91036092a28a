"""The parts of a report's prose, in the order of printing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from gongkai.domain.law.strict_yaml import Node, read

SECTIONS = ("preface", "一", "五", "六", "signature")


@dataclass(frozen=True)
class Part:
    """`must`: what its filled text has to hold, "" for nothing; `missing` names it in the finding."""

    key: str
    section: str
    label: str
    lead: str
    proposal: str
    must: str
    missing: str
    governments: bool

    def wants(self, text: str) -> bool:
        """Whether something that must be said is not said in the text."""
        return bool(self.must) and re.search(self.must, text) is None


def parse_parts(text: str, path: str) -> dict[str, Part]:
    """Read the parts; LawDataError for an unknown section or key, or a pattern that is none."""
    return {str(key): _part(str(key), one) for key, one in read(text, path).entries().items()}


def _part(key: str, node: Node) -> Part:
    given = node.mapping(("section", "label", "proposal"), ("lead", "must", "governments"))
    must = missing = ""
    if "must" in given:
        own = given["must"].mapping(("pattern", "missing"))
        must, missing = own["pattern"].text(), own["missing"].text()
        try:
            re.compile(must)
        except re.error:
            raise own["pattern"].error("不是有效的正则表达式") from None
    return Part(
        key,
        given["section"].choice(SECTIONS),
        given["label"].text(),
        given["lead"].text() if "lead" in given else "",
        str(given["proposal"].value or "").strip(),
        must,
        missing,
        "governments" in given and bool(given["governments"].value),
    )


@cache
def parts() -> Mapping[str, Part]:
    """Every part by key."""
    text = (Path(__file__).parent / "parts.yaml").read_text(encoding="utf-8")
    return parse_parts(text, "annual/data/parts.yaml")


def parts_for(*, government: bool, offered: bool = False) -> tuple[Part, ...]:
    """The parts a report has: those of governments only where it is one.

    `offered`: those of governments may be written and need not be; whether they are missed is said by the desk's rule.
    """
    if government:
        return tuple(parts().values())
    optional = {"proposal": "", "must": "", "missing": ""}
    return tuple(
        replace(one, **optional) if one.governments else one
        for one in parts().values()
        if offered or not one.governments
    )
