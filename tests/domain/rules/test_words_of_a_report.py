"""Rules on structure, period, fee, scope and wording, each against what real reports say."""

from typing import Any

import pytest

from gongkai.domain.findings import Severity
from gongkai.domain.rules.book import BOOK
from gongkai.domain.rules.checking import check, load_rules
from gongkai.domain.rules.subject import example

load_rules()
OURS = [one for one in BOOK.rules.values() if one.code[0] in "SDFOWM" and one.code[1:].isdigit()]
SIX = "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项"


def codes(**given: Any) -> list[str]:
    return [one.code for one in check(example(given)).findings]


def errors(**given: Any) -> list[str]:
    found = check(example(given)).findings
    return [one.code for one in found if one.severity is Severity.ERROR]


@pytest.mark.parametrize("rule", OURS, ids=lambda rule: rule.code)
def test_every_rule_by_its_two_examples(rule: Any) -> None:
    assert BOOK.verdict(rule, example(rule.good)).outcome == "passed"
    assert BOOK.verdict(rule, example(rule.bad)).outcome == "failed"
    assert rule.norm.endswith("。")


@pytest.mark.parametrize(
    "said",
    [
        f"本报告包括{SIX}共计6部分。",
        f"本报告由{SIX}等六个部分组成。",
        "全文由总体情况、主动公开政府信息的情况、收到和处理政府信息公开申请情况、政府信息公开行政复议与行政诉讼情况、存在的主要问题及改进情况和其他需要报告的事项等六部分组成。",
        "本报告包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、因政府信息公开申请行政复议、提起行政诉讼的情况、政府信息公开工作存在的主要问题及改进情况和其他需要报告的事项等六个部分。",
        "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请的情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进措施、其他需要报告的事项等六个部分组成报告中的数据统计时限为一年。",
        "围绕主动公开、依申请公开、平台建设等五个方面开展工作。",
        "包括总体情况、主动公开政府信息情况、收费及减免情况等三个部分。",
        f"本报告分为六个部分：{SIX}。",
        "本报告由总体情况”“主动公开政府信息的情况”“收到和处理政府信息公开申请的情况”“政府信息公开行政复议、行政诉讼情况”“政府信息公开工作存在的主要问题及改进情况”“其他需要报告的事项”六个部分组成。",
        "本报告包括概述，主动公开政府信息情况，依申请公开政府信息情况，收费及减免情况，行政复议情况，存在的主要问题，共六个部分。",
        f"本报告由{SIX.replace('行政复议、行政诉讼情况', '行政复议情况、行政诉讼情况')}等七个部分组成。",
    ],
)
def test_counted_lists_that_are_right_or_not_understood(said: str) -> None:
    assert "S08" not in codes(preface=said)


@pytest.mark.parametrize(
    "said", [SIX.replace("存在的主要问题及改进情况、", "") + "等六部分组成", f"{SIX}共五个部分"]
)
def test_counted_lists_that_are_wrong(said: str) -> None:
    assert "S08" in errors(preface=f"本报告由{said}。")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("统计期限自2025年1月1日起至2025年12月31日止。", None),
        ("统计期限为2025年1月1日至12月31日。", None),
        ("数据统计时限为2025年1月1日—2025年12月31日。", None),
        ("统计期限自2024年1月1日起至2024年12月31日止。", "D01"),
        ("统计期限自2025年1月1日起至2024年12月31日止。", "D01"),
        ("报告起止时间为2025年1月1日至2025年12月31日。", None),
        ("考核统计期间为2024年12月1日至2025年11月30日。", None),
        ("2025年月均访问3万次，2025年12月日均访问1千次。", None),
        ("所列数据截止日期为20251231日。", "D02"),
        ("统计时限为20251月1日至202512月31日。", "D02"),
    ],
)
def test_the_statistical_period(words: str, code: str | None) -> None:
    assert errors(preface=words) == ([code] if code else [])


def test_a_whole_year_in_the_preface_is_the_period_whatever_it_is_called() -> None:
    assert "D03" not in codes(preface="报告起止时间为2025年1月1日至2025年12月31日。")


@pytest.mark.parametrize(
    "words",
    [
        "2025年以来，我县公开信息30条。",
        "2024年修订的办法要求公开信息。",
        "比2024年多公开5条。",
        "根据2019年新修订的《条例》，公开信息30条。",
        "2024年结转的申请2件已办结。",
    ],
)
def test_years_that_may_be_mentioned(words: str) -> None:
    assert not {"D04", "D05"} & set(codes(sections={"一": words, "五": "问题。下一步，" + words}))


@pytest.mark.parametrize(
    "text",
    [
        "（一）问题。不够。（二）改进情况。2025年，我局加大培训力度，全年培训3次，将制度落到了实处。",
        "（一）问题。不够。（二）改进措施。2025年，我县将政府信息公开工作纳入年度考核。",
    ],
)
def test_a_measure_of_this_year_that_was_carried_out_is_no_stale_plan(text: str) -> None:
    assert "D04" not in codes(sections={"五": text})


