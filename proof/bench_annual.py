"""`python -m proof.bench_annual [--postgres] [units:cases:of_the_year …]`: what the report year costs.

A unit, and the government whose units they are, compiled as now and as known at an earlier moment; the rules over
both reports; the office's pages. Beside them a bare grouped scan of the tables the figures come from (the physical
limit of reading everything), and what is done without the platform: every unit sends its form as a workbook,
openpyxl opens each, the cells are added up.

60:10000:2000 → 600:10000:2000 is ten times the units, 60:10000:2000 → 60:100000:2000 ten times the history with the
year's cases the same.
"""

import gc
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from proof.bench_cases import wide
from proof.homes import measure_each

SIZES = ("60:10000:2000", "600:10000:2000", "60:100000:2000")
ROUNDS = 5
SHEETS = 60  # workbooks that are opened; for more units the time is multiplied
say = print


def main(arguments: list[str]) -> None:
    """Each size in a home of its own, in a process of its own."""
    sizes = [one for one in arguments if ":" in one] or list(SIZES)
    measure_each("proof.bench_annual", sizes, arguments)


def _ready() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    # As the server does when it has loaded the program.
    gc.collect()
    gc.freeze()


def _make(size: str) -> None:
    _ready()
    from proof.annual_rows import make_year, now

    units, cases, in_year = (int(one) for one in size.split(":"))
    start = time.perf_counter()
    with now():
        make_year(units, cases, in_year)
    taken = time.perf_counter() - start
    say(
        f"\n{units} 个单位，{cases:,} 件申请，其中本年 {in_year:,} 件（造数据 {taken:.0f} 秒）",
        flush=True,
    )


def _measure(size: str) -> None:
    _ready()
    from django.db import connection

    from proof.annual_rows import now

    with now():
        say(f"  {connection.vendor}；毫秒（{ROUNDS} 次的中位数：历时、处理器）、查询次数")
        scan, _ = _median(_bare_scan)
        say(f"  {wide('各表分组计数（极限：读完全部数据行）')}{scan:9.1f}")
        sheets = _workbooks(int(size.split(":")[0]))
        say(f"  {wide('用 openpyxl 逐个打开各单位的表格相加')}{sheets:9.0f}", flush=True)
        for name, ask in _questions():
            queries = _queries(ask)
            taken, busy = _median(ask)
            row = f"  {wide(name)}{taken:9.1f} {busy:9.1f}  {queries:3} 次查询"
            say(f"{row}  分组计数的 {taken / scan:7.2f} 倍  比逐表相加快 {sheets / taken:8.1f} 倍",
                flush=True)  # fmt: skip
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        say(f"  最大内存 {peak:.0f} MB", flush=True)


def _bare_scan() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for columns, table in (
            ("organ_id, applicant_kind, outcome, variant", "cases_figures"),
            ("organ_id, block, \"column\"", "remedies_remedyfigures"),
            ("organ_id, cell, value", "annual_statement"),
            ("organ_id, made_on", "disclosure_normativedocument"),
        ):  # fmt: skip
            cursor.execute(f"SELECT {columns}, count(*) FROM {table} GROUP BY {columns}")
            assert cursor.fetchall()


def _workbooks(units: int) -> float:
    """Milliseconds to open every unit's form and add the cells up; the sum is held against the platform's."""
    from decimal import Decimal

    from openpyxl import load_workbook

    from gongkai.apps.annual.compiling.government import compile_government
    from gongkai.apps.cases.queries.ledger import Period
    from gongkai.apps.organs.models import Organ
    from gongkai.documents.rendering import render
    from proof.annual_rows import YEAR

    whole = compile_government(Organ.objects.get(slug="xzf"), Period(YEAR))
    units_of = [one for one in whole.units.values() if one.figures["t3.new.total"].value]
    chosen = units_of[:SHEETS]
    files = [render(one.report("某单位"), "xlsx") for one in chosen]
    start = time.perf_counter()
    sums: dict[tuple[str, str], Decimal] = {}
    for data in files:
        for sheet in load_workbook(BytesIO(data), data_only=True):
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, int | float):
                        place = (sheet.title, cell.coordinate)
                        sums[place] = sums.get(place, Decimal(0)) + Decimal(str(cell.value))
    taken = time.perf_counter() - start
    wanted = sum((one.figures["t3.new.total"].value or Decimal(0) for one in chosen), Decimal(0))
    assert wanted in sums.values(), "the sum of the workbooks is another"
    return taken * 1000 / len(files) * units


def _questions() -> Iterator[tuple[str, Callable[[], object]]]:
    from django.test import Client

    from gongkai.apps.annual.checking import check_report
    from gongkai.apps.annual.compiling.government import compile_government, compile_own
    from gongkai.apps.annual.models import Report
    from gongkai.apps.annual.queries.progress import progress
    from gongkai.apps.cases.queries.ledger import Period
    from gongkai.apps.organs.models import Organ, Person
    from proof.annual_rows import NOW, YEAR
    from tests.office.entering import enter

    top, unit = Organ.objects.get(slug="xzf"), Organ.objects.get(slug="ju1")
    office = enter(Client(), Person.objects.get(username="county_office"))
    whole = Report.objects.get(organ=top)
    handed_in = Report.objects.filter(kind="own").order_by("pk").first()
    assert handed_in is not None
    now, then = Period(YEAR), Period(YEAR, NOW)

    def page(path: str) -> Callable[[], object]:
        def ask() -> object:
            answer = office.get(path)
            assert answer.status_code == 200, (path, answer.status_code)
            return answer

        return ask

    yield "汇总一个单位", lambda: compile_own(unit, now).cells
    yield "汇总一个单位，按数据截止时间", lambda: compile_own(unit, then).cells
    yield "汇总政府（各单位相加）", lambda: compile_government(top, now).whole.cells
    yield "汇总政府，按数据截止时间", lambda: compile_government(top, then).whole.cells
    yield "各单位进度", lambda: progress(top, YEAR)
    yield "检查一个单位的报告", lambda: check_report(handed_in)
    yield "检查政府的报告", lambda: check_report(whole)
    yield "报告页（单位）", page(f"/office/annual/{handed_in.pk}/")
    yield "报告页（政府）", page(f"/office/annual/{whole.pk}/")
    yield "年度报告列表", page(f"/office/annual/?year={YEAR}")
    yield "年度总览", page(f"/office/annual/dashboard/?year={YEAR}")
    yield "进度与催报", page(f"/office/annual/missing/?year={YEAR}")


def _median(ask: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds: by the clock, and of the processor."""
    taken, busy = [], []
    for _ in range(ROUNDS):
        start, began = time.perf_counter(), time.process_time()
        ask()
        taken.append((time.perf_counter() - start) * 1000)
        busy.append((time.process_time() - began) * 1000)
    return statistics.median(taken), statistics.median(busy)


def _queries(ask: Callable[[], Any]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as made:
        ask()
    return len(made)


if __name__ == "__main__":
    if sys.argv[1:2] == ["make"]:
        _make(sys.argv[2])
    elif sys.argv[1:2] == ["measure"]:
        _measure(sys.argv[2])
    else:
        main(sys.argv[1:])
