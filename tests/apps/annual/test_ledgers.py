"""A room built later counts its own: it registers, counts.yaml names its code, the prose shows its number."""

from collections.abc import Iterator

import pytest

from gongkai.apps.annual import ledgers
from gongkai.apps.annual.data.counts import counts, parse_counts
from gongkai.apps.annual.ledgers import ledger_codes, ledger_counts, register_ledger
from gongkai.apps.cases.queries.ledger import Period
from gongkai.domain.law.strict_yaml import LawDataError
from tests.county import make_county

TRAINING = "one.training: {label: 政务公开培训, unit: 次, ledger: training}"


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    monkeypatch.setattr(ledgers, "_REGISTERED", dict(ledgers._REGISTERED))
    asked: list[object] = []

    def count(organs: object, period: Period) -> dict[str, int]:
        asked.append((organs, period))
        return {"training": 3}

    register_ledger("trainings", ("training",), count)
    yield asked


def test_a_code_nobody_counts_is_refused() -> None:
    with pytest.raises(LawDataError):
        parse_counts(TRAINING, "counts.yaml")


@pytest.mark.django_db
def test_a_registered_ledger_counts(registered: list[object]) -> None:
    assert parse_counts(TRAINING, "counts.yaml")["one.training"].ledger == "training"
    county = make_county()
    period = Period(2025)
    found = ledger_counts((county.department.pk,), period)
    assert found["training"] == 3 and found["news"] == 0
    assert registered == [((county.department.pk,), period)]


def test_nothing_is_counted_twice(registered: list[object]) -> None:
    with pytest.raises(ValueError, match="news"):
        register_ledger("other", ("news",), lambda organs, period: {})


def test_every_ledger_of_the_yaml_is_there() -> None:
    named = {one.ledger for one in counts().values() if one.ledger}
    assert named <= set(ledger_codes())
