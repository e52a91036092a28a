"""The decision of a case as it stands: its draft or its newest version, opened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gongkai.apps.cases.models import Case, Decision
from gongkai.apps.cases.queries.conditions import Known
from gongkai.apps.cases.queries.records import from_file, pieces_of
from gongkai.apps.cases.queries.redactions import pieces_list, unready
from gongkai.apps.cases.queries.walking import Walk, walk
from gongkai.apps.sealing import unseal
from gongkai.domain.cases import Record, Variant, missing_records, outcome_label, way_of


@dataclass(frozen=True)
class Content:
    """What lies sealed in a decision. `answer`: the outcome chosen, `pieces`: what a partial release withholds.

    `authors`: everybody who wrote in it; none of them reviews it.
    """

    steps: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    records: Mapping[str, str] = field(default_factory=dict)
    reasons: str = ""
    pieces: tuple[Mapping[str, str], ...] = ()
    answer: tuple[str, str] = ("", "")
    authors: frozenset[int] = frozenset()


def content_of_decision(decision: Decision | None) -> Content:
    """The sealed part, opened; empty for None. Raises sealing.BrokenSeal."""
    if decision is None:
        return Content()
    said: dict[str, Any] = unseal(decision.sealed)
    code, variant = said.get("answer", ("", ""))
    return Content(
        said.get("steps", {}),
        said.get("records", {}),
        said.get("reasons", ""),
        tuple(said.get("pieces", ())),
        (str(code), str(variant)),
        frozenset(said.get("authors", ())),
    )


def newest_decision(case: Case) -> Decision | None:
    """The highest version, whatever became of it."""
    return case.decisions.order_by("-version").first()


def draft_of(case: Case) -> Decision | None:
    """The version that is being written: not proposed yet."""
    newest = newest_decision(case)
    return newest if newest is not None and newest.proposed_at is None else None


def decision_in_force(case: Case) -> Decision | None:
    """The version that was approved last: what the answer letter is written from."""
    return case.decisions.filter(approved=True).order_by("-version").first()


@dataclass(frozen=True)
class Proposal:
    """A draft seen whole: the way taken, the outcome with its variant, records on file and still missing.

    `from_desk`: the pieces are those of the redaction desk; `unready`: what is still open there.
    """

    content: Content
    walk: Walk
    outcome: tuple[str, str]
    way: Variant | None
    records: Mapping[str, str]
    suggested: Mapping[str, str]
    pieces: tuple[Mapping[str, str], ...]
    missing: tuple[Record, ...]
    from_desk: bool
    unready: tuple[str, ...]

    @property
    def label(self) -> str:
        return outcome_label(*self.outcome)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything that still keeps it from being proposed."""
        said = list(self.walk.missing)
        if self.walk.act:
            said.append("按这一步的结论，应当先办程序，还不能提出处理意见。")
        elif not self.walk.at_answer:
            now = self.walk.now.label if self.walk.now else ""
            said.append(f"还有步骤没有答：“{now}”。")
        elif self.way is None:
            said.append("请选定办理结果。")
        said += [
            f"还缺必须记录的事实：{one.label}。"
            for one in self.missing
            if one.key != "redaction_list"  # said below in other words
        ]
        if self.outcome[0] == "PARTIAL" and not self.pieces:
            said.append("部分公开的，请列出不公开的每一处：位置、内容类别、依据、理由。")
        said += self.unready
        if self.way is not None and not _gives_all(self.outcome[0]) and not self.content.reasons:
            said.append("请写明答复书中的理由：只写条文不写理由的答复站不住。")
        return tuple(said)


def _gives_all(code: str) -> bool:
    return code in ("OPEN_GIVE", "OPEN_POINT", "CO_CORRECTED")


def proposal_of(case: Case, decision: Decision | None, known: Known | None = None) -> Proposal:
    """A draft (or an empty one) against the facts of the case."""
    known = known or Known(case)
    content = content_of_decision(decision)
    way = walk(case.kind, content.steps, known)
    outcome = ("", "")
    if way.outcomes:
        outcome = content.answer if content.answer in way.outcomes else ("", "")
        if len(way.outcomes) == 1:
            outcome = way.outcomes[0]
    partial = outcome[0] == "PARTIAL"
    pieces = tuple(pieces_of(case, content.pieces)) if partial else ()
    suggested = from_file(case, known, content.steps, pieces)
    variant = way_of(*outcome) if outcome[0] else None
    records: dict[str, str] = {}
    for one in variant.records if variant is not None else ():
        records[one.key] = content.records.get(one.key, "").strip() or suggested.get(one.key, "")
    if "redaction_list" in records:
        records["redaction_list"] = suggested.get("redaction_list", "")
    missing = missing_records(variant, records) if variant is not None else ()
    return Proposal(
        content,
        way,
        outcome,
        variant,
        records,
        suggested,
        pieces,
        missing,
        from_desk=partial and bool(pieces_list(case, checked=False)),
        unready=unready(case) if partial else (),
    )
