"""How far an item has come: its gates in order, who passed them, what this person may do now."""

from dataclasses import dataclass

from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.models import Decision, Discard, Gate, Item, Review
from gongkai.apps.disclosure.queries.gates import (
    approvals,
    gate_path,
    gates_due,
    gates_passed,
    may_decide,
    second_looks_due,
    standing_submission,
)
from gongkai.apps.organs.access import may


@dataclass(frozen=True)
class Station:
    """One gate on the way. `word`: 已通过, 待审, 未到, 待事后复核."""

    gate: str
    label: str
    word: str
    review: Review | None = None


@dataclass(frozen=True)
class Progress:
    stations: list[Station]
    history: list[Review]
    submitted: bool
    passed: bool
    # What the person who looks may decide now: (gate, label, whether it is a second look).
    decidable: list[tuple[str, str, bool]]

    @property
    def due(self) -> list[str]:
        return [one.label for one in self.stations if one.word in ("待审", "待事后复核")]


def progress_of(actor: Actor, item: Item) -> Progress:
    path, passed = gate_path(item), approvals(item) or _of_public(item)
    due, looks = gates_due(item), second_looks_due(item)
    stations = [
        Station(gate, Gate(gate).label, *_word(gate, passed, due, looks, gate in path.afterwards))
        for gate in (*path.before, *path.afterwards)
    ]
    return Progress(
        stations=stations,
        history=list(item.reviews.select_related("person").order_by("id")),
        submitted=standing_submission(item) is not None,
        passed=gates_passed(item),
        decidable=[
            (gate, Gate(gate).label, gate in looks)
            for gate in (*due, *looks)
            if may_decide(actor, item, gate)
        ],
    )


def _of_public(item: Item) -> dict[str, Review]:
    """The approvals that let the public edition out, while nothing newer was written."""
    edition = item.editions.public().filter(revision_id=item.latest_revision_id).first()
    if edition is None or edition.submission is None:
        return {}
    given = edition.submission.reviews.filter(decision=Decision.APPROVED)
    return {one.gate: one for one in (*given, *item.reviews.filter(afterwards=True))}


def _word(
    gate: str, passed: dict[str, Review], due: tuple[str, ...], looks: tuple[str, ...], later: bool
) -> tuple[str, Review | None]:
    if gate in passed:
        return "已通过", passed[gate]
    if gate in looks:
        return "待事后复核", None
    if gate in due:
        return "待审", None
    return ("发布后补看" if later else "未到"), None


@dataclass(frozen=True)
class Acts:
    """The buttons this person sees on the item's page; each act asks for the right again."""

    write: bool
    submit: bool
    publish: bool
    correct: bool
    withdraw: bool
    override: bool
    remark: bool
    discard: bool = False


def acts_of(actor: Actor, item: Item, progress: Progress, authors: frozenset[int]) -> Acts:
    if Discard.objects.filter(item=item.pk).exists():
        return Acts(*[False] * 7)
    public = item.editions.public().first()
    shown = public is not None and public.revision_id == item.latest_revision_id
    organ = item.organ_id
    returned = progress.history and progress.history[-1].decision == Decision.RETURNED
    return Acts(
        write=may(actor, "item.write", organ),
        submit=may(actor, "item.submit", organ)
        and not progress.submitted
        and not shown
        and not (returned and progress.history[-1].revision_id == item.latest_revision_id),
        publish=may(actor, "item.publish", organ) and progress.passed and public is None,
        correct=may(actor, "item.correct", organ)
        and progress.passed
        and public is not None
        and not shown,
        withdraw=may(actor, "item.withdraw", organ) and public is not None,
        override=may(actor, "item.override", organ, authors=authors),
        remark=may(actor, "item.read", organ),
        discard=may(actor, "item.discard", organ) and not item.editions.exists(),
    )
