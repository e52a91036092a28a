"""Where many items stand at their gates at once: eight queries, however many there are.

The same answers as `queries.gates` gives about one item (held against it in the tests), for pages
that list them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from wagtail.models import Revision

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
from gongkai.apps.disclosure.queries.gates import ACT_OF, GatePath, closest_rule, path_by, steps_of
from gongkai.apps.organs.access import may


@dataclass(frozen=True)
class AtGates:
    """One item: what was handed in and stands, the gates due now, second looks, who wrote it.

    `last`: the last submission, whether it stands or not.
    """

    item: Item
    submission: Submission | None
    last: Submission | None
    path: GatePath
    approved: frozenset[str]
    looks: tuple[str, ...]
    authors: frozenset[int]

    @property
    def due(self) -> tuple[str, ...]:
        if self.submission is None:
            return ()
        left = (tuple(g for g in step if g not in self.approved) for step in self.path.steps)
        return next((step for step in left if step), ())

    @property
    def passed(self) -> bool:
        """Every gate before publication approved what was handed in."""
        return self.submission is not None and self.approved.issuperset(self.path.before)


@dataclass(frozen=True)
class Waiting:
    """A gate of an item that waits for the person who asks; `look`: after an urgent publication."""

    item: Item
    gate: str
    submission: Submission | None
    look: bool


def waiting(actor: Actor) -> list[Waiting]:
    """Gates due now and second looks that this actor may decide, in the order of the items."""
    found = []
    for one in at_gates(list(_in_review(actor))).values():
        for gates, look in ((one.due, False), (one.looks, True)):
            found += [
                Waiting(one.item, gate, one.last, look)
                for gate in gates
                if may(actor, ACT_OF[Gate(gate)], one.item.organ_id, authors=one.authors)
            ]
    return found


def waiting_for(actor: Actor) -> list[tuple[Item, str]]:
    """(item, gate) that wait for this actor."""
    return [(one.item, one.gate) for one in waiting(actor)]


def at_gates(items: Sequence[Item]) -> dict[int, AtGates]:
    """By item, in the order given. The items come with their columns."""
    keys = [one.pk for one in items]
    last = _last(keys)
    standing = {pk: one for pk, one in last.items() if one.stands}  # type: ignore[attr-defined]
    approved: dict[int, set[str]] = defaultdict(set)
    submissions = [one.pk for one in standing.values()]
    for submission, gate in Review.objects.filter(
        submission__in=submissions, decision=Decision.APPROVED
    ).values_list("submission_id", "gate"):
        approved[submission].add(gate)
    rules = list(GateRule.objects.all()) if items else []
    urgent, looked = _urgent(keys)
    authors = _authors(keys)
    made = {}
    for item in items:
        handed = standing.get(item.pk)
        ruled = _ruled(rules, item, handed.at if handed else clock.now())
        looks: tuple[str, ...] = ()
        if item.pk in urgent:
            steps = (
                _ruled(rules, item, urgent[item.pk].at)
                or gate_data().kinds.get(item.kind)
                or gate_data().default
            )
            looks = tuple(g for step in steps for g in step if g not in looked[item.pk])
        made[item.pk] = AtGates(
            item,
            handed,
            last.get(item.pk),
            path_by(item, ruled),
            frozenset(approved[handed.pk]) if handed else frozenset(),
            looks,
            frozenset(authors[item.pk]),
        )
    return made


def _ruled(rules: Sequence[GateRule], item: Item, at: dt.datetime) -> Steps | None:
    rule = closest_rule(rules, item.organ_id, item.column.code, at.astimezone(clock.CHINA).date())
    return steps_of(rule) if rule else None


def _last(keys: Sequence[int]) -> dict[int, Submission]:
    """Of each item the last submission; `stands` as `queries.gates.standing_submission` says."""
    last = Submission.objects.filter(item=OuterRef("item")).order_by("-id").values("pk")[:1]
    returned = Review.objects.filter(
        submission=OuterRef("pk"), decision=Decision.RETURNED, afterwards=False
    )
    stands = (
        Q(revision_id=F("item__latest_revision_id"))
        & Q(item__discard__isnull=True)
        & ~Exists(Edition.objects.filter(submission=OuterRef("pk")))
        & ~Exists(returned)
    )
    found = Submission.objects.filter(item__in=keys, pk=Subquery(last))
    return {
        one.item_id: one
        for one in found.annotate(
            stands=Case(When(stands, then=True), default=False, output_field=BooleanField())
        )
    }


class _Urgent(NamedTuple):
    """What went out urgently and is public; `at`: when it was handed in."""

    revision: int | None
    at: dt.datetime


def _urgent(keys: Sequence[int]) -> tuple[dict[int, _Urgent], dict[int, set[str]]]:
    """Item → what went out urgently; item → the gates that looked at it."""
    public = Edition.objects.public().filter(item__in=keys, urgent=True)
    urgent = {
        item: _Urgent(revision, handed_in or published)
        for item, revision, handed_in, published in public.values_list(
            "item_id", "revision_id", "submission__at", "published_at"
        )
    }
    looked: dict[int, set[str]] = defaultdict(set)
    reviews = Review.objects.filter(item__in=urgent).values_list("item_id", "revision_id", "gate")
    for item, revision, gate in reviews if urgent else ():
        if revision == urgent[item].revision:
            looked[item].add(gate)
    return urgent, looked


def _authors(keys: Sequence[int]) -> dict[int, set[int]]:
    """Everybody who wrote a revision (`queries.gates.authors_of`)."""
    found: dict[int, set[int]] = defaultdict(set)
    named = Item.authors.through.objects.filter(item_id__in=keys)
    for item, person in named.values_list("item_id", "person_id"):
        found[item].add(person)
    wrote = Revision.objects.filter(
        content_type=ContentType.objects.get_for_model(Item),
        object_id__in=[str(key) for key in keys],
        user_id__isnull=False,
    )
    for item, person in wrote.order_by().values_list("object_id", "user_id").distinct():
        found[int(item)].add(person)
    return found


def _in_review(actor: Actor) -> QuerySet[Item]:
    """What may wait for the actor: handed in as it is now and not let out yet, or public by the urgent path."""
    organs = {organ for post in actor.posts for organ in (post.organ_id, *post.organ_and_below)}
    handed_in = Submission.objects.filter(
        item=OuterRef("pk"), revision_id=OuterRef("latest_revision_id"), edition__isnull=True
    )
    urgent = Edition.objects.public().filter(item=OuterRef("pk"), urgent=True)
    return (
        Item.objects.filter(Q(Exists(handed_in)) | Q(Exists(urgent)))
        .filter(organ_id__in=organs, discard__isnull=True)
        .select_related("organ", "column")
        .order_by("id")
    )