def test_a_plan_dated_with_the_year_that_is_over() -> None:
    under = (
        "（一）问题。不够。（二）{}。为进一步规范工作，2025年我局加大贯彻落实《条例》的工作力度。"
    )
    assert "D04" in errors(sections={"五": under.format("整改措施")})
    assert "D04" not in errors(sections={"五": under.format("改进措施")})


def test_regulations_where_the_level_is_only_likely_are_a_warning() -> None:
    given = {"organ": "", "title": "年度报告", "cells": {"t2.rules.in_force": 6}}
    found = check(example({**given, "sections": {"一": "我镇认真办理，我镇公开信息。"}})).findings
    assert [one.severity for one in found if one.code == "O01"] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("organ", "code"),
    [
        ("示例县", "O01"),
        ("示例县某镇", "O01"),
        ("岳阳市信访局", "O01"),
        ("岳阳市", None),
        ("示例市人民政府", None),
        ("示例新区", None),
    ],
)
def test_regulations_of_organs_that_make_none(organ: str, code: str | None) -> None:
    found = errors(organ=organ, cells={"t2.rules.made": 1, "t2.rules.in_force": 1})
    assert ("O01" in found) == (code == "O01")


@pytest.mark.parametrize(
    "words",
    [
        "参加全省政务公开培训。",
        "市政府组织全市工作人员学习。",
        "依托全省统一的政务平台。",
        "落实全市统一部署。",
        "推动全县工作。",
    ],
)
def test_the_higher_region_may_be_named(words: str) -> None:
    assert "O03" not in codes(organ="示例县", sections={"一": "我县" + words})


def test_a_town_does_not_drive_the_province() -> None:
    words = "（一）组织推动全省政府信息公开工作。坚决贯彻上级要求。"
    assert "O03" in codes(organ="金厂镇", sections={"一": words})


@pytest.mark.parametrize(
    ("words", "silent"),
    [
        ("本机关2025年度未收取政府信息公开信息处理费。", True),
        ("县发展和改革局政府信息公开未发生收费情况。", True),
        ("2025年全市实际收取信息处理费共计400元。", True),
        ("无其他需要报告的事项。", False),
        ("无", False),
    ],
)
def test_the_fee_statement(words: str, silent: bool) -> None:
    given = {"sections": {"一": "公开。", "六": words}, "cells": {"t2.fees": 1}}
    assert ("F01" not in codes(**given)) is silent


def test_the_fee_statement_was_not_asked_for_before_2021() -> None:
    assert "F01" not in codes(year=2020, form="2019", sections={"六": "无"})


def test_an_abridged_text_lacks_nothing_for_certain() -> None:
    text = "（一）主动公开。〔略〕（三）信息管理。"
    assert not {"S05", "S06", "S10"} & set(codes(sections={"一": text}))


def test_two_sections_alone_are_an_excerpt_and_no_error() -> None:
    gone = dict.fromkeys("三四五六")
    assert errors(sections={"一": "公开信息30条", **gone}) == []
    assert errors(sections={"五": None}) == ["S01"]
    assert errors(sections={"四": None}) == [], "its table was read"
    assert errors(sections={"一": None}, preface="总体情况\n公开信息30条。") == []


def test_a_name_taken_out_on_purpose_is_one_warning() -> None:
    prose = {"一": "XX区公开信息30条。XX区人民政府网站。", "六": "没有收取信息处理费。"}
    found = check(example({"organ": "XX区", "sections": prose})).findings
    assert [one.severity for one in found if one.code == "W08"] == [Severity.WARNING]
    assert "W08" in errors(organ="示例区", sections=prose)


def test_only_governments_owe_assessment_appraisal_and_accountability() -> None:
    sections = {"一": "（五）监督保障。加强检查。", "五": "问题。下一步改进。"}
    assert "S06" in codes(organ="示例县", sections=sections)
    assert "S06" not in codes(organ="示例县财政局", sections=sections)
    assert "S06" not in codes(organ="示例区某街道办事处", sections=sections)
    assert "S06" not in codes(organ="示例新区管委会", sections=sections)


def test_a_good_report_gets_no_finding_on_its_words() -> None:
    sections = {
        "一": "（一）主动公开。2025年，我县主动公开政府信息30条。\n（二）依申请公开。收到申请0件。\n（三）政府信息管理。清理行政规范性文件。\n（四）平台建设。维护政府网站。\n（五）监督保障。一是开展工作考核，结果为优秀。二是开展社会评议，满意率98%。三是没有责任追究的情形。",
        "五": "（一）存在的主要问题。政策解读形式单一。\n（二）改进情况。下一步，将丰富解读形式。",
        "六": "2025年度没有收取政府信息公开信息处理费。",
    }
    preface = (
        "本报告根据《中华人民共和国政府信息公开条例》（以下简称《条例》）编制，统计期限自2025年1月1日起至2025年12月31日止。"
        "电子版可从网站下载。联系地址：示例路1号，邮编：100000，电话：010-12345678。"
    )
    assert (
        codes(preface=preface, sections=sections, signature="示例县人民政府办公室\n2026年1月16日")
        == []
    )


