"""What the prose must report: the five aspects, the results only governments have, problems and measures."""

import re
from collections.abc import Iterator

from gongkai.domain.findings import Finding, Kind, Quote, Rule, Severity, Unanswerable
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.passages import require_unabridged, rule_data, sentences
from gongkai.domain.rules.structure_sections import FORMAT
from gongkai.domain.rules.subject import Subject

_FIVE = (
    "（一）主动公开。全年公开信息3条。（二）依申请公开。收到申请0件。（三）政府信息管理。清理规范性文件。"
    "（四）平台建设。维护门户网站。（五）监督保障。开展考核、社会评议和责任追究，没有被追责的情形。"
)
_PREFACE = "本年报根据《中华人民共和国政府信息公开条例》要求编制。本报告所列数据的统计期限为2025年1月1日至2025年12月31日。"


@rule(
    "S04",
    Kind.STRUCTURE,
    Severity.WARNING,
    basis=FORMAT,
    good={"sections": {"一": _FIVE}},
    bad={"sections": {"一": _PREFACE}},
    catalogue=("E11",),
)
def only_preface(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """第一部分要写总体情况，不能只有编制依据、统计期限等前言。"""
    text = _section_one(subject)
    require_unabridged(subject.report, "一")
    if len(subject.report.sections) < 3:
        raise Unanswerable("只读到一两个部分，可能是节录")
    if text and not _says_more_than_preface(text):
        yield rule.finding(
            "第一部分“总体情况”只有编制依据、统计期限等前言，没有报告主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面。",
            quotes=(Quote("一", text[:40], 0, min(40, len(text))),),
            suggestion="请把前言移到第一部分之前，在第一部分逐项写五个方面的情况。",
        )


@rule(
    "S05",
    Kind.STRUCTURE,
    Severity.WARNING,
    basis=FORMAT,
    good={"sections": {"一": _FIVE}},
    bad={"sections": {"一": "（一）主动公开。全年公开信息3条。（二）依申请公开。收到申请0件。"}},
    catalogue=("E06",),
)
def five_aspects(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """第一部分应当写到主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面。"""
    text = _section_one(subject)
    if not text or not _says_more_than_preface(text):
        return  # nothing at all, or only the preface, is said by another rule
    require_unabridged(subject.report, "一")
    if list(subject.report.sections)[-1] == "一":
        raise Unanswerable("只读到第一部分，可能不完整")
    words = rule_data("structure")["aspect_words"]
    missing = [
        one.label
        for one in subject.report.form.aspects
        if not any(word in text for word in (*one.words, *words[one.key]))
    ]
    if missing:
        yield rule.finding(
            f"第一部分没有写到{'、'.join(f'“{label}”' for label in missing)}方面的情况。",
            suggestion="请补写；没有开展的也应说明。",
        )


@rule(
    "S06",
    Kind.STRUCTURE,
    Severity.WARNING,
    basis=f"《政府信息公开条例》第五十条第（四）项；{FORMAT}",
    good={"sections": {"一": _FIVE}},
    bad={"sections": {"一": "（一）主动公开。（二）监督保障。加强督促检查。"}},
    catalogue=("E30",),
)
def government_results(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """各级政府的年度报告还应当包括工作考核、社会评议和责任追究结果情况。"""
    if not subject.profile.peoples_government:
        raise Unanswerable("不能确定这是一级政府的年报")
    text = "\n".join(subject.report.text_of(one) for one in ("一", "五", "六"))
    if not text.strip() or "五" not in subject.report.sections:
        raise Unanswerable("没有读到全部正文")
    require_unabridged(subject.report, "一", "五", "六")
    wanted = rule_data("structure")["government_results"]
    missing = [name for name, words in wanted.items() if not any(word in text for word in words)]
    if missing:
        every = "一项也没有" if len(missing) == len(wanted) else "没有"
        yield rule.finding(
            f"政府的年报应当报告工作考核、社会评议和责任追究结果，正文{every}写到{'、'.join(missing)}。",
            suggestion="请在“监督保障”中写明考核、评议的开展情况和结果，以及有没有责任追究的情形；没有的写“没有”。",
        )


@rule(
    "S07",
    Kind.STRUCTURE,
    Severity.WARNING,
    basis="《政府信息公开条例》第五十条第（四）项",
    good={"sections": {"五": "存在公开不够及时的问题。下一步，将加强督促检查。"}},
    bad={"sections": {"五": "存在公开不够及时的问题。"}},
    catalogue=("E06",),
)
def problems_and_measures(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """第五部分既要写存在的主要问题，也要写改进情况。"""
    text = subject.report.text_of("五")
    if list(subject.report.sections)[-1:] == ["五"]:
        raise Unanswerable("第五部分之后没有读到内容，可能不完整")
    if len(re.sub(r"\s", "", text)) < 4:
        if "五" in subject.report.sections and any(subject.report.text_of(one) for one in "一六"):
            yield rule.finding("第五部分没有内容。", suggestion="请写明存在的主要问题和改进情况。")
        return
    require_unabridged(subject.report, "五")
    data = rule_data("structure")
    for pattern, name in (
        (data["problems"], "存在的主要问题"),
        (data["measures"], "改进情况或措施"),
    ):
        if re.search(pattern, text) is None:
            yield rule.finding(
                f"第五部分没有写{name}。",
                quotes=(Quote("五", text[:30], 0, min(30, len(text))),),
                suggestion=f"请补写{name}。",
            )


def _section_one(subject: Subject) -> str:
    return subject.report.text_of("一").strip()


def _says_more_than_preface(text: str) -> bool:
    """Whether a sentence is neither of the preface nor left out by an excerpt (〔略〕)."""
    data = rule_data("structure")
    return any(
        len(sentence.strip()) > 4
        and not (
            re.search(data["preface_sentence"], sentence)
            and re.search(data["preface_subject"], sentence)
        )
        for _, sentence in sentences(text)
    )
