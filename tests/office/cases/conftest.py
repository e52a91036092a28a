"""Cases of the small county's department for the desk's pages; it is noon of 2025-06-18."""

import datetime as dt

import pytest

from gongkai.apps.cases.models import Case, Paper
from tests.apps.cases.example_cases import arrived_case, handled_case

RECEIVED = dt.date(2025, 6, 3)


@pytest.fixture(autouse=True)
def sealed_elsewhere(settings, tmp_path):
    settings.SEALED_ROOT = tmp_path / "sealed"


@pytest.fixture
def handled(desk) -> Case:
    """In the clerk's hands, due 2025-07-01."""
    case = handled_case(desk.county, RECEIVED)
    case.refresh_from_db()
    return case


@pytest.fixture
def arrived(desk) -> Case:
    """Came in by e-mail, not confirmed yet."""
    case = arrived_case(desk.county, RECEIVED, channel="email")
    case.refresh_from_db()
    return case


@pytest.fixture
def paper(handled) -> Paper:
    return handled.filings.get().paper
