"""What is counted as a false alarm."""

from gongkai.domain.findings import Finding, Kind, Quote, Severity
from proof.matching import touches

FOUND = Finding(
    "P01", Kind.TEXT_TABLE, Severity.ERROR, "称收到申请 6 件", "x", quotes=(Quote("一", "收到6件"),)
)


def test_a_finding_touches_the_words_it_rests_on_and_a_report_called_right_throughout() -> None:
    assert touches(FOUND, "共收到6件")
    assert not touches(FOUND, "办结5件")
    assert touches(FOUND, "")
