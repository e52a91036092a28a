"""What this organ cannot have: 规章 below a city with districts, decisions without powers, a higher region's voice."""

import re
from collections.abc import Iterator

from gongkai.domain.findings import Finding, Kind, Rule, Severity, Unanswerable
from gongkai.domain.reports.annual_report import format_number
from gongkai.domain.reports.organ_profile import Level, OrganKind
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.passages import passages, quote_around, rule_data, section_name, sentences
from gongkai.domain.rules.subject import Subject

_LEVEL_NAMES = {Level.COUNTY: "县级", Level.TOWNSHIP: "乡镇（街道）", Level.CITY: "市级"}


@rule(
    "O01",
    Kind.SCOPE,
    Severity.ERROR,
    basis="《立法法》第九十一条、第九十三条：规章由国务院部门、省级人民政府和设区的市、自治州的人民政府制定",
    good={"organ": "示例县人民政府"},
    bad={"organ": "示例县人民政府", "cells": {"t2.rules.in_force": 6}},
    since=2021,
    catalogue=("X13", "E09"),
)
def rules_without_power(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """县、乡镇和各级政府的部门不能制定规章，表二“规章”一行应当是0。"""
    severity = _severity_of_regulations(subject)
    cells = tuple(
        cell
        for cell in ("t2.rules.made", "t2.rules.repealed", "t2.rules.in_force")
        if (subject.report.number(cell) or 0) > 0
    )
    if not cells:
        return
    figures = "、".join(
        f"“{subject.report.form.label_of(cell).split('“')[-1].rstrip('”')}”{format_number(subject.require(cell))}"
        for cell in cells
    )
    profile = subject.profile
    who = _LEVEL_NAMES.get(profile.level, "") if profile.level_certain else ""
    what = "政府的部门" if profile.kind is OrganKind.DEPARTMENT else "机关"
    organ = subject.report.organ or "本机关"
    reason = (
        f"{organ}是{who}{what}，没有规章制定权，应当是0"
        if severity is Severity.ERROR
        else f"规章只能由国务院部门、省级和设区的市（自治州）的政府制定，{organ}似没有这项权力"
    )
    yield rule.finding(
        f"表二“规章”一行填了{figures}；{reason}。",
        severity=severity,
        cells=cells,
        suggestion="请核对是否把行政规范性文件填在了“规章”一行。",
    )


def _severity_of_regulations(subject: Subject) -> Severity:
    """Error where the name settles it; a warning where it is likely; silent where it may be a city."""
    profile = subject.profile
    if profile.below_city:
        return Severity.ERROR
    if profile.kind is OrganKind.DEPARTMENT and profile.level is not Level.NATIONAL:
        certain = profile.certain and profile.level is Level.CITY
        return Severity.ERROR if certain else Severity.WARNING
    if profile.level in (Level.COUNTY, Level.TOWNSHIP):
        return Severity.WARNING
    raise Unanswerable("不能由名称确定本机关有没有规章制定权")


@rule(
    "O02",
    Kind.SCOPE,
    Severity.WARNING,
    basis="《行政许可法》《行政处罚法》：行政许可、行政处罚由有权的机关实施",
    good={"organ": "示例县信访局"},
    bad={"organ": "示例县信访局", "cells": {"t2.licences": 300}},
    since=2021,
    catalogue=("X14",),
)
def decisions_without_power(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """没有相应职权的机关，许可、处罚等数字应当是0或很小。"""
    organ, profile = subject.report.organ, subject.profile
    if not organ:
        raise Unanswerable("机关名称不明")
    for group in rule_data("scope")["without_powers"]:
        by_name = any(word in organ for word in group.get("words", ()))
        by_level = profile.certain and profile.level.value == group.get("level")
        for cell in group["cells"] if by_name or by_level else ():
            number = subject.report.number(cell)
            if number is not None and number > group["above"]:
                yield rule.finding(
                    f"{subject.report.form.label_of(cell)}为{format_number(number)}，与{organ}的职权不相称。",
                    severity=Severity.NOTICE if cell.startswith("t2.normative") else rule.severity,
                    cells=(cell,),
                    suggestion="请核对是否填错了行，或计入了其他机关的数字；确有其事的，请加以说明。",
                )


@rule(
    "O03",
    Kind.WORDING,
    Severity.WARNING,
    basis="《政府信息公开条例》第五十条：年度报告反映本机关的情况",
    good={"organ": "示例县某镇人民政府", "sections": {"一": "组织人员参加全市政务公开培训会。"}},
    bad={
        "organ": "示例县某镇人民政府",
        "sections": {"一": "我镇持续推动全省政务公开工作迈上新台阶。"},
    },
    catalogue=("E12",),
)
def foreign_region(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """不把上级区域的工作说成自己的行动（乡镇“推动全省……”）。"""
    profile, data = subject.profile, rule_data("scope")
    regions = data["regions"].get(profile.level.value) if profile.level_certain else None
    if not regions:
        raise Unanswerable("机关级别不明")
    pattern = re.compile(
        f"(?:{'|'.join(data['acting'])}){data['linking']}({'|'.join(regions)})(?!性)"
    )
    for section, text in passages(subject.report):
        for offset, sentence in sentences(text):
            match = pattern.search(sentence)
            if match is None:
                continue
            # Without the region itself: 全省政府信息 is not 省政府.
            around = f"{sentence[: match.start(1)]} {sentence[match.end(1) :]}"
            if re.search(data["other_actors"], around):
                continue
            yield rule.finding(
                f"{section_name(section)}的“{match.group()}”是上级机关的口气，{_LEVEL_NAMES[profile.level]}机关不承担“{match.group(1)}”的工作。",
                quotes=(
                    quote_around(section, text, offset + match.start(), offset + match.end(), 12),
                ),
                suggestion="请核对是否照抄了上级的年报，改为本机关的实际工作。",
            )


@rule(
    "O04",
    Kind.WORDING,
    Severity.WARNING,
    basis="《政府信息公开条例》第五十条：年度报告反映本机关的情况",
    good={"organ": "示例县某镇人民政府", "sections": {"一": "我镇认真办理。"}},
    bad={"organ": "示例县某镇人民政府", "sections": {"一": "我镇认真办理。我厅高度重视。"}},
    catalogue=("E12",),
)
def foreign_self_name(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """自称与本机关相符，不出现别的机关的自称（镇的年报写“我厅”）。"""
    profile = subject.profile
    names = rule_data("scope")["self_names"].get(profile.level.value)
    if names is None or not profile.is_government:
        raise Unanswerable("不能确定本机关是县级或乡镇政府")
    prose = "".join(text for _, text in passages(subject.report))
    if not any(name in prose for name in names["own"]):
        return
    for section, text in passages(subject.report):
        for match in re.finditer("|".join(names["foreign"]), text):
            if text[max(0, match.start() - 1) : match.start()] in tuple("“‘"):
                continue
            yield rule.finding(
                f"{section_name(section)}出现“{match.group()}”，与本机关不符。",
                quotes=(quote_around(section, text, *match.span()),),
                suggestion="请核对是否照抄了其他机关的年报。",
            )
            return
