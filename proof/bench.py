"""`make bench`: speed and memory, as ratios within one run.

What a user would take instead is a library that gives the tables of the format, not findings; the
physical limit is the bare C parser; the rules in bulk stand beside one dense matrix product, which adds zeros too. Absolute times are
this machine's.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from gongkai.documents.reader import read_report, read_report_file
from gongkai.documents.rendering import render
from gongkai.domain.rules.checking import check
from gongkai.domain.rules.subject import Subject

ROOT = Path(__file__).parents[1]
SEED = ROOT / "tests" / "data" / "jiaokou-2025.md"


def main() -> None:
    say = print
    _formats(say)
    _cold_start(say)
    from proof.bench_rules import main as rules
    from proof.bench_scan import main as scan
    from proof.bench_search import main as search

    rules()
    from proof.bench_publishing import main as publishing

    publishing()
    scan()
    search([])
    from proof.bench_cases import main as cases

    cases([])
    from proof.bench_annual import main as annual

    annual([])


def _formats(say: Callable[[str], None]) -> None:
    """Reading and checking beside what others take to get the bare tables out of the same file."""
    report = read_report_file(SEED)
    say(
        "读取＋校核，与只读取、与只取出文字和表格的其他做法相比（处理器用时，轮流计时，中位数，毫秒）\n"
    )
    for name, others in OTHERS.items():
        data = SEED.read_bytes() if name == "md" else render(report, name)
        file = f"report.{name}"
        times = medians(
            {
                OUR_READING: lambda data=data, file=file: read_report(data, file),
                "读取＋校核": lambda data=data, file=file: check(Subject(read_report(data, file))),
                **{
                    label: lambda data=data, bare=bare: bare(data) for label, bare in others.items()
                },
            }
        )
        whole = times.pop("读取＋校核")
        say(f"  {name}（{len(data) / 1024:.0f} KB）：读取＋校核 {whole:.1f}")
        for label, parse in times.items():
            ratio = whole / parse
            goal = ""
            if name in GOALS:
                goal = (
                    f"（目标 ≤ {GOALS[name]} 倍：{'达到' if ratio <= GOALS[name] else '未达到'}）"
                )
            say(f"    {label:40}{parse:8.1f}  {ratio:6.2f} 倍{goal}")
    say("")


def medians(works: Mapping[str, Callable[[], object]], rounds: int = 15) -> dict[str, float]:
    """Milliseconds of the processor for each, taken in turn, so that what else the machine does falls on
    all; the first round left out."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            start = time.process_time()
            work()
            if number:
                times[name].append((time.process_time() - start) * 1000)
    return {name: statistics.median(taken) for name, taken in times.items()}


def _html_lxml(data: bytes) -> object:
    """Text and tables with their spans laid out, as a table reader for data frames does it."""
    from lxml import html

    tree = html.fromstring(data)
    tables = []
    for table in tree.iter("table"):
        rows = [list(line.iterchildren("td", "th")) for line in table.iter("tr")]
        texts = [[" ".join(cell.text_content().split()) for cell in row] for row in rows]
        tables.append(_laid_out(rows, texts))
    return tree.text_content(), tables


def _html_soup(parser: str) -> Callable[[bytes], object]:
    """The same by BeautifulSoup on one of its parsers."""

    def read(data: bytes) -> object:
        from bs4 import BeautifulSoup

        soup = BeautifulSoup(data, parser)
        tables = []
        for table in soup.find_all("table"):
            rows = [line.find_all(["td", "th"], recursive=False) for line in table.find_all("tr")]
            texts = [[cell.get_text(" ", strip=True) for cell in row] for row in rows]
            tables.append(_laid_out(rows, texts))
        return soup.get_text(), tables

    return read


def _laid_out(rows: Sequence[Sequence[Any]], texts: list[list[str]]) -> dict[tuple[int, int], str]:
    """The cells of one table by row and column, a merged cell in each of its places."""
    grid: dict[tuple[int, int], str] = {}
    for row, line in enumerate(rows):
        column = 0
        for cell, text in zip(line, texts[row], strict=True):
            while (row, column) in grid:
                column += 1
            for down in range(int(cell.get("rowspan", 1))):
                for right in range(int(cell.get("colspan", 1))):
                    grid[row + down, column + right] = text
    return grid


