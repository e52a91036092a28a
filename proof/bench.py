"""`make bench`: speed and memory, as ratios within one run.

What a user would take instead is the bare parser of the format (it gives tables, not findings); the
physical limit of the rules in bulk is one matrix product. Absolute times are this machine's.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

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

    rules()


def _formats(say: Callable[[str], None]) -> None:
    report = read_report_file(SEED)
    say("读取＋校核，与只用解析库取出表格相比（中位数，毫秒）\n")
    say(f"  {'格式':6}{'大小KB':>8}{'只解析':>9}{'读取':>9}{'读＋校核':>10}{'倍数':>7}")
    for name, bare in BARE.items():
        data = SEED.read_bytes() if name == "md" else render(report, name)
        file = f"report.{name}"
        parse = _median(lambda data=data, bare=bare: bare(data))
        read = _median(lambda data=data, file=file: read_report(data, file))
        whole = _median(lambda data=data, file=file: check(Subject(read_report(data, file))))
        say(
            f"  {name:6}{len(data) / 1024:8.0f}{parse:9.1f}{read:9.1f}{whole:10.1f}{whole / parse:7.1f}"
        )
    say("")


def _median(work: Callable[[], object], rounds: int = 7) -> float:
    """Milliseconds, the first round left out."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def _html(data: bytes) -> object:
    """Text and tables with their spans laid out, as a table reader for data frames does it."""
    from lxml import html

    tree = html.fromstring(data)
    tables = []
    for table in tree.iter("table"):
        grid: dict[tuple[int, int], str] = {}
        for row, line in enumerate(table.iter("tr")):
            column = 0
            for cell in line.iterchildren("td", "th"):
                while (row, column) in grid:
                    column += 1
                text = " ".join(cell.text_content().split())
                for down in range(int(cell.get("rowspan", 1))):
                    for right in range(int(cell.get("colspan", 1))):
                        grid[row + down, column + right] = text
        tables.append(grid)
    return tree.text_content(), tables


def _docx(data: bytes) -> object:
    import docx

    document = docx.Document(BytesIO(data))
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


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


BARE: dict[str, Callable[[bytes], object]] = {
    "html": _html,
    "docx": _docx,
    "pdf": _pdf,
    "xlsx": _xlsx,
    "ofd": _ofd,
    "md": _markdown,
}


def _cold_start(say: Callable[[str], None]) -> None:
    """The whole process, from the shell's call to its end, and its largest memory."""
    say("整条命令的用时（秒，中位数）与最大内存（MB）\n")
    report = read_report_file(SEED)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("md", "html", "docx", "pdf", "xlsx", "ofd"):
            path = Path(folder) / f"report.{name}"
            path.write_bytes(SEED.read_bytes() if name == "md" else render(report, name))
            times, memory = _runs(
                [sys.executable, "-m", "gongkai.cli.main", "report", "check", str(path)]
            )
            say(f"  gongkai report check .{name:5} {times:6.2f} s {memory:6.0f} MB")
    bare, _ = _runs([sys.executable, "-c", "pass"])
    say(f"  python -c pass              {bare:6.2f} s\n")


def _runs(command: list[str], rounds: int = 5) -> tuple[float, float]:
    """Seconds (median) and megabytes (the largest process of the command)."""
    times, memory = [], 0.0
    for _ in range(rounds):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        times.append(time.perf_counter() - start)
        memory = max(memory, used.ru_maxrss / 1024)
    return statistics.median(times), memory


if __name__ == "__main__":
    main()
