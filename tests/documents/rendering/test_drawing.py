from decimal import Decimal

from selectolax.lexbor import LexborHTMLParser

from gongkai.documents.rendering import draw_findings, draw_report
from gongkai.domain.findings import Alternative, Finding, Kind, Quote, Severity
from gongkai.domain.reports.annual_report import State, Value
from gongkai.domain.rules.subject import example_report

REPORT = example_report(
    {
        "cells": {"t3.new.natural": 5, "t3.new.total": 5},
        "blank": ["t3.new.other"],
        "sections": {"一": "全年受理申请6件。\n（一）主动公开\n发布<b>信息</b>\x0810条。"},
        "preface": "根据条例编制。",
        "signature": "示例县人民政府办公室\n2026年1月16日",
    }
)


def finding(**more: object) -> Finding:
    values = {
        "code": "X6",
        "kind": Kind.TEXT_TABLE,
        "severity": Severity.ERROR,
        "message": "一称 6 件，表三为 5 件。",
        "basis": "条例",
    }
    return Finding(**(values | more))  # type: ignore[arg-type]


def parsed(*findings: Finding) -> LexborHTMLParser:
    return LexborHTMLParser(draw_report(REPORT, findings))


def test_every_cell_of_the_form_has_its_id_and_text() -> None:
    page = parsed()
    for cell in REPORT.form.cells:
        node = page.css_first(f'td.figure[data-cell="{cell}"]')
        assert node.attributes["id"] == "cell-" + cell.replace(".", "-")
        number = REPORT.number(cell)
        assert node.text() == ("" if number is None else str(number))


def test_headers_of_every_cell_lead_to_heads_that_exist() -> None:
    page = parsed()
    ids = {node.attributes["id"] for node in page.css("th[id]")}
    for node in page.css("td.figure"):
        assert set(node.attributes["headers"].split()) <= ids


def test_states_are_classes_and_words() -> None:
    values = {
        **REPORT.values,
        "t4.review.upheld": Value(State.SLASH),
        "t4.review.other": Value(State.UNREAD, raw="0 0 1"),
    }
    del values["t4.review.pending"]
    from dataclasses import replace

    page = LexborHTMLParser(draw_report(replace(REPORT, values=values)))
    shown = {
        cell: page.css_first(f'[data-cell="{cell}"]')
        for cell in (
            "t3.new.other",
            "t4.review.upheld",
            "t4.review.other",
            "t4.review.pending",
        )
    }
    classes = [node.attributes["class"] for node in shown.values()]
    assert classes == [
        "figure is-blank",
        "figure is-slash",
        "figure is-unread",
        "figure is-missing",
    ]
    assert [node.text() for node in shown.values()] == ["", "/", "", ""]
    assert "0 0 1" in shown["t4.review.other"].attributes["title"]


def test_badges_carry_the_worst_severity_and_link_to_the_finding() -> None:
    page = parsed(
        finding(severity=Severity.NOTICE, cells=("t3.new.total",)),
        finding(cells=("t3.new.natural", "t3.new.total")),
    )
    cell = page.css_first("#cell-t3-new-total")
    assert cell.attributes["class"] == "figure has-finding error"
    assert [one.attributes["href"] for one in cell.css("a.badge")] == ["#finding-1", "#finding-2"]
    assert [one.attributes["id"] for one in cell.css("a.badge")] == ["badge-1-1", "badge-2-2"]
    assert "发现的问题2：" in cell.css("a.badge")[1].attributes["aria-label"]


def test_prose_is_escaped_and_unprintable_characters_are_dropped() -> None:
    html = str(draw_report(REPORT))
    assert "发布&lt;b&gt;信息&lt;/b&gt;10条。" in html


def test_overlapping_quotes_nest_and_each_id_stands_once() -> None:
    text = REPORT.text_of("一")
    quotes = (Quote("一", "受理申请6件", 2, 8), Quote("一", "申请6件。\n（一）主动", 4, 15))
    assert text[2:8] == quotes[0].text and text[4:15] == quotes[1].text
    page = parsed(finding(quotes=quotes[:1]), finding(quotes=quotes[1:]))
    assert page.css_first("#quote-1-1").text() == "受理"
    marked = "".join(
        one.text(deep=False)
        for one in page.css('section[data-section="一"] mark[data-finding="2"]')
    )
    assert "（一）主动" in marked
    assert len(page.css('[id="quote-2-1"]')) == 1
    section = page.css_first('section[data-section="一"]')
    for badge in section.css("a.badge"):
        badge.decompose()
    assert (
        section.text(strip=True)
        == "一、总体情况全年受理申请6件。（一）主动公开发布<b>信息</b>10条。"
    )


def test_a_quote_that_is_not_found_or_stands_twice_is_not_marked() -> None:
    page = parsed(
        finding(quotes=(Quote("一", "没有这句话"),)),
        finding(quotes=(Quote("一", "一", None, None),)),
        finding(quotes=(Quote("previous:一", "全年受理申请6件"),)),
        finding(quotes=(Quote("一", "公开", 0, 2),)),
    )
    marks = [(one.attributes["data-finding"], one.text(deep=False)) for one in page.css("mark")]
    # The offsets of the fourth are wrong, but its words stand in one place only.
    assert [number for number, _ in marks] == ["2", "4"]


def test_findings_are_numbered_by_position_and_grouped_by_severity() -> None:
    found = (
        finding(severity=Severity.NOTICE, message="<i>甲</i>"),
        finding(
            cells=("t3.new.total",),
            quotes=(Quote("一", "受理申请6件"), Quote("previous:一", "上年一句")),
            evidence=("5 ≠ 6",),
            alternatives=(Alternative({"t3.new.total": Decimal(6)}, "改表三"),),
        ),
    )
    page = LexborHTMLParser(draw_findings(found, REPORT))
    items = page.css("ol.findings > li.finding")
    assert [one.attributes["id"] for one in items] == ["finding-2", "finding-1"]
    assert [one.attributes["value"] for one in items] == ["2", "1"]
    assert items[0].attributes["data-cells"] == "t3.new.total"
    links = [one.attributes["href"] for one in items[0].css(".finding-places a")]
    assert links == ["#cell-t3-new-total", "#quote-2-1"]
    assert "上年报告第一部分" in items[0].css_first("blockquote").text()
    row = items[0].css_first(".finding-alternatives tbody tr")
    assert [one.text() for one in row.css("td")] == ["5", "6"]
    assert page.css_first("i") is None
