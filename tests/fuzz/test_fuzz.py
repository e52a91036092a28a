"""Two thousand damaged files through every reader: no fault, no hang, bounded memory.

`make fuzz N=200000` does the same for longer.
"""

import pytest

from proof.fuzz import TARGETS, summary
from tests.fuzz.campaign import Campaign
from tests.fuzz.seeds import WEIGHTS

COUNT = 2_000


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return Campaign(seed=20_260_101, target=TARGETS["report"])


def test_two_thousand_damaged_files(campaign: Campaign) -> None:
    outcome = campaign.run(0, COUNT)
    assert not outcome.faults, summary(outcome, 0)
    assert len(outcome.times) == COUNT
    assert outcome.peak < 512 * 2**20
    kinds = {kind for kind, _ in outcome.counts}
    assert kinds >= WEIGHTS.keys()
    # A campaign in which nothing is read or nothing refused proves nothing.
    ends = {what for _, what in outcome.counts}
    assert ends >= {"read", "Unreadable", "NotAReport"}


def test_inputs_are_the_same_every_time(campaign: Campaign) -> None:
    again = Campaign(seed=campaign.seed, target=TARGETS["report"])
    assert [again.input(number) for number in range(20)] == [
        campaign.input(number) for number in range(20)
    ]
