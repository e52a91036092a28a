"""Which gates an item needs, which are passed, who may decide what waits."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.data.gates import Steps, gate_data
from gongkai.apps.disclosure.models import (
    Decision,
    Edition,
    Gate,
    GateRule,
    Item,
    Review,
    Submission,
)
from gongkai.apps.organs.access import may

# The act of the access table that each gate is.
ACT_OF = {
    Gate.POLITICAL: "item.review_first",
    Gate.POLICY: "item.review_second",
    Gate.WORDING: "item.review_final",
    Gate.SECRECY: "item.review_secrecy",
}


@dataclass(frozen=True)
class GatePath:
    """The gates of one item: `steps` before publication in order, `afterwards` for a second look."""

    steps: Steps
    afterwards: tuple[str, ...] = ()

    @property
    def before(self) -> tuple[str, ...]:
        return tuple(gate for step in self.steps for gate in step)


def gate_path(item: Item) -> GatePath:
    """By the organ's own rule for the column, else by the information's kind, else the default."""
    return path_by(item, _ruled(item, standing_submission(item)))


def path_by(item: Item, ruled: Steps | None) -> GatePath:
    """The gates of the item where `ruled` is what the rules say about its column."""
    steps = ruled or gate_data().kinds.get(item.kind) or gate_data().default
    if not item.urgent:
        return GatePath(steps)
    first, later = gate_data().urgent, [gate for step in steps for gate in step]
    return GatePath(
        (tuple(gate for gate in later if gate in first),),
        tuple(gate for gate in later if gate not in first),
    )


def _ruled(item: Item, submitted: Submission | None) -> Steps | None:
    # A rule changed during review does not move the gates of what was submitted before.
    day = submitted.at.astimezone(clock.CHINA).date() if submitted else clock.today()
    rules = GateRule.objects.filter(Q(organ=item.organ_id) | Q(organ__isnull=True))
    rule = closest_rule(rules, item.organ_id, item.column.code, day)
    return steps_of(rule) if rule else None


def closest_rule(
    rules: Iterable[GateRule], organ_id: int, column: str, day: dt.date
) -> GateRule | None:
    """Of these rules the one in force on the day that fits closest: the organ's before the county's,
    the longer code, the newer. None: the program's own path applies."""
    fitting = [
        rule
        for rule in rules
        if rule.since <= day
        and rule.organ_id in (None, organ_id)
        and (not rule.column_code or f"{column}/".startswith(f"{rule.column_code}/"))
    ]
    return max(
        fitting,
        key=lambda r: (r.organ_id is not None, len(r.column_code), r.since, r.pk),
        default=None,
    )


def steps_of(rule: GateRule) -> Steps:
    """The rule's steps in order; the gates of one step may be passed side by side."""
    return tuple((step,) if isinstance(step, str) else tuple(step) for step in rule.gates)


def authors_of(item: Item) -> frozenset[int]:
    """Everybody who wrote a revision of it; none of them reviews it."""
    wrote = item._revisions.exclude(user_id=None).values_list("user_id", flat=True)
    return frozenset(item.authors.values_list("pk", flat=True)) | frozenset(wrote)


def standing_submission(item: Item) -> Submission | None:
    """The last submission, if it is about the latest revision, was not returned, and let nothing out yet.

    None for a draft that was given up.
    """
    last = item.submissions.filter(item__discard__isnull=True).order_by("-id").first()
    if last is None or last.revision_id != item.latest_revision_id:
        return None
    if Edition.objects.filter(submission=last).exists():
        return None
    returned = last.reviews.filter(decision=Decision.RETURNED, afterwards=False)
    return None if returned.exists() else last


def approvals(item: Item) -> dict[str, Review]:
    """Gate → the approval that counts: of the standing submission, so of the latest revision."""
    submission = standing_submission(item)
    if submission is None:
        return {}
    return {
        review.gate: review
        for review in submission.reviews.filter(decision=Decision.APPROVED).order_by("id")
    }


def gates_due(item: Item) -> tuple[str, ...]:
    """The gates that can be decided now, before publication. Empty: nothing submitted, or all passed."""
    if standing_submission(item) is None:
        return ()
    passed = approvals(item)
    for step in gate_path(item).steps:
        if left := tuple(gate for gate in step if gate not in passed):
            return left
    return ()


def gates_passed(item: Item) -> bool:
    """Whether every gate that must come before publication approved the latest revision."""
    passed = approvals(item)
    return standing_submission(item) is not None and all(
        gate in passed for gate in gate_path(item).before
    )


def second_looks_due(item: Item) -> tuple[str, ...]:
    """After an urgent publication: the gates that have not looked at the public revision yet.

    Those that were asked for when it was handed in: a later rule takes none of them away.
    """
    edition = item.editions.public().first()
    if edition is None or not edition.urgent:
        return ()
    looked = set(
        item.reviews.filter(revision_id=edition.revision_id).values_list("gate", flat=True)
    )
    steps = (
        _ruled(item, edition.submission) or gate_data().kinds.get(item.kind) or gate_data().default
    )
    return tuple(gate for step in steps for gate in step if gate not in looked)


def may_decide(actor: Actor, item: Item, gate: str) -> bool:
    """Whether the actor's posts open this gate on this item, and the actor did not write it."""
    return may(actor, ACT_OF[Gate(gate)], item.organ_id, authors=authors_of(item))
