"""What a clerk's part of a letter begins with: the application, the sheets of the steps, the decision's records.

Names of third parties and of searchers are left out: the letter goes to somebody else.
"""

import re
from collections.abc import Callable, Mapping

from gongkai.apps import clock
from gongkai.apps.cases.data.asking import asking
from gongkai.apps.cases.history import ASKED
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import Case, Decision, SheetKind, SheetState
from gongkai.apps.cases.queries.decisions import content_of_decision, newest_decision
from gongkai.apps.cases.queries.redactions import pieces_list
from gongkai.apps.cases.queries.steps import facts_of
from gongkai.apps.cases.sheets import content_of, latest_sheet
from gongkai.documents.letters import Template
from gongkai.domain.cases import way_of
from gongkai.domain.fees import scales

OPINIONS = {
    "agree": "同意公开",
    "partly": "同意公开其中一部分",
    "refuse": "不同意公开",
    "silent": "逾期没有提出意见",
    "undelivered": "征求意见书无法送达",
}


def suggested_values(case: Case, template: Template) -> dict[str, str]:
    """By name, where something is on record; the clerk changes and completes it."""
    decision = _decision_for(case, template)
    made: dict[str, str] = {}
    for value in template.by_clerk():
        text = OWN[value.name](case) if value.name in OWN else ""
        if decision is not None:
            said = content_of_decision(decision)
            if value.record and said.records.get(value.record, "").strip():
                text = said.records[value.record].strip()
            elif value.name == "reasons":
                text = said.reasons
            elif value.name == "withheld":
                text = _withheld(case, decision)
        if text and text != "相同":
            made[value.name] = text
    return made


def _decision_for(case: Case, template: Template) -> Decision | None:
    """The newest decision, where this is its letter."""
    newest = newest_decision(case)
    if newest is None or not newest.outcome or not template.is_answer:
        return None
    way = way_of(newest.outcome, newest.variant)
    return newest if way.letter == template.key else None


def _withheld(case: Case, decision: Decision) -> str:
    listed = pieces_list(case)
    if listed:
        many = len({one.material for one in listed}) > 1
        return "\n".join(
            f"{f'材料{one.material}' if many else ''}{one.where}|{one.category}|{_article(one.ground)}|{one.reason}"
            for one in listed
        )
    return "\n".join(
        f"{one['place']}|{one['category']}|{_article(one['ground'])}|{one['reason']}"
        for one in content_of_decision(decision).pieces
    )


def _article(ground: str) -> str:
    """第十五条: the article a piece is withheld under, short, for a table."""
    try:
        basis = way_of(ground).basis
    except KeyError:
        return ""
    return basis.partition("》")[2].partition("、")[0] or basis


def _sheet_value(kind: SheetKind, key: str) -> Callable[[Case], str]:
    def read(case: Case) -> str:
        sheet = latest_sheet(case, kind)
        given = content_of(sheet).get(key, "") if sheet is not None else ""
        return "\n".join(map(str, given)) if isinstance(given, list) else str(given or "")

    return read


# Letters say 申请公开 themselves, before the quotation.
_OPENING = re.compile(
    r"^(?:我|本人|本单位|我单位)?(?:申请|要求|请求)(?:公开|提供|获取)[：:，,]?\s*(?=\S)"
)


def _request(case: Case) -> str:
    sheet = latest_sheet(case, SheetKind.CORRECTION, SheetState.DONE)
    corrected = str(content_of(sheet).get("corrected", "")) if sheet is not None else ""
    asked = " ".join((corrected or case.description).split())
    return _OPENING.sub("", asked) if case.kind == "application" else asked


def _limit(case: Case) -> str:
    local, _ = law_in_use()
    usual = local.parameter("correction_limit", on=case.received_on or clock.today())
    return _sheet_value(SheetKind.CORRECTION, "limit")(case) or str(usual.value)


def _reasons(case: Case) -> str:
    sheet = latest_sheet(case, SheetKind.EXTENSION, SheetState.OPEN, SheetState.APPROVED)
    return str(content_of(sheet).get("reason", "")) if sheet is not None else ""


def _search(case: Case) -> str:
    rows = case.sheets.filter(kind=SheetKind.SEARCH).exclude(state=SheetState.DROPPED)
    lines = []
    for sheet in rows.order_by("id"):
        said = content_of(sheet)
        words = "”“".join(said["words"])
        lines.append(f"{said['on']}，在{'、'.join(said['places'])}以“{words}”检索：{said['found']}")
    return "\n".join(lines)


def _third_party(case: Case) -> str:
    facts = facts_of(case)
    lines = []
    for fact in facts:
        if fact.kind != "ask_third_party":
            continue
        heard = next(
            (
                one
                for one in facts
                if one.kind == "hear_third_party" and one.facts["party"] == fact.facts["party"]
            ),
            None,
        )
        line = f"本机关于{fact.on.year}年{fact.on.month}月{fact.on.day}日书面征求第三方意见"
        if heard is not None:
            line += f"，第三方{OPINIONS.get(str(heard.facts['opinion']), '')}"
        lines.append(line + "。")
    return "\n".join(lines)


def _consulted(case: Case) -> str:
    asked = [ASKED[one.kind].label for one in facts_of(case) if one.kind in ASKED]
    return "、".join(dict.fromkeys(asked))


def _fee_scale(case: Case) -> str:
    key = _sheet_value(SheetKind.FEE, "scale")(case)
    return scales()[key].label if key in scales() else ""


def _fee_facts(case: Case) -> str:
    sheet = latest_sheet(case, SheetKind.FEE)
    if sheet is None:
        return ""
    said = content_of(sheet)
    unit = "件" if said.get("scale") == "by_items" else "页"
    head = (
        f"本月第{said['nth']}件申请。" if unit == "件" else f"本件申请提供{said.get('pages')}页。"
    )
    lines = [
        f"第{first}{unit}{f'至第{last}{unit}' if last != first else ''}，每{unit}{rate}元，计{yuan}元。"
        for first, last, rate, yuan in said.get("lines", ())
    ]
    return "\n".join([head, *lines])


def _form(case: Case) -> str:
    known = asking().forms
    return known[case.form_wanted].label if case.form_wanted in known else ""


OWN: Mapping[str, Callable[[Case], str]] = {
    "request": _request,
    "reasons": _reasons,
    "form": _form,
    "search": _search,
    "third_party_facts": _third_party,
    "consulted": _consulted,
    "correction_points": _sheet_value(SheetKind.CORRECTION, "points"),
    "limit": _limit,
    "excess_facts": _sheet_value(SheetKind.REASONS, "found"),
    "extension_days": _sheet_value(SheetKind.EXTENSION, "days"),
    "fee_scale": _fee_scale,
    "fee_facts": _fee_facts,
    "yuan": _sheet_value(SheetKind.FEE, "yuan"),
}
