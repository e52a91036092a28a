"""政府信息公开年报 of past years: reports of our own desk, attached to their pages."""

import datetime as dt
import random
from decimal import Decimal
from functools import cache
from importlib.resources import files

import yaml

from gongkai.apps.clock import CHINA
from gongkai.apps.example.days import working_days
from gongkai.apps.example.documents import ledger
from gongkai.apps.example.figures import FIGURES
from gongkai.apps.example.piece import File, Part, Piece
from gongkai.apps.example.register import ExampleOrgan, register
from gongkai.apps.example.written import written_ledger
from gongkai.domain.reports import AnnualReport, report_from_cells
from gongkai.domain.reports.forms.loading import load_form

YEARS = (2023, 2024, 2025)
# These organs' reports carry the PDF as well.
WITH_PDF = ("xzf", "jyj", "mzj", "czj")
# Who decides on licences, and who penalises.
LICENSING = ("spj", "gaj", "wjj")
ENFORCING = ("scj", "yjj", "jtj", "gaj", "cgj", "wjj")
STATED_YEAR = 2025
# Whose applications of 2025 are in the register, and over whose answers there were reviews and a suit.
ANSWERED = ("zfb", "jyj", "zrj", "rsj", "cgz")
DISPUTES = {
    "review": {"corrected": ["fgj", "zrj"], "other": ["rsj", "cgz", "zjj"]},
    "after_review": {"other": ["cgz"]},
}
Cells = dict[str, Decimal | int | float | None]


def annual_pieces(today: dt.date) -> list[Piece]:
    """The report of every organ for every past year, published in the January after it."""
    made = []
    for year in YEARS:
        for number, organ in enumerate(register().values()):
            there = organ.abolished_on is None or organ.abolished_on.year > year
            if there and organ.slug != "zfb" and organ.founded_on.year <= year:
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
    formats = ["docx"] if year == max(YEARS) or organ.slug in WITH_PDF else []
    formats += ["pdf"] if organ.slug in WITH_PDF else []
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
        files=tuple(File(one, report.title, year) for one in formats),
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
    """The report of an organ: its figures add up, and its prose says what its tables say."""
    organ = register()[slug]
    chance = random.Random(f"{slug}:{year}")
    asked = _asked(slug, year, chance)
    cells = _cells(organ, year, asked, chance)
    county = slug == "xzf"
    author = "示例县人民政府办公室" if county or slug == "zfb" else f"{organ.name}办公室"
    return report_from_cells(
        cells,
        organ=organ.name,
        year=year,
        preface=_preface(organ, year, author),
        sections={
            "一": _overview(organ, year, asked, cells),
            **dict.fromkeys("二三四", ""),
            "五": _problems(year),
            "六": f"{year}年度未收取政府信息公开信息处理费。没有其他需要报告的事项。",
        },
        signature=f"{author}\n{year + 1}年1月16日",
    )


def _asked(slug: str, year: int, chance: random.Random) -> int:
    """Applications received: of 2025 those in the register, all answered within the year."""
    if year == STATED_YEAR:
        return len(ANSWERED) if slug == "xzf" else int(slug in ANSWERED)
    return 5 if slug == "xzf" else int(chance.random() * 4)


@cache
def stated_figures() -> dict[str, dict[str, Decimal]]:
    """Cell → unit → what it states of 2025; units that are not named state 0."""
    text = (files(__package__) / "data" / "figures_2025.yaml").read_text("utf-8")
    return {
        cell: {slug: Decimal(str(value)) for slug, value in units.items()}
        for cell, units in yaml.safe_load(text).items()
    }


def _of_2025(slug: str) -> Cells:
    """What the ledgers and the units' statements give for 2025."""
    cells: Cells = {}
    for cell, units in stated_figures().items():
        cells[cell] = sum(units.values()) if slug == "xzf" else units.get(slug, Decimal(0))
    for block, results in DISPUTES.items():
        for result, organs in results.items():
            number = len(organs) if slug == "xzf" else organs.count(slug)
            cells[f"t4.{block}.{result}"] = number
        cells[f"t4.{block}.total"] = sum(cells[f"t4.{block}.{one}"] or 0 for one in results)
    return cells


