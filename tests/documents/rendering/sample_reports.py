"""Reports that are hard to write: every state of a cell, marks of every language of markup, long words."""

from dataclasses import replace
from decimal import Decimal

from gongkai.domain.reports.annual_report import AnnualReport, State, Value, report_from_cells
from gongkai.domain.reports.forms import load_form


def plain_report(form: str = "2021") -> AnnualReport:
    """A correct small report of a county."""
    loaded = load_form(form)
    cells: dict[str, Decimal | int | float | None] = dict.fromkeys(loaded.cells, 0)
    cells |= {
        "t3.new.natural": 5,
        "t3.new.total": 5,
        "t3.granted.natural": 4,
        "t3.granted.total": 4,
        "t3.total.natural": 4,
        "t3.total.total": 4,
        "t3.carried_out.natural": 1,
        "t3.carried_out.total": 1,
        "t4.review.other": 3,
        "t4.review.total": 3,
    }
    if form == "2021":
        cells |= {"t2.normative.made": 15, "t2.normative.in_force": 31, "t2.fees": 8510.56}
    else:
        cells |= {"t2.licences.change": -3, "t2.procurement.amount": 12.5}
    year = 2025 if form == "2021" else 2020
    return report_from_cells(
        cells,
        organ="示例县",
        year=year,
        form=form,
        preface="根据《中华人民共和国政府信息公开条例》编制。\n"
        f"统计期限为{year}年1月1日至12月31日。联系电话：0358-0000000。",
        sections={
            "一": "（一）主动公开\n全年发布信息948条。\n"
            "（二）依申请公开。新收申请5件，办结4件，结转下年度1件。\n"
            + "持续加强规范化建设。"
            * 30,
            "二": "",
            "三": "",
            "四": "",
            "五": "一是公开不够及时；二是解读质量不高。\n下一步，加强培训。",
            "六": "本年度未收取信息处理费。",
        },
        signature=f"示例县人民政府办公室\n{year + 1}年1月16日",
    )


def hard_report() -> AnnualReport:
    """Notes, slashes, dashes, words, unread and missing cells; markup, formulas and odd characters in prose."""
    report = plain_report()
    values = {
        **report.values,
        "t2.normative.in_force": Value(State.NUMBER, Decimal(22), "22", "其中修订16件"),
        "t2.licences": Value(State.SLASH, raw="/"),
        "t2.penalties": Value(State.DASH, raw="—"),
        "t2.compulsory": Value(State.TEXT, raw="无"),
        "t3.new.other": Value(State.BLANK),
        "t3.granted.other": Value(State.UNREAD, raw="0 0"),
        "t3.total.business": Value.of(123456),
        "t4.review.upheld": Value.of(Decimal("2.5")),
    }
    del values["t3.partial.other"]
    one = (
        "=SUM(A1:A9)是公式，也是<b>标记</b>&amp;“引号”'单引号'。#(k+1). $x$ *星* _下划线_ @人 \\反斜\n"
        "网址https://www.example.gov.cn/zwgk/2025/01/16/a_very-long_address-without_any_space.html已发布。\n"
        "喆垚祎䶮㛃𬭎等姓名、①②③、half-width (brackets)、零宽\u200b空格和控制\x08字符。"
    )
    made = report_from_cells(
        {},
        organ="示例县农业农村和水利局",
        year=2025,
        title="示例县农业农村和水利局2025年政府信息公开工作年度报告",
        preface=report.text_of("preface"),
        sections={**{n: s.text for n, s in report.sections.items()}, "一": one},
        signature="示例县农业农村和水利局\n2026年1月16日",
    )
    return replace(made, values=values)
