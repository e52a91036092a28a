"""Every rule names a ground, and every document number it cites is a norm that the program knows."""

import re

import pytest

from gongkai.domain.law import norms
from gongkai.domain.rules.book import BOOK
from gongkai.domain.rules.checking import load_rules

load_rules()
NUMBERS = {norm.number for norm in norms().values()}


@pytest.mark.parametrize("rule", BOOK.rules.values(), ids=BOOK.rules.keys())
def test_cited_documents_are_known(rule):
    cited = re.findall(r"[一-鿿]+〔\d{4}〕\d+号|国务院令第\d+号", rule.basis)
    unknown = [number for number in cited if not any(number.endswith(one) for one in NUMBERS)]
    assert rule.basis.strip()
    assert not unknown
