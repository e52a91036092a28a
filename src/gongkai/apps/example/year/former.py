"""政府信息公开年报 of past years: reports of our own desk, attached to their pages."""

import datetime as dt
import random
from collections.abc import Sequence
from functools import cache
from typing import Any

from gongkai.apps.clock import CHINA
from gongkai.apps.example.days import working_days
from gongkai.apps.example.figures import FIGURES
from gongkai.apps.example.piece import File, Part, Piece
from gongkai.apps.example.register import ExampleOrgan, register
from gongkai.apps.example.year.calendar import REPORTED_BY
from gongkai.apps.example.year.prose import UnitProse
from gongkai.apps.example.year.truth import Cells, county_cells, past_book
from gongkai.domain.reports import AnnualReport, report_from_cells
from gongkai.domain.reports.forms import form_for_year

YEARS = (2023, 2024)
# These organs' reports carry their files.
WITH_FILES = ("xzf", "jyj", "mzj", "czj")
# Who decides on licences, and who penalises.
LICENSING = ("spj", "gaj", "wjj")
ENFORCING = ("scj", "yjj", "jtj", "gaj", "cgj", "wjj")
# What units wrote in those years.
OF_A_UNIT: dict[str, Any] = {
    "supervision": "参加业务培训2次，自查栏目4次；政府信息公开纳入年度工作考核，结果为合格；"
    "社会评议没有收到意见；全年没有责任追究情形。",
}


def annual_pieces(today: dt.date) -> list[Piece]:
    """The report of every organ for every past year, published in the January after it."""
    made = []
    for year in YEARS:
        for number, organ in enumerate(register().values()):
            there = organ.abolished_on is None or organ.abolished_on.year > year
            reports = organ.slug not in ("zfb", *REPORTED_BY)
            if there and reports and organ.founded_on.year <= year:
                piece = _piece(organ, year, number)
                if piece.at.date() <= today and _exists(organ, piece.at.date()):
                    made.append(piece)
    return made


def _exists(organ: ExampleOrgan, day: dt.date) -> bool:
    return organ.abolished_on is None or day < organ.abolished_on


def _piece(organ: ExampleOrgan, year: int, number: int) -> Piece:
    report = annual_report(organ.slug, year)
    days = working_days(dt.date(year + 1, 1, 5), dt.date(year + 1, 1, 30))
    if organ.slug == "xzf":
        days = working_days(dt.date(year + 1, 3, 10), dt.date(year + 1, 3, 27))
    day = days[number % len(days)]
    formats = ["docx", "pdf"] if organ.slug in WITH_FILES else []
    return Piece(
        kind="annual_report",
        organ=organ.slug,
        column="annual-reports",
        title=report.title,
        parts=_parts(report),
        at=dt.datetime(day.year, day.month, day.day, 10, number % 60, tzinfo=CHINA),
        summary=f"{organ.name}{year}年政府信息公开工作年度报告，按照国务院办公厅规定的格式编制。",
        keywords="政府信息公开,年度报告",
        source=organ.name,
        genre="报告",
        topic="0101",
        made_on=day,
        files=tuple(File(one, report.title, report) for one in formats),
    )


def _parts(report: AnnualReport) -> tuple[Part, ...]:
    parts = [Part("p", paragraph.text) for paragraph in report.preface]
    for section in report.form.sections:
        parts.append(Part("h2", f"{section.number}、{section.heading}"))
        parts += _tables(report, section.number)
        found = report.sections.get(section.number)
        if found is not None:
            parts += [Part("p", paragraph.text) for paragraph in found.paragraphs]
    return tuple(parts)


