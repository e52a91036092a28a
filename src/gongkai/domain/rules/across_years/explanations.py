"""Sentences of the report that may already explain why figures do not follow from last year's."""

import re
from functools import cache
from importlib.resources import files

import yaml

from gongkai.domain.findings import Quote
from gongkai.domain.reports.annual_report import AnnualReport

_SENTENCE = re.compile(r"[^。；！？\n]+")


def explanation_of(report: AnnualReport, topic: str) -> Quote | None:
    """The first sentence that speaks of the topic and of a reason; None where there is none."""
    words = _words()[topic]
    for section, text in report.prose().items():
        for found in _SENTENCE.finditer(text):
            sentence = found.group()
            if all(any(word in sentence for word in words[part]) for part in words):
                return Quote(section, sentence, found.start(), found.end())
    return None


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    text = (files(__package__) / "explanations.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, list[str]]] = yaml.safe_load(text)
    return loaded
