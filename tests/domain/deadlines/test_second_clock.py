"""Two clocks, written apart, agree on random applications."""

from proof.clocks import differing


def test_both_clocks_agree():
    kinds, wrong = differing(2_000, seed=20190515)
    assert not wrong, wrong[0]
    assert kinds["due"] > 1_000 and kinds["waits"] > 100
    assert all(kinds[name] > 100 for name in ("corrections", "consultations", "extensions", "fees"))
