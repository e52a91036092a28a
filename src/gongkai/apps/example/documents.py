"""Official documents: 行政规范性文件, 政策性文件 and the interpretations of both."""

import datetime as dt
import random
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gongkai.apps.example.days import instant, working_days
from gongkai.apps.example.piece import Part, Piece
from gongkai.apps.example.register import register

# Documents with these places in the list have an interpretation; the others say why not.
_INTERPRETED_2025 = 8, 5


@dataclass(frozen=True)
class Ledgered:
    """A row of the ledger of 行政规范性文件. `ended`: (label of the act, day, by what)."""

    name: str
    number: str
    made: dt.date
    effective: dt.date
    valid_until: dt.date
    drafter: str
    replaces: str = ""
    ended: tuple[str, dt.date, str] | None = None


@cache
def _given() -> dict[str, Any]:
    text = (files(__package__) / "data" / "normative.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def ledger() -> tuple[Ledgered, ...]:
    """The generated rows; those written by hand come with their pieces."""
    return tuple(_row(one) for one in _given()["documents"])


def _row(one: dict[str, Any]) -> Ledgered:
    effective = one["made"] + dt.timedelta(days=30)
    if one["made"].year == 2025:
        effective = min(effective, dt.date(2025, 12, 31))
    years = one.get("years", 5)
    ended = one.get("ended")
    return Ledgered(
        name=one["name"],
        number=one["number"],
        made=one["made"],
        effective=effective,
        valid_until=effective.replace(year=effective.year + years) - dt.timedelta(days=1),
        drafter=one["drafter"],
        replaces=one.get("replaces", ""),
        ended=(ended[0], ended[1], ended[2]) if ended else None,
    )


def document_pieces(until: dt.date, chance: random.Random) -> list[Piece]:
    """Every generated document made by `until`, with the interpretations that go with them."""
    made: list[Piece] = []
    turn: dict[tuple[int, str], int] = {}
    for one in _given()["documents"]:
        made += _with_interpretation(_normative(one, chance), one, turn, chance)
    for number, (day, name, drafter) in enumerate(_given()["policies"], 1):
        serial = number if day.year == 2025 else number - 16
        given = {"name": name, "drafter": drafter, "made": day}
        made += _with_interpretation(_policy(given, serial, chance), given, turn, chance)
    return [piece for piece in made if piece.at.date() <= until]


def _with_interpretation(
    document: Piece, given: dict[str, Any], turn: dict[tuple[int, str], int], chance: random.Random
) -> list[Piece]:
    year = document.at.year
    turn[year, document.kind] = nth = turn.get((year, document.kind), 0) + 1
    normative, policies = _INTERPRETED_2025
    most = normative if document.kind == "normative" else policies
    if nth > most or "ended" in given or year < 2022:
        return [document]
    return [document, _interpretation(document, given, chance)]


def _normative(one: dict[str, Any], chance: random.Random) -> Piece:
    issuer = "示例县人民政府办公室" if "办发" in one["number"] else "示例县人民政府"
    return _document(
        one,
        kind="normative",
        column="zdgk/20-1",
        title=f"{issuer}关于印发{one['name']}的通知",
        number=one["number"],
        parts=_articles(one, _row(one)),
        summary=f"{one['name']}，规范{one['object']}。",
        chance=chance,
    )


def _articles(one: dict[str, Any], row: Ledgered) -> tuple[Part, ...]:
    office, subject = register()[one["drafter"]].name, one["object"]
    articles = [
        f"为规范{subject}，保护公民、法人和其他组织的合法权益，根据{one['basis']}和有关规定，结合本县实际，制定本办法。",
        f"本县行政区域内{subject}，适用本办法。法律、法规、规章另有规定的，从其规定。",
        "坚持依法依规、公开公正、便民高效的原则。",
        f"{office}负责本办法的组织实施和监督检查；发展改革、财政、公安、自然资源、市场监督管理等部门按照各自职责做好相关工作。",
        "乡镇人民政府负责本行政区域内的相关工作，村（居）民委员会予以协助。",
        *one["rules"],
        f"{office}应当将办理的依据、条件、程序、期限和结果通过县人民政府门户网站向社会公开，公开时不得泄露国家秘密、商业秘密和个人隐私。",
        "监督检查应当制作记录。发现违反本办法行为的，责令限期改正；依法应当给予行政处罚的，由有权机关依照法律、法规、规章的规定处理。",
        f"公民、法人和其他组织可以向{office}投诉、举报，受理机关应当在十五个工作日内答复处理结果。",
        "工作人员滥用职权、玩忽职守、徇私舞弊的，依法给予处分；构成犯罪的，依法追究刑事责任。",
        f"本办法自{_chinese(row.effective)}起施行，有效期至{_chinese(row.valid_until)}。",
    ]
    heads = {0: "第一章 总则", 5: "第二章 管理要求", len(articles) - 1: "第四章 附则"}
    heads[len(articles) - 4] = "第三章 监督与责任"
    parts = [
        Part("p", "各乡镇人民政府，县政府各部门、各直属机构："),
        Part("p", f"《{one['name']}》已经县政府研究同意，现印发给你们，请认真贯彻执行。"),
    ]
    for number, article in enumerate(articles):
        if number in heads:
            parts.append(Part("h2", heads[number]))
        parts.append(Part("p", f"第{_numeral(number + 1)}条 {article}"))
    return tuple(parts)


def _policy(given: dict[str, Any], serial: int, chance: random.Random) -> Piece:
    year, name = given["made"].year, given["name"]
    office = register()[given["drafter"]].name
    goal, tasks = 2 + serial % 3, 12 + serial
    parts = (
        Part("p", "各乡镇人民政府，县政府各部门、各直属机构："),
        Part("p", f"《{name}》已经县政府同意，现印发给你们，请结合实际认真组织实施。"),
        Part("h2", "一、总体要求"),
        Part("p", "坚持以人民为中心的发展思想，坚持问题导向、目标导向，统筹发展和安全。"),
        Part("h2", "二、工作目标"),
        Part(
            "p",
            f"到{year}年底，完成{tasks}项具体任务，群众满意度稳步提高，形成{goal}项可推广的经验做法。",
        ),
        Part("h2", "三、重点任务"),
        Part("p", f"（一）摸清底数。由{office}牵头，逐乡镇、逐单位建立台账，明确责任人。"),
        Part("p", "（二）分类实施。对能够立即解决的，立行立改；需要一定时间的，明确时限和措施。"),
        Part("p", "（三）强化保障。县财政统筹安排资金，资金使用情况按照规定公开。"),
        Part("p", "（四）公开透明。任务清单、进展情况和完成结果及时向社会公布，接受监督。"),
        Part(
            "table",
            rows=(
                ("序号", "任务", "责任单位", "完成时限"),
                ("1", "制定任务清单", office, "印发后10个工作日内"),
                ("2", "组织实施", "各乡镇人民政府、县直有关部门", f"{year}年11月底前"),
                ("3", "督促检查", "示例县人民政府办公室", "每季度一次"),
                ("4", "总结评估", office, f"{year}年12月底前"),
            ),
        ),
        Part("h2", "四、组织实施"),
        Part("p", "各责任单位要加强组织领导，密切协作配合，及时报送进展情况。"),
    )
    return _document(
        given,
        kind="policy",
        column="zcwj",
        title=f"示例县人民政府办公室关于印发{name}的通知",
        number=f"示政办函〔{year}〕{serial}号",
        parts=parts,
        summary=f"{name}的目标、任务、责任单位和完成时限。",
        chance=chance,
    )


def _document(
    given: dict[str, Any],
    *,
    kind: str,
    column: str,
    title: str,
    number: str,
    parts: tuple[Part, ...],
    summary: str,
    chance: random.Random,
) -> Piece:
    made: dt.date = given["made"]
    days = working_days(made, made + dt.timedelta(days=12))
    return Piece(
        kind=kind,
        organ="xzf",
        column=column,
        title=title,
        parts=parts,
        at=instant(days[min(2, len(days) - 1)] if made.day < 25 else days[0], chance),
        summary=summary,
        keywords=given["name"].removeprefix("示例县"),
        source="示例县人民政府办公室",
        genre="通知",
        topic=register()[given["drafter"]].topic,
        document_number=number,
        made_on=made,
    )


def _interpretation(document: Piece, given: dict[str, Any], chance: random.Random) -> Piece:
    name, office = given["name"], register()[given["drafter"]].name
    basis = given.get("basis", "国家和省、市有关部署")
    heard = 6 + int(chance.random() * 20)
    taken = heard - 1 - int(chance.random() * 5)
    content = "；".join(
        part.text.partition(" ")[2].rstrip("。") or part.text.rstrip("。")
        for part in document.parts
        if part.shape == "p" and part.text.startswith(("第六条", "第七条", "（一）", "（二）"))
    )
    points = (
        (
            "背景",
            f"有关工作中还存在职责不够清楚、标准不够统一等问题，群众有期盼，基层有需求，有必要出台《{name}》。",
        ),
        ("依据", f"主要依据{basis}。"),
        (
            "研判过程",
            f"{office}组织调研，形成初稿，征求各乡镇、各部门和社会公众意见{heard}条，采纳{taken}条，经合法性审核后报县政府研究同意。",
        ),
        ("主要内容", f"{content}。"),
        ("适用范围", "适用于本县行政区域。"),
        ("咨询方式", f"{office}，电话0000-0000000，工作日8:00至12:00、14:30至18:00。"),
    )
    parts = []
    for number, (head, text) in enumerate(points, 1):
        parts += [Part("h2", f"{_numeral(number)}、{head}"), Part("p", text)]
    later = dt.timedelta(minutes=5 + int(chance.random() * 50))
    return Piece(
        kind="interpretation",
        organ="xzf",
        column="zcjd",
        title=f"《{name}》政策解读",
        parts=tuple(parts),
        at=document.at + later,
        summary=f"{name}的背景、依据、研判过程、主要内容和适用范围。",
        keywords="政策解读",
        source=office,
        topic=document.topic,
        made_on=document.at.date(),
        interpretation_form="text",
        interprets=document.document_number,
    )


def _numeral(number: int) -> str:
    digits = "零一二三四五六七八九"
    if number < 10:
        return digits[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


def _chinese(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
