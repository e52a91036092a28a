"""`gongkai report screen`: the sums of very many reports at once, one JSON report a line."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from gongkai.cli.output import complain, write_text
from gongkai.documents.errors import DocumentError, why_not
from gongkai.domain.findings import Outcome
from gongkai.domain.reports.annual_report import AnnualReport
from gongkai.domain.reports.batch import OUTCOMES, outcomes, pack

# Reports held in memory at a time; a line longer than the second is no report.
CHUNK = 4096
LONGEST_LINE = 2_000_000
NAMES = {
    "H1": "第一项加第二项等于第三项加第四项",
    "H2": "办理结果各项相加等于总计",
    "H3": "申请人各类相加等于总计",
    "H4": "复议、诉讼各项结果相加等于总计",
}


def run(options: argparse.Namespace) -> int:
    seen = failed = 0
    unreadable = 0
    try:
        for number, report, broken in _screened(options.file):
            seen += 1
            if report is None:
                unreadable += 1
                write_text(f"第{number}行\t未能读取\t{'；'.join(broken)}\n", None)
            elif broken:
                failed += 1
                write_text(
                    f"第{number}行\t{report.organ}\t{report.year}\t{'；'.join(broken)}\n", None
                )
    except DocumentError as why:
        complain(why.message, why.advice)
        return 2
    write_text(f"共 {seen} 份：合计不成立 {failed} 份，未能读取 {unreadable} 份\n", None)
    return 2 if unreadable else 1 if failed else 0


Line = tuple[int, AnnualReport | None, list[str]]


def _screened(path: Path) -> Iterator[Line]:
    """Every line with its report, or None, and what is wrong with it."""
    chunk: list[Line] = []
    for number, line in _lines(path):
        chunk.append(_read(number, line))
        if len(chunk) == CHUNK:
            yield from _judged(chunk)
            chunk = []
    yield from _judged(chunk)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    raise DocumentError(
                        f"{path} 第{number}行超过 {LONGEST_LINE // 1_000_000} MB",
                        "每行应是一份 JSON 年报（gongkai.report/1）",
                    )
                if line.strip():
                    yield number, line
    except OSError as why:
        raise DocumentError(f"无法打开 {path}：{why_not(why)}", "请检查文件名") from None


def _read(number: int, line: bytes) -> Line:
    from gongkai.documents.formats.report_json import read_report_json

    try:
        return number, read_report_json(line), []
    except DocumentError as why:
        return number, None, [why.message]


def _judged(chunk: list[Line]) -> Iterator[Line]:
    """The lines in their order, with the equations that each report breaks."""
    broken: dict[int, list[str]] = {}
    for key in {report.form.key for _, report, _ in chunk if report is not None}:
        batch = [
            (number, report)
            for number, report, _ in chunk
            if report is not None and report.form.key == key
        ]
        form = batch[0][1].form
        made = outcomes(pack(form, [report.numbers() for _, report in batch]))
        for column, (number, _) in enumerate(batch):
            failing = [
                f"{NAMES[equation.rule]}（{equation.key.partition('.')[2]}）"
                for equation, outcome in zip(form.equations, made[:, column], strict=True)
                if OUTCOMES[outcome] in (Outcome.FAILED, Outcome.BROKEN)
            ]
            broken[number] = failing
    for number, report, why in chunk:
        yield number, report, broken.get(number, why)
