"""Two thousand damaged files through every reader: no fault, no hang, bounded memory.

`make fuzz N=200000` does the same for longer.
"""

import pickle
import subprocess
import sys
from typing import Any

import pytest

from proof.fuzz import TARGETS, summary
from tests.databases import ROOT
from tests.fuzz.campaign import Campaign, Outcome
from tests.fuzz.seeds import WEIGHTS

COUNT = 2_000
SEED = 20_260_101

# In a process of its own: what this one has loaded by now would count against the limit of memory.
ALONE = """
import pickle, sys
from tests.fuzz.campaign import Campaign
outcome = Campaign(int(sys.argv[1]), sys.argv[2]).run(0, int(sys.argv[3]))
sys.stdout.buffer.write(pickle.dumps(vars(outcome)))
"""


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return Campaign(seed=SEED, target=TARGETS["report"])


def test_two_thousand_damaged_files() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ALONE, str(SEED), TARGETS["report"], str(COUNT)],
        cwd=ROOT, capture_output=True, timeout=1800, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    told: dict[str, Any] = pickle.loads(done.stdout)
    outcome = Outcome(**told)
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