def _docx_library(data: bytes) -> object:
    import docx

    document = docx.Document(BytesIO(data))
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def _docx_bare(data: bytes) -> object:
    """The document part alone, unzipped and parsed: the texts of its paragraphs and of its cells."""
    from zipfile import ZipFile

    from lxml import etree

    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with ZipFile(BytesIO(data)) as package:
        tree = etree.fromstring(package.read("word/document.xml"))
    texts = ["".join(one.itertext(f"{w}t")) for one in tree.iter(f"{w}p")]
    rows = [
        ["".join(cell.itertext(f"{w}t")) for cell in row.iterchildren(f"{w}tc")]
        for row in tree.iter(f"{w}tr")
    ]
    return texts, rows


def _pdf(data: bytes) -> object:
    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as document:
        return [(page.extract_text(), page.extract_tables()) for page in document.pages]


def _xlsx(data: bytes) -> object:
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(data), data_only=True)
    return [list(sheet.values) for sheet in book]


def _ofd(data: bytes) -> object:
    import ofdkit

    return ofdkit.extract_text(BytesIO(data))


def _markdown(data: bytes) -> object:
    return [line.split("\t") for line in data.decode("utf-8").splitlines()]


# By format: what a user would take instead, and last, where it is another, the physical limit.
OTHERS: dict[str, dict[str, Callable[[bytes], object]]] = {
    "html": {
        "BeautifulSoup + html5lib": _html_soup("html5lib"),
        "BeautifulSoup + lxml": _html_soup("lxml"),
        "lxml alone (physical limit)": _html_lxml,
    },
    "docx": {
        "python-docx": _docx_library,
        "zipfile + lxml alone (physical limit)": _docx_bare,
    },
    "pdf": {"pdfplumber": _pdf},
    "xlsx": {"openpyxl": _xlsx},
    "ofd": {"ofdkit (text only)": _ofd},
    "md": {"str.split (physical limit)": _markdown},
}
GOALS = {"html": 2, "docx": 2}
OUR_READING = "our own reading alone"


def _cold_start(say: Callable[[str], None]) -> None:
    """The whole process, from the shell's call to its end, and its largest memory."""
    say("整条命令：用时（秒，中位数）、其中处理器用时、最大内存（MB）；md 的目标 ≤ 0.7 秒\n")
    report = read_report_file(SEED)
    with tempfile.TemporaryDirectory() as folder:
        # As installed: the modules compiled, whatever this environment says of keeping them so.
        kept = {key: value for key, value in os.environ.items() if key != _UNCOMPILED}
        environment = {**kept, "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
        for name in ("md", "html", "docx", "pdf", "xlsx", "ofd"):
            path = Path(folder) / f"report.{name}"
            path.write_bytes(SEED.read_bytes() if name == "md" else render(report, name))
            command = [sys.executable, "-m", "gongkai.cli.main", "report", "check", str(path)]
            times, busy, memory = _runs(command, environment)
            say(f"  gongkai report check .{name:5}{times:6.2f} s{busy:6.2f} s{memory:6.0f} MB")
        bare, busy, _ = _runs([sys.executable, "-c", "pass"], environment)
    say(f"  python -c pass             {bare:6.2f} s{busy:6.2f} s\n")


_UNCOMPILED = "PYTHONDONTWRITEBYTECODE"


# A process begins with the largest memory of the one that started it, so a small one starts the command.
_STARTER = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
took, used = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
print(took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def _runs(
    command: list[str], environment: Mapping[str, str], rounds: int = 15
) -> tuple[float, float, float]:
    """Seconds and seconds of processor (medians), and megabytes (the largest process of the command).

    The first round, which compiles the modules, is left out.
    """
    rows = []
    for _ in range(rounds + 1):
        told = subprocess.run(
            [sys.executable, "-S", "-c", _STARTER, *command],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        rows.append([float(one) for one in told.stdout.split()])
    times, busy, memory = zip(*rows[1:], strict=True)
    return statistics.median(times), statistics.median(busy), max(memory)


if __name__ == "__main__":
    main()
