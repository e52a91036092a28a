"""`verify_year`: every stored fact behind a year's reports held against the log, and everything compiled again."""

from collections.abc import Iterator

from gongkai.apps.annual.verification.again import check_compilations
from gongkai.apps.annual.verification.fault import Fault
from gongkai.apps.annual.verification.files import check_files
from gongkai.apps.annual.verification.marks import read_marks
from gongkai.apps.annual.verification.organs import check_organs
from gongkai.apps.annual.verification.rows import check_rows
from gongkai.apps.audit.verification import verify as verify_log
from gongkai.apps.cases.verification import Verdict, verify_cases
from gongkai.apps.remedies.verification import verify_remedies

__all__ = ["Fault", "verify_year"]


def verify_year(year: int, *, cases: bool = True, files: bool = True) -> list[Fault]:
    """What was changed behind the program, each place named; empty where nothing was.

    First the log itself, then the rows against their marks in it, then applications, reviews and suits
    (`cases`: takes as long as `cases verify`), then files, then every kept compilation again at its moment.
    """
    return list(_faults(year, cases=cases, files=files))


def _faults(year: int, *, cases: bool, files: bool) -> Iterator[Fault]:
    for one in verify_log().faults:
        yield Fault("Entry", None, "审计日志", f"审计日志：{one.message}")
    yield from check_rows(read_marks())
    yield from check_organs()
    if cases:
        verdict = Verdict()
        verify_cases(verdict)
        verify_remedies(verdict)
        yield from (Fault(one.kind, None, "", one.message) for one in verdict.faults)
        if verdict.more_faults:
            yield Fault(
                "cases", None, "", f"申请和复议诉讼另有{verdict.more_faults}处，未逐一列出。"
            )
    if files:
        yield from check_files(year)
    yield from check_compilations(year)
