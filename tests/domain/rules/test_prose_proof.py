"""The proof in small: sound reports raise no error, a changed number is found."""

from proof.prose_accuracy import Measured, _measure_made


def test_sound_prose_is_quiet_and_changed_numbers_are_found() -> None:
    from gongkai.domain.rules.checking import load_rules

    load_rules()
    result = Measured()
    _measure_made(result, each=2)
    assert result.alarms == []
    assert result.quiet == result.whole == 10
    assert result.killed >= 0.95 * result.changed, result.survivors