@pytest.mark.parametrize(
    "words",
    [
        "统计期限自2024年1月1日起，至2025年12月31日止。",
        "统计期限自2025年1月1日起，至2025年12月21日止。",
    ],
)
def test_a_slip_in_the_period_is_an_error(words: str) -> None:
    assert errors(preface=words) == ["D01"]


@pytest.mark.parametrize(
    "plan",
    [
        "一是内容不够全面。2025年，我县将重点抓好以下工作。",
        "一是内容不够全面。2025年，将认真贯彻落实《条例》。",
        "一是内容不够全面。下一步，加强沟通。2025年，拟开展培训4次。",
    ],
)
def test_a_plan_for_the_past_year_without_a_heading_of_measures(plan: str) -> None:
    assert errors(sections={"五": plan}) == ["D04"]


@pytest.mark.parametrize(
    "told",
    [
        "针对2025年报告提出将进一步规范的问题，我县建立了通报制度。",
        "2025年报告提出的问题已经整改。2026年，我县将重点抓好两项工作。",
        "改进情况：2025年，我县重点抓好两项工作，2025年6月底前对栏目进行了整改。",
        "2025年，我县将政务公开纳入年度考核。",
    ],
)
def test_plans_that_are_told_of_are_not_stale(told: str) -> None:
    assert "D04" not in codes(sections={"五": "一是内容不够全面。" + told})


def test_the_overview_that_opens_with_last_year_is_an_error() -> None:
    opening = (
        "2024年，示例县人民政府深入贯彻《条例》，坚持以公开为常态、不公开为例外，扎实推进各项工作。"
    )
    assert "D05" in errors(sections={"一": opening})
    since = (
        "2024年机构改革以来，示例县人民政府深入贯彻《条例》，坚持以公开为常态，扎实推进各项工作。"
    )
    assert "D05" not in codes(sections={"一": since})


def test_the_first_item_may_follow_but() -> None:
    text = "虽然取得了一定成绩，但一是公开不及时；二是解读不丰富；三是力量不足。"
    assert "S10" not in codes(sections={"五": text})


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("引发行复议3件。", "W02"),
        ("对复议决定进行复议审查。", None),
        ("制发行政规性文件6件。", "W02"),
        ("开展法规性文件清理。", None),
        ("2025年我县政信息公开工作取得成效。", "W02"),
        ("推进财政信息公开。", None),
    ],
)
def test_first_characters_lost_from_fixed_terms(words: str, code: str | None) -> None:
    assert [one for one in errors(sections={"一": words}) if one == "W02"] == (
        [code] if code else []
    )


def test_parts_set_apart_by_semicolons_are_counted() -> None:
    parts = "总体情况；主动公开政府信息情况；收到和处理政府信息公开申请情况；政府信息公开行政复议、行政诉讼情况；存在的主要问题及改进情况；其他需要报告的事项。"
    assert "S08" not in codes(preface="全文共分六个部分：" + parts)
    assert "S08" in errors(preface="全文共分五个部分：" + parts)


def test_a_sought_end_that_is_over_deserves_a_question() -> None:
    text = "一是内容不够全面。下一步，加强沟通，力争2025年实现零复议。"
    assert "D04" in codes(sections={"五": text}) and "D04" not in errors(sections={"五": text})


def test_a_number_left_out_behind_valid_is_missed() -> None:
    """“现行有效件” stands nowhere in a finished report; the head of the column “现行有效件数” does."""
    assert "P12" in codes(
        sections={"一": "（三）管理。制发规范性文件15件，年末现行有效件，均已公开。"}
    )
    assert "P12" not in codes(sections={"一": "（三）管理。年末现行有效31件，核对现行有效件数。"})


@pytest.mark.parametrize(
    ("said", "verbs"),
    [
        ("全年共收到，办结。", "“收到”“办结”"),
        ("全年共收到，办结", "“收到”“办结”"),
        ("全年收到，及时答复。", "“收到”"),
        ("全县累计受理政府信息公开申请，均按时答复。", "“受理”"),
        ("累计发布政府信息，涵盖各领域。", "“发布”"),
    ],
)
def test_a_verb_of_counting_with_nothing_behind_it(said: str, verbs: str) -> None:
    found = check(example({"sections": {"一": f"（二）依申请公开。{said}"}})).findings
    told = [one.message for one in found if one.code == "P12"]
    assert len(told) == 1 and f"{verbs}后面没有写数" in told[0]


@pytest.mark.parametrize(
    "said",
    [
        "本年共收到申请5件，办结5件。",
        "对全年共收到的申请逐件答复，登记，受理，办理，答复，送达。",
        "申请人确认收到，予以办结。",
        "推动公开，公共，透明，共享。",
        "累计公开政府信息3条，共收取信息处理费0元。",
        "全年共收到申请十余件，均已答复。",
    ],
)
def test_verbs_of_counting_with_their_numbers_or_without_a_count(said: str) -> None:
    assert "P12" not in codes(sections={"一": f"（二）依申请公开。{said}"})
