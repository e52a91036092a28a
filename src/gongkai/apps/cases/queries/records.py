"""Mandatory records that the file already answers: proposed to the clerk, who may write more."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gongkai.apps.cases.history import ASKED, HEARD, Fact
from gongkai.apps.cases.models import Case, SheetKind, SheetState
from gongkai.apps.cases.parties import identity_of
from gongkai.apps.cases.queries.conditions import Known
from gongkai.apps.cases.queries.redactions import pieces_list
from gongkai.apps.cases.sheets import content_of, latest_sheet, proof_of
from gongkai.domain.cases import outcomes
from gongkai.domain.deadlines import Consulted

OPINIONS = {
    "agree": "同意公开",
    "partly": "部分同意公开",
    "refuse": "不同意公开",
    "silent": "逾期未答复",
    "undelivered": "无法送达",
}


def party_name(case: Case, party_id: object) -> str:
    """What a party is called: an organ by its name, others by theirs (for those who handle the case)."""
    party = case.parties.select_related("organ").filter(pk=party_id).first()
    if party is None:
        return ""
    return str(party.organ) if party.organ is not None else identity_of(party).name


def search_lines(case: Case) -> list[str]:
    """One line for each search on record: where, by which words, when, by whom, what was found."""
    lines = []
    rows = case.sheets.filter(kind=SheetKind.SEARCH).exclude(state=SheetState.DROPPED)
    for sheet in rows.order_by("id"):
        said = content_of(sheet)
        lines.append(
            f"{said['on']}，{said['searcher']}在{'、'.join(said['places'])}"
            f"以“{'”“'.join(said['words'])}”检索：{said['found']}"
        )
    return lines


def pieces_of(case: Case, typed: Sequence[Mapping[str, str]] = ()) -> list[dict[str, str]]:
    """Pieces withheld in a partial release: from the redaction desk where it was used, else as typed in."""
    marked = [
        {
            "place": f"材料{one.material}{one.where}",
            "category": one.category,
            "ground": one.ground,
            "reason": one.reason,
        }
        for one in pieces_list(case, checked=False)
    ]
    return marked or [dict(one) for one in typed]


def grounds_for_pieces() -> tuple[tuple[str, str], ...]:
    """Codes a piece may be withheld under: the refusals of 表三 and "not government information"."""
    made = [
        (one.code, one.label.removeprefix("不予公开（").removesuffix("）"))
        for one in outcomes().values()
        if one.row.startswith("refused.")
    ]
    return (*made, ("OT_OTHER", "不是政府信息"))


def piece_lines(pieces: Sequence[Mapping[str, str]]) -> str:
    """The list as it goes into the record and the letter."""
    labels = dict(grounds_for_pieces())
    return "\n".join(
        f"{number}. {one['place']}：{one['category']}；依据：{labels.get(one['ground'], one['ground'])}；"
        f"理由：{one['reason']}"
        for number, one in enumerate(pieces, 1)
    )


def from_file(
    case: Case, known: Known, answers: Mapping[str, Mapping[str, str]], pieces: Sequence[Any]
) -> dict[str, str]:
    """Records by key, where the facts and sheets of the case say what must be recorded."""
    made = {key: say(case, known) for key, say in FROM_FACTS.items()}
    made["redaction_list"] = piece_lines(pieces)
    how = answers.get("how", {})
    made["form_difference"] = "相同" if how.get("finding") == "as_asked" else how.get("reason", "")
    return {key: text for key, text in made.items() if text}


def _served(case: Case, facts: Sequence[Fact], sent: str, served: str) -> str:
    out = next((one for one in facts if one.kind == sent), None)
    if out is None:
        return ""
    got = next((one for one in facts if one.kind == served), None)
    text = f"{out.on.isoformat()}发出"
    if got is not None:
        text += f"，{got.on.isoformat()}送达（凭证：{proof_of(case, got.pk) or '见送达记录'}）"
    return text


def _correction_notice(case: Case, known: Known) -> str:
    text = _served(case, known.facts, "notify_correction", "correction_served")
    sheet = latest_sheet(case, SheetKind.CORRECTION, SheetState.DONE)
    if not text or sheet is None:
        return ""
    return f"补正告知书{text}，期限{content_of(sheet)['limit']}个工作日"


def _fee_notice(case: Case, known: Known) -> str:
    text = _served(case, known.facts, "charge", "fee_served")
    return f"收费通知书{text}" if text else ""


def _both_texts(case: Case, known: Known) -> str:
    sheet = latest_sheet(case, SheetKind.CORRECTION, SheetState.DONE)
    corrected = str(content_of(sheet).get("corrected", "")) if sheet is not None else ""
    if not corrected or not known.has("correct"):
        return ""
    return f"原申请：{case.description}\n补正后：{corrected}"


def _third_party_letter(case: Case, known: Known) -> str:
    lines = []
    for fact in known.facts:
        if fact.kind in ASKED and ASKED[fact.kind] is Consulted.THIRD_PARTY:
            party = fact.facts["party"]
            got = next(
                (
                    f
                    for f in known.facts
                    if f.kind == "party_received" and f.facts["party"] == party
                ),
                None,
            )
            line = f"{party_name(case, party)}：{fact.on.isoformat()}发出"
            if got is not None:
                line += f"，{got.on.isoformat()}收到（凭证：{proof_of(case, got.pk)}）"
            lines.append(line)
    return "；".join(lines)


def _third_party_answer(case: Case, known: Known) -> str:
    lines = []
    for fact in known.facts:
        if fact.kind in HEARD and fact.kind == "hear_third_party":
            line = f"{party_name(case, fact.facts['party'])}：{OPINIONS[fact.facts['opinion']]}"
            line += f"（{fact.on.isoformat()}）"
            sheet = case.sheets.filter(kind=SheetKind.OPINION, event_id=fact.pk).first()
            reasons = content_of(sheet).get("reasons", "") if sheet is not None else ""
            lines.append(line + (f"，理由：{reasons}" if reasons else ""))
    return "；".join(lines)


def _reasons_exchange(case: Case, known: Known) -> str:
    sheet = latest_sheet(case, SheetKind.REASONS, SheetState.DONE)
    if sheet is None:
        return ""
    said = content_of(sheet)
    if "finding" not in said:
        return ""
    given = said.get("given") or "逾期没有说明理由"
    return f"数量、频次：{said['found']}\n申请人的说明：{given}\n认定：{said['finding']}"


FROM_FACTS: Mapping[str, Callable[[Case, Known], str]] = {
    "correction_notice": _correction_notice,
    "fee_notice": _fee_notice,
    "both_texts": _both_texts,
    "third_party_letter": _third_party_letter,
    "third_party_answer": _third_party_answer,
    "reasons_exchange": _reasons_exchange,
    "search_log": lambda case, known: "\n".join(search_lines(case)),
}