def _tables(report: AnnualReport, section: str) -> list[Part]:
    """The figures that a reader looks for first; the whole form is in the attachment."""

    def shown(cell: str) -> str:
        number = report.number(cell)
        return "" if number is None else format(number, "f")

    if section == "二":
        cells = ("t2.normative.made", "t2.normative.repealed", "t2.normative.in_force")
        rows = (
            ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
            ("规章", *(shown(cell.replace("normative", "rules")) for cell in cells)),
            ("行政规范性文件", *(shown(cell) for cell in cells)),
        )
        amounts = (
            ("信息内容", "本年处理决定数量（件）"),
            ("行政许可", shown("t2.licences")),
            ("行政处罚", shown("t2.penalties")),
            ("行政强制", shown("t2.compulsory")),
            ("行政事业性收费（万元）", shown("t2.fees")),
        )
        return [Part("table", rows=rows), Part("table", rows=amounts)]
    if section == "三":
        labels = {"new": "本年新收", "carried_in": "上年结转", "granted": "予以公开",
                  "total": "办理结果总计", "carried_out": "结转下年度继续办理"}  # fmt: skip
        rows3 = tuple((label, shown(f"t3.{row}.total")) for row, label in labels.items())
        return [Part("table", rows=(("项目", "件数"), *rows3))]
    if section == "四":
        blocks = {"review": "行政复议", "direct": "未经复议直接起诉", "after_review": "复议后起诉"}
        results = ("upheld", "corrected", "other", "pending", "total")
        head = ("类别", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
        rows4 = tuple(
            (label, *(shown(f"t4.{block}.{result}") for result in results))
            for block, label in blocks.items()
        )
        return [Part("table", rows=(head, *rows4))]
    return []


@cache
def annual_report(slug: str, year: int) -> AnnualReport:
    """The report of an organ for a year up to 2024: its figures add up, its prose says what its tables say."""
    organ = register()[slug]
    chance = random.Random(f"{slug}:{year}")
    cells = county_cells(year) if slug == "xzf" else _cells(organ, year, chance)
    county = slug == "xzf"
    author = "示例县人民政府办公室" if county or slug == "zfb" else f"{organ.name}办公室"
    return report_from_cells(
        cells,
        organ=organ.name,
        year=year,
        form=form_for_year(year).key,
        preface=_preface(organ, year, author),
        sections={
            "一": _overview(organ, year, cells),
            **dict.fromkeys("二三四", ""),
            "五": _problems(
                year, past_book()[year]["problems"] if county else _of_unit(slug, year)
            ),
            "六": _other(year),
        },
        signature=f"{author}\n{year + 1}年{'3月12日' if county else '1月16日'}",
    )


def _cells(organ: ExampleOrgan, year: int, chance: random.Random) -> Cells:
    cells: Cells = dict.fromkeys(form_for_year(year).cells, 0)
    asked = int(chance.random() * 4)
    for row in ("new", "granted", "total"):
        cells[f"t3.{row}.natural"] = cells[f"t3.{row}.total"] = asked
    if organ.slug in LICENSING:
        cells |= {"t2.licences": 40 + int(chance.random() * 160)}
    if organ.slug in ENFORCING:
        cells |= {"t2.penalties": 10 + int(chance.random() * 60)}
    return cells


def _preface(organ: ExampleOrgan, year: int, author: str) -> str:
    return (
        "本报告根据《中华人民共和国政府信息公开条例》和《中华人民共和国政府信息公开工作年度报告格式》编制，"
        "由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、"
        "存在的主要问题及改进情况、其他需要报告的事项六个部分组成。"
        f"本报告所列数据的统计期限自{year}年1月1日起，至{year}年12月31日止。"
        "本报告电子版可在示例县人民政府门户网站（www.shilixian.example）下载。"
        f"如对本报告有疑问，请与{author}联系（地址：{organ.address}，邮编：{organ.postcode}，电话：0000-0000000）。"
    )


def _overview(organ: ExampleOrgan, year: int, cells: Cells) -> str:
    if organ.slug == "xzf":
        active, said = _published(year, cells), past_book()[year]
    else:
        words = UnitProse(organ.slug, str(year))
        said = OF_A_UNIT | {one: words.part(f"one.{one}") for one in ("management", "platform")}
        active = f"围绕{'、'.join(organ.duty[:2])}等工作主动公开政府信息，没有制发行政规范性文件。"
    return "\n".join(
        (
            f"（一）主动公开情况。{active}",
            f"（二）依申请公开情况。{_asked(cells)}",
            f"（三）政府信息管理情况。{said['management']}",
            f"（四）政府信息公开平台建设情况。{said['platform']}",
            f"（五）监督保障情况。{said['supervision']}",
        )
    )


def _published(year: int, cells: Cells) -> str:
    made = f"制发行政规范性文件{cells['t2.normative.made']}件"
    if "t2.normative.in_force" in cells:
        made += f"，年末现行有效{cells['t2.normative.in_force']}件"
    if year in FIGURES:
        figures = FIGURES[year]
        made = (
            f"全年县政府门户网站更新政务动态信息{figures['news']}条，"
            f"信息公开目录信息{figures['catalogue']}条，{made}"
        )
    return f"{made}。"


def _asked(cells: Cells) -> str:
    """What became of the applications, and of the reviews, in the words of the tables."""
    if not cells["t3.new.total"]:
        return "全年没有收到政府信息公开申请。"
    said = f"全年新收政府信息公开申请{cells['t3.new.total']}件"
    if cells["t3.carried_in.total"]:
        said += f"，上年结转{cells['t3.carried_in.total']}件"
    said += f"，办结{cells['t3.total.total']}件，其中予以公开{cells['t3.granted.total']}件"
    left = cells["t3.carried_out.total"]
    said += f"，结转下年度继续办理{left}件。" if left else "，没有结转下年度继续办理的申请。"
    if cells["t4.review.total"]:
        said += f"因政府信息公开工作被申请行政复议{cells['t4.review.total']}件，"
        results = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果"}
        held = [(label, cells[f"t4.review.{one}"]) for one, label in results.items()]
        said += "，".join(f"{label}{number}件" for label, number in held if number) + "。"
    return said


def _of_unit(slug: str, year: int) -> list[tuple[str, str]]:
    """Problem and measure; what became of those of the last year stands in the report of 2025."""
    words = UnitProse(slug) if year == YEARS[-1] else UnitProse(slug, str(year))
    return [(one.problem, one.measure) for one in words.old_problems]


def _problems(year: int, said: Sequence[Sequence[str]]) -> str:
    (first, do_first), (second, do_second) = said
    return (
        f"存在的主要问题：一是{first}；二是{second}。\n"
        f"改进措施：{year + 1}年，一是{do_first}；二是{do_second}。"
    )


def _other(year: int) -> str:
    """信息处理费 is charged since 2021 (国办函〔2020〕109号)."""
    none = "没有其他需要报告的事项。"
    return f"{year}年度未收取政府信息公开信息处理费。{none}" if year > 2020 else none
