"""`python -m proof.bench_cases [--postgres] [sizes …]`: what the desk costs among many cases.

Each question is asked of the program as the pages ask it. Beside it stand a bare grouped scan of the table in the
database's own words (the physical limit of reading everything), and the naive way: to compute every case's
standing from its events whenever somebody looks (measured on a sample, multiplied).
"""

import os
import resource
import statistics
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator

from proof.homes import measure_each

SIZES = (10_000,)
ROUNDS = 5
SAMPLE = 300
say = print


def main(arguments: list[str]) -> None:
    """Each size in a folder or database of its own; making and measuring in processes of their own."""
    sizes = [int(one) for one in arguments if one.isdigit()] or SIZES
    measure_each("proof.bench_cases", sizes, arguments)


def _ready() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    import django

    django.setup()
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["*"]


def _make(size: int) -> None:
    _ready()
    from proof.case_rows import make_cases

    start = time.perf_counter()
    make_cases(size)
    say(f"\n{size:,} 件申请（造数据 {time.perf_counter() - start:.0f} 秒）")


def _measure(size: int) -> None:
    _ready()
    import datetime as dt

    from gongkai.apps import clock
    from proof.case_rows import TODAY

    with clock.stopped_at(dt.datetime.combine(TODAY, dt.time(10), clock.CHINA)):
        from django.db import connection

        say(f"  {connection.vendor}；毫秒（{ROUNDS} 次的中位数）、查询次数")
        scan = _median(_bare_scan)
        say(f"  {wide('整表分组计数（极限：读完全部申请）')}{scan:10.1f}")
        naive = _naive(size)
        say(f"  {wide('逐件由记录推算（朴素做法，抽样推算）')}{naive:10.0f}")
        for name, ask in _questions():
            taken, queries = _median(ask), _queries(ask)
            row = f"  {wide(name)}{taken:10.1f}  {queries:3} 次查询"
            say(f"{row}  整表的 {taken / scan:8.4f} 倍  比朴素的快 {naive / taken:11,.0f} 倍")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        say(f"  最大内存 {peak:.0f} MB")


def wide(text: str, width: int = 40) -> str:
    """Filled up to a width in which a Chinese character counts two."""
    taken = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
    return text + " " * max(0, width - taken)


def _bare_scan() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        # No index holds these three: the table itself is read.
        cursor.execute(
            "SELECT state, outcome, applicant_kind, count(*) FROM cases_case GROUP BY 1, 2, 3"
        )
        assert cursor.fetchall()


def _naive(size: int) -> float:
    """Milliseconds to fold the events of every case, from a sample."""
    from gongkai.apps.cases.models import Case
    from gongkai.apps.cases.queries.steps import standing_now

    rows = list(Case.objects.order_by("pk")[:SAMPLE])
    start = time.perf_counter()
    for one in rows:
        standing_now(one)
    return (time.perf_counter() - start) * 1000 / SAMPLE * size


def _questions() -> Iterator[tuple[str, Callable[[], object]]]:
    """Name and question: pages through the whole program as somebody who sees all organs."""
    from django.test import Client

    from gongkai.apps import clock
    from gongkai.apps.cases.law import law_in_use
    from gongkai.apps.cases.models import Case
    from gongkai.apps.cases.queries.ledger import Period
    from gongkai.apps.cases.queries.worklists import (
        WORKLISTS,
        Cursor,
        Wanted,
        counts,
        list_page,
    )
    from gongkai.apps.organs.models import Organ, Person
    from gongkai.apps.remedies.queries.ledger import behind, ledger
    from gongkai.apps.sealing import match
    from proof.case_rows import NAME
    from tests.office.entering import enter

    today, calendar = clock.today(), law_in_use()[1]
    all_organs = set(Organ.objects.values_list("pk", flat=True))
    department = Organ.objects.get(slug="jyj")
    county = enter(Client(), Person.objects.get(username="county_office"))
    clerk = enter(Client(), Person.objects.get(username="case_clerk"))
    running = Case.objects.filter(organ=department, state="handling").order_by("-pk").first()
    put_away = Case.objects.filter(organ=department, state="archived").order_by("-pk").first()
    newest = Case.objects.order_by("-pk").values_list("pk", flat=True)[0]
    middle = Cursor(None, newest // 2)

    def page(client: Client, path: str) -> Callable[[], object]:
        def ask() -> object:
            answer = client.get(path)
            assert answer.status_code == 200, (path, answer.status_code)
            return answer

        return ask

    for one in WORKLISTS.values():
        wanted = Wanted(one)
        yield f"清单 {one.label}", lambda wanted=wanted: list_page(wanted, None, today, calendar)
    every = Wanted(WORKLISTS["all"])
    yield "清单 全部申请，翻到中间", lambda: list_page(every, middle, today, calendar)
    yield "各清单的件数", lambda: counts(every, today, calendar)
    who = Wanted(WORKLISTS["all"], who=match("name", NAME))
    yield "按申请人姓名查找", lambda: list_page(who, None, today, calendar)
    yield "清单页（县，全部机关）", page(county, "/office/cases/?list=open")
    yield "清单页（一个机关的经办人）", page(clerk, "/office/cases/?list=open")
    yield "首页（经办人）", page(clerk, "/office/")
    for name, case in (("办理中", running), ("已归档", put_away)):
        if case is not None:  # few cases: none of this organ has come so far
            yield f"办件页（{name}）", page(clerk, f"/office/cases/{case.pk}/")
    yield "台账 2025 一个机关", lambda: ledger({department.pk}, Period(2025))
    yield "台账 2025 全县", lambda: ledger(all_organs, Period(2025))
    yield "台账 2025 一个机关，连同编号", lambda: behind({department.pk}, Period(2025))


def _median(ask: Callable[[], object]) -> float:
    ask()
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def _queries(ask: Callable[[], object]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as made:
        ask()
    return len(made)


if __name__ == "__main__":
    if sys.argv[1:2] == ["make"]:
        _make(int(sys.argv[2]))
    elif sys.argv[1:2] == ["measure"]:
        _measure(int(sys.argv[2]))
    else:
        main(sys.argv[1:])
