"""The trail of a piece: revision, submission, the gates' decisions, and the rows of the log."""

import datetime as dt
import random
from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision

from gongkai.apps.audit.actions import Draft
from gongkai.apps.audit.actor import program
from gongkai.apps.disclosure.data.gates import gate_data
from gongkai.apps.disclosure.models import Decision, Ending, Gate, Item, Review, Submission
from gongkai.apps.disclosure.queries.gates import ACT_OF
from gongkai.apps.example.loading.stored import County, Stored, Trail
from gongkai.apps.organs.models import Person

BATCH = 500
POST_OF = {
    Gate.POLITICAL: "first",
    Gate.POLICY: "second",
    Gate.WORDING: "final",
    Gate.SECRECY: "secrecy",
}


def add_trails(county: County, rows: list[Stored]) -> None:
    """Revision, submission and reviews of every piece; sets `trail` on the rows."""
    revisions = _revisions(county, rows)
    submissions = Submission.objects.bulk_create(
        (
            Submission(
                item=row.item,
                revision_id=revision.pk,
                person=(clerk := county.people[f"{row.piece.organ}-clerk"]),
                person_name=clerk.full_name,
                at=row.piece.at - dt.timedelta(hours=3),
            )
            for row, revision in zip(rows, revisions, strict=True)
        ),
        batch_size=BATCH,
    )
    chance = random.Random(county.seed)
    for row, submission in zip(rows, submissions, strict=True):
        row.trail = Trail(
            submission.revision_id,
            submission.pk,
            submission.at,
            list(_reviews(county.people, row, chance)),
        )
    Review.objects.bulk_create(
        (
            Review(
                item=row.item,
                submission_id=row.trail.submission_id,
                revision_id=row.trail.revision_id,
                gate=gate,
                person=person,
                person_name=person.full_name,
                decision=Decision.APPROVED,
                at=at,
            )
            for row in rows
            if row.trail
            for gate, person, at in row.trail.reviews
        ),
        batch_size=BATCH,
    )


def _revisions(county: County, rows: list[Stored]) -> list[Revision]:
    types = ContentType.objects.get_for_model(Item)
    made = Revision.objects.bulk_create(
        (
            Revision(
                content_type=types,
                base_content_type=types,
                object_id=str(row.item.pk),
                created_at=row.piece.at - dt.timedelta(hours=4),
                user=county.people[f"{row.piece.organ}-clerk"],
                object_str=row.item.title,
                content=row.item.serializable_data(),
            )
            for row in rows
        ),
        batch_size=BATCH,
    )
    for row, revision in zip(rows, made, strict=True):
        row.item.latest_revision_id = revision.pk
        row.item.live_revision_id = revision.pk if row.item.live else None
    Item.objects.bulk_update(
        [row.item for row in rows], ["latest_revision", "live_revision"], batch_size=BATCH
    )
    return made


def _reviews(
    people: dict[str, Person], row: Stored, chance: random.Random
) -> Iterator[tuple[str, Person, dt.datetime]]:
    """Every gate of the kind's path, in order, between submission and publication."""
    steps = gate_data().kinds.get(row.piece.kind) or gate_data().default
    gates = [gate for step in steps for gate in step]
    at = row.piece.at - dt.timedelta(hours=3)
    for gate in gates:
        at += dt.timedelta(minutes=10 + int(chance.random() * 30))
        yield gate, people[f"{row.piece.organ}-{POST_OF[Gate(gate)]}"], at


def log_acts(county: County, rows: list[Stored]) -> None:
    """What the log says of these pieces, added to `county.drafts`."""
    for row in rows:
        county.drafts += _acts(county, row)


def _acts(county: County, row: Stored) -> Iterator[Draft]:
    piece, item = row.piece, row.item
    clerk, head = county.actor(piece.organ, "clerk"), county.actor(piece.organ)
    yield Draft(clerk, "item.write", item, after={"title": item.title}, at=item.created_at)
    if row.trail:
        revision = {"revision": row.trail.revision_id}
        yield Draft(clerk, "item.submit", item, after=revision, at=row.trail.submitted_at)
        for gate, person, at in row.trail.reviews:
            actor = county.actor(piece.organ, POST_OF[Gate(gate)])
            decided = {"gate": gate, "decision": Decision.APPROVED, **revision}
            assert actor.person_id == person.pk
            yield Draft(actor, ACT_OF[Gate(gate)], item, after=decided, at=at)
    first = {"edition": 1, "index_number": item.index_number}
    yield Draft(head, "item.publish", item, after=first, at=piece.at)
    if piece.corrected:
        yield Draft(
            head,
            "item.correct",
            item,
            before={"edition": 1},
            after={"edition": 2},
            note=piece.corrected,
            at=item.last_published_at,
        )
    if row.end:
        by = program("公示期满") if row.end.ending == Ending.EXPIRED else head
        ending = {"ending": row.end.ending}
        yield Draft(by, "item.withdraw", item, after=ending, note=row.end.note, at=row.end.at)