def _cells(organ: ExampleOrgan, year: int, asked: int, chance: random.Random) -> Cells:
    cells: Cells = dict.fromkeys(load_form("2021").cells, 0)
    for row in ("new", "granted", "total"):
        cells[f"t3.{row}.natural"] = cells[f"t3.{row}.total"] = asked
    if organ.slug == "xzf":
        cells |= _normative(year)
        scale = {2023: 0.86, 2024: 0.93, 2025: 1.0}[year]
        cells |= {"t2.licences": int(3822 * scale), "t2.penalties": int(932 * scale)}
        cells |= {"t2.compulsory": int(30 * scale), "t2.fees": Decimal("8510.56")}
    if year == STATED_YEAR:
        return cells | _of_2025(organ.slug)
    if organ.slug in LICENSING:
        cells |= {"t2.licences": 40 + int(chance.random() * 160)}
    if organ.slug in ENFORCING:
        cells |= {"t2.penalties": 10 + int(chance.random() * 60)}
    return cells


def _normative(year: int) -> Cells:
    """表二 as the ledger has it at the end of the year."""
    last, rows = dt.date(year, 12, 31), (*ledger(), *written_ledger())
    made = [one for one in rows if one.made <= last]
    ended = [one for one in made if one.ended and one.ended[1] <= last and one.ended[0] == "废止"]
    gone = [one for one in made if one.valid_until < last or one in ended]
    return {
        "t2.normative.made": sum(1 for one in made if one.made.year == year),
        "t2.normative.repealed": sum(1 for one in ended if one.ended and one.ended[1].year == year),
        "t2.normative.in_force": len(made) - len(gone),
    }


def _preface(organ: ExampleOrgan, year: int, author: str) -> str:
    return (
        "本报告根据《中华人民共和国政府信息公开条例》和《中华人民共和国政府信息公开工作年度报告格式》编制，"
        "由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、"
        "存在的主要问题及改进情况、其他需要报告的事项六个部分组成。"
        f"本报告所列数据的统计期限自{year}年1月1日起，至{year}年12月31日止。"
        "本报告电子版可在示例县人民政府门户网站（www.shilixian.example）下载。"
        f"如对本报告有疑问，请与{author}联系（地址：{organ.address}，邮编：{organ.postcode}，电话：0000-0000000）。"
    )


def _overview(organ: ExampleOrgan, year: int, asked: int, cells: Cells) -> str:
    made, in_force = cells["t2.normative.made"], cells["t2.normative.in_force"]
    if organ.slug == "xzf":
        figures = FIGURES[year]
        active = (
            f"全年县政府门户网站更新政务动态信息{figures['news']}条，信息公开目录信息{figures['catalogue']}条，"
            f"制发行政规范性文件{made}件，现行有效{in_force}件。"
        )
        if year == 2025:
            active += "发布政策性文件18件，政策解读18条。"
    else:
        active = f"围绕{'、'.join(organ.duty[:2])}等工作主动公开政府信息，没有制发行政规范性文件。"
    received = (
        f"全年新收政府信息公开申请{asked}件，全部按期办结，予以公开{asked}件，没有结转下年度继续办理的申请。"
        if asked
        else "全年没有收到政府信息公开申请。"
    )
    received += _disputes(cells, asked)
    return "\n".join(
        (
            f"（一）主动公开情况。{active}",
            f"（二）依申请公开情况。{received}",
            "（三）政府信息管理情况。严格执行先审查、后公开，把好政治关、政策关、文字关，落实保密审查。",
            "（四）政府信息公开平台建设情况。按照统一规范设置栏目，定期核对公开指南，及时更新内容。",
            "（五）监督保障情况。组织业务培训2次，开展栏目巡查4次；政府信息公开纳入年度工作考核，结果均为合格；"
            "开展社会评议1次，满意率为96%；全年没有责任追究情形。",
        )
    )


def _disputes(cells: Cells, asked: int) -> str:
    """Reviews and suits in words, with the same numbers as 表四."""
    total, corrected = cells["t4.review.total"], cells["t4.review.corrected"]
    if not total:
        return ""
    results = [
        f"结果纠正{corrected}件" if corrected else "",
        f"其他结果{cells['t4.review.other']}件" if cells["t4.review.other"] else "",
    ]
    said = f"因政府信息公开工作被申请行政复议{total}件，{'，'.join(one for one in results if one)}"
    if corrected:
        said += "，纠正的原因是答复中依据引用不准确，已组织逐件复核并规范答复文书"
    if cells["t4.after_review.total"]:
        said += f"；复议后起诉{cells['t4.after_review.total']}件，为其他结果"
    if total > asked:
        said += "，由以前年度的答复引起"
    return said + "。"


def _problems(year: int) -> str:
    return (
        "存在的主要问题：一是个别栏目更新不够及时；二是政策解读形式不够丰富。\n"
        f"改进情况：针对上述问题，{year + 1}年将按照二十个工作日的时限逐条提醒，"
        "增加图解、问答等解读形式，组织经办人员业务培训，提高公开质量。"
    )
