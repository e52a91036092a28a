"""`python -m proof.bench_dashboard [--postgres] [cases …]`: what the year at a glance costs a county of 60 units.

All cases lie in the one year that is shown; half of the units have handed their report in. The page is asked of
the program as a browser asks it, and beside it stands a bare grouped scan of the same rows.
"""

import datetime as dt
import os
import random
import statistics
import sys
import time

from proof.homes import measure_each

SIZES = (1_000, 10_000)
UNITS, YEAR, ROUNDS = 60, 2025, 7
TODAY = dt.date(2026, 1, 20)
say = print


def main(arguments: list[str]) -> None:
    """Each size in a home of its own, in a process of its own."""
    sizes = [int(one) for one in arguments if one.isdigit()] or list(SIZES)
    measure_each("proof.bench_dashboard", sizes, arguments, ("measure",))


def _measure(size: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from gongkai.apps import clock
    from tests.county import make_county
    from tests.office.entering import enter

    with clock.stopped_at(dt.datetime.combine(TODAY, dt.time(10), clock.CHINA)):
        county = make_county()
        _fill(county, size)
        client = enter(Client(), county.people["county_office"])
        address = f"/office/annual/dashboard/?year={YEAR}"

        def ask() -> None:
            answer = client.get(address)
            if answer.status_code != 200 or b"<svg" not in answer.content:
                raise SystemExit(f"{address}: {answer.status_code}")

        ask()
        with CaptureQueriesContext(connection) as seen:
            ask()
            asked = [float(one["time"]) * 1000 for one in seen.captured_queries]
        page, scan = _median(ask), _median(lambda: _scan(connection))
        start = time.process_time()
        ask()
        busy = (time.process_time() - start) * 1000
        say(
            f"{connection.vendor}　{UNITS}个单位，{YEAR}年{size:,}件申请：年度总览 {page:.0f} 毫秒"
            f"（处理器 {busy:.0f}），{len(asked)} 次查询（{sum(asked):.0f} 毫秒）；"
            f"整表分组计数 {scan:.1f} 毫秒"
        )


def _fill(county: object, size: int) -> None:
    from gongkai.apps import clock
    from gongkai.apps.annual.models import Compilation, Report, ReportState, Step
    from gongkai.apps.cases.models import Case, Event, Figures
    from gongkai.domain.cases import outcomes
    from gongkai.domain.reports.forms import form_for_year
    from tests.apps.annual.test_past import past_content
    from tests.apps.annual.test_series import store_past
    from tests.county import County, make_organ

    assert isinstance(county, County)
    chance, now = random.Random(7), clock.now()
    organs = [county.department, county.township] + [
        make_organ(f"示例县第{n}局", f"第{n}局", f"ju{n}", "department", county.government)  # type: ignore[arg-type]
        for n in range(UNITS - 2)
    ]
    codes = [(code, one.variants[0].key) for code, one in outcomes().items()]
    cases = []
    for n in range(size):
        received = dt.date(YEAR, 1, 1) + dt.timedelta(days=chance.randrange(330))
        closed = received + dt.timedelta(days=chance.randrange(34))
        extended = n % 20 == 0
        outcome, variant = chance.choice(codes)
        cases.append(
            Case(
                organ=chance.choice(organs), number=f"b-{n}", kind="application",
                applicant_kind="natural", subject="某某", created_at=now, state="served",
                received_on=received, closed_on=closed, outcome=outcome, variant=variant,
                due_on=received + dt.timedelta(days=58 if extended else 29), extended=extended,
                late_by=0,
            )
        )  # fmt: skip
    Case.objects.bulk_create(cases, batch_size=500)
    Figures.objects.bulk_create(
        (
            Figures(
                case=one, organ_id=one.organ_id, since=now, applicant_kind="natural",
                received_on=one.received_on, closed_on=one.closed_on, outcome=one.outcome,
                variant=one.variant,
            )
            for one in cases
        ),
        batch_size=500,
    )  # fmt: skip
    Event.objects.bulk_create(
        (
            Event(
                case=one,
                number=1,
                kind="extend",
                on=one.received_on,
                facts={"days": 20},
                recorded_at=now,
            )
            for one in cases
            if one.extended
        ),
        batch_size=500,
    )
    cells = dict.fromkeys(form_for_year(YEAR).cells, "0")
    for organ in organs[::2]:
        report = Report.objects.create(
            organ=organ, year=YEAR, kind="own", state=ReportState.HANDED_IN, as_of=now
        )
        Compilation.objects.create(
            report=report, as_of=now, cells=cells, digest="0" * 64, made_at=now
        )
        Step.objects.create(report=report, state=ReportState.HANDED_IN, on=TODAY, recorded_at=now)
    for year in range(2020, YEAR):
        form = "2019" if year < 2021 else "2021"
        store_past(county.government, past_content(year, form=form), kind="government")


def _median(ask: object) -> float:
    assert callable(ask)
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def _scan(connection: object) -> None:
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(
            "SELECT organ_id, outcome, count(*) FROM cases_figures GROUP BY organ_id, outcome"
        )
        cursor.fetchall()


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        _measure(int(sys.argv[2]))
    else:
        main(sys.argv[1:])
