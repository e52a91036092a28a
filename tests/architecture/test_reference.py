"""The pages of docs/reference are what the code says."""

import pytest

from proof.reference import PAGES, ROOT


@pytest.mark.parametrize("name", sorted(PAGES))
def test_page_is_current(name):
    page = ROOT / "docs" / "reference" / name
    assert page.read_text(encoding="utf-8") == PAGES[name](), "run `make reference`"
