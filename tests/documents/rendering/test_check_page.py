from selectolax.lexbor import LexborHTMLParser

from gongkai.documents.rendering import check_page
from gongkai.domain.findings import Finding, Kind, Outcome, Quote, Rule, Severity, Verdict
from gongkai.domain.rules.checking import CheckResult
from gongkai.domain.rules.subject import example


def result() -> CheckResult:
    subject = example({"sections": {"一": "受理申请6件。"}})
    found = Finding(
        "P01",
        Kind.TEXT_TABLE,
        Severity.ERROR,
        "一称 6 件，表三为 0 件。",
        "条例第五十条",
        cells=("t3.new.total",),
        quotes=(Quote("一", "受理申请6件", 0, 6),),
    )
    rule = Rule("P01", Kind.TEXT_TABLE, Severity.ERROR, "条例", lambda _: iter(()), {}, {})
    verdicts = (
        Verdict(rule, Outcome.FAILED, (found,)),
        Verdict(rule, Outcome.PASSED),
        Verdict(rule, Outcome.UNANSWERED, reason="表三没有数字"),
    )
    return CheckResult(subject, (found,), verdicts)


def test_the_page_shows_report_findings_and_summary_without_scripts() -> None:
    html = check_page(result())
    page = LexborHTMLParser(html)
    assert page.css_first("script") is None and page.css_first("link") is None
    assert page.css_first(".count-error b").text() == "1"
    assert "共核对3条规则，1条相符，1条因缺少数据无法判断" in page.css_first(".check-rules").text()
    assert page.css_first("#finding-1") is not None
    assert page.css_first("#badge-1-1").attributes["href"] == "#finding-1"
    assert page.css_first("#quote-1-1") is not None


def test_every_link_of_the_page_leads_somewhere_and_ids_are_unique() -> None:
    page = LexborHTMLParser(check_page(result()))
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    for link in page.css('a[href^="#"]'):
        assert link.attributes["href"][1:] in ids
