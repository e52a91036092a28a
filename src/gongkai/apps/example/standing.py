"""What every organ has at all times: its functions, its rules of disclosure."""

import datetime as dt
import random
from dataclasses import replace

from gongkai.apps.clock import CHINA
from gongkai.apps.example.days import working_days
from gongkai.apps.example.grammar import names
from gongkai.apps.example.piece import Part, Piece
from gongkai.apps.example.register import ExampleOrgan, register
from gongkai.apps.example.themes import compose, themes

OFFICES = ("办公室", "综合业务股", "政策法规股", "监督检查股", "财务股", "行政审批股")


def standing_pieces() -> list[Piece]:
    """机关职能, 领导分工 and 公开制度 of every organ, published in 2023 and renewed in 2025."""
    made = []
    for number, organ in enumerate(register().values()):
        if organ.abolished_on is not None:
            made += [_functions(organ, number), _regulation(organ, number)]
        else:
            chance = random.Random(number)
            made += [_functions(organ, number), _leaders(organ, number, chance)]
            if organ.slug != "zfb":
                made.append(_regulation(organ, number))
            made += _budgets(organ, number)
    return made


def _at(year: int, number: int) -> dt.datetime:
    days = working_days(dt.date(year, 2, 1), dt.date(year, 5, 31))
    day = days[number % len(days)]
    return dt.datetime(day.year, day.month, day.day, 9 + number % 8, number % 60, tzinfo=CHINA)


def _functions(organ: ExampleOrgan, number: int) -> Piece:
    at = _at(2023, number)
    town = organ.kind == "township"
    offices = (
        ("党政综合办公室", "经济发展办公室", "社会事务办公室", "综合行政执法队", "便民服务中心")
        if town
        else OFFICES
    )
    parts = [Part("h2", "一、主要职责")]
    parts += [
        Part("p", f"（{'一二三四五六七八'[i]}）{duty}。") for i, duty in enumerate(organ.duty)
    ]
    parts += [
        Part("h2", "二、内设机构"),
        Part("table", rows=(("序号", "机构", "联系电话"),)
             + tuple((str(i), name, "0000-0000000") for i, name in enumerate(offices, 1))),
        Part("h2", "三、办公地址、办公时间和联系方式"),
        Part("p", f"地址：{organ.address}，邮编：{organ.postcode}。"),
        Part("p", "办公时间：工作日8:00至12:00、14:30至18:00（法定节假日除外）。"),
        Part("p", f"电话：0000-0000000，传真：0000-0000001，电子邮箱：{organ.slug}@shilixian.example。"),
    ]  # fmt: skip
    return _piece(organ, at, "zdgk/20-2", "information", f"{organ.name}机构职能", tuple(parts))


def _leaders(organ: ExampleOrgan, number: int, chance: random.Random) -> Piece:
    surnames, given = names()
    titles = (
        ("镇长" if organ.short.endswith("镇") else "乡长", "副职（分管农业农村）", "副职（分管社会事务）")
        if organ.kind == "township"
        else ("主要负责人", "分管业务工作的负责人", "分管综合工作的负责人")
    )  # fmt: skip
    work = (*organ.duty, "政府信息公开", "安全生产")
    rows = tuple(
        (title, f"{chance.choice(surnames)}{chance.choice(given)}（示例）", work[i % len(work)])
        for i, title in enumerate(titles)
    )
    parts = (
        Part("p", f"{organ.name}负责人姓名及分工如下（姓名均为示例，不指任何真实人员）。"),
        Part("table", rows=(("职务", "姓名", "分工"), *rows)),
        Part("p", "分工有变动的，自变动之日起二十个工作日内更新。"),
    )
    at = _at(2025, number + 3)
    return _piece(organ, at, "zdgk/20-2", "information", f"{organ.name}领导班子成员及分工", parts)


def _regulation(organ: ExampleOrgan, number: int) -> Piece:
    parts = (
        Part("p", f"第一条 为规范{organ.name}政府信息公开工作，根据《中华人民共和国政府信息公开条例》，制定本制度。"),
        Part("p", f"第二条 {organ.short}办公室是本机关的政府信息公开工作机构，负责本制度的组织实施。"),
        Part("p", "第三条 信息公开前，由起草人自查，经初审、复审、终审和保密审查后发布；起草人不得审核自己起草的信息。"),
        Part("p", "第四条 属于主动公开范围的政府信息，自形成或者变更之日起20个工作日内公开。"),
        Part("p", "第五条 公示名单应当隐去身份证件号码、银行账号、住址门牌和联系电话，公示期满及时撤下。"),
        Part("p", "第六条 每半年核对一次公开指南，发现变化及时更新。"),
        Part("p", "第七条 本制度自印发之日起执行。"),
    )  # fmt: skip
    title = f"{organ.name}政府信息公开审核发布制度"
    return _piece(organ, _at(2023, number + 11), "regulations", "regulation", title, parts)


def _budgets(organ: ExampleOrgan, number: int) -> list[Piece]:
    """部门预算 in February and March, 部门决算 of the year before in August and September (预算法第十四条)."""
    (theme,) = (one for one in themes("information") if one.name == "budget")
    made = []
    for year in (2024, 2025, 2026):
        for first, last, title in (
            (dt.date(year, 2, 20), dt.date(year, 3, 20), f"{organ.name}{year}年部门预算公开"),
            (dt.date(year, 8, 20), dt.date(year, 9, 20), f"{organ.name}{year - 1}年度部门决算公开"),
        ):
            days = working_days(first, last)
            day = days[number % len(days)]
            at = dt.datetime(
                day.year, day.month, day.day, 9 + number % 8, number % 60, tzinfo=CHINA
            )
            plain = replace(theme, titles=(title,), share=0 if year < 2025 else 15)
            made.append(compose(plain, organ, at, random.Random(f"{organ.slug}:{title}")))
    return made


def _piece(
    organ: ExampleOrgan,
    at: dt.datetime,
    column: str,
    kind: str,
    title: str,
    parts: tuple[Part, ...],
) -> Piece:
    return Piece(
        kind=kind,
        organ=organ.slug,
        column=column,
        title=title,
        parts=parts,
        at=at,
        summary=parts[0].text if parts[0].shape == "p" else title,
        keywords=f"{organ.short},政府信息公开",
        source=organ.name,
        genre="其他" if kind == "information" else "通知",
        topic="0101" if kind == "regulation" else organ.topic,
        made_on=at.date(),
    )
