"""No sequence of acts by anybody makes an unreviewed word public."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from wagtail.models import Revision

from gongkai.apps.disclosure.actions.publication import (
    correct_item,
    publish_due,
    publish_item,
    schedule_item,
    withdraw_item,
)
from gongkai.apps.disclosure.actions.review import review, second_look
from gongkai.apps.disclosure.actions.writing import attach, revise_item, submit_item
from gongkai.apps.disclosure.data.gates import gate_data
from gongkai.apps.disclosure.freezing.body import draft_html
from gongkai.apps.disclosure.freezing.cleaning import words
from gongkai.apps.disclosure.models import Decision, Edition, Gate, Item, Review
from gongkai.apps.disclosure.queries.gates import gate_path
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.organs.models import Post
from tests.apps.disclosure.desk import GATES, POST_OF, paragraph
from tests.county import DAY, NOON
from tests.databases import examples

ACTS = {
    "revise": lambda actor, item, n: revise_item(
        actor, item, {"body": [paragraph(f"<p>第{n}次写的文字。</p>")]}
    ),
    "hurry": lambda actor, item, n: revise_item(actor, item, {"urgent": not item.urgent}),
    "attach": lambda actor, item, n: attach(actor, item, f"{n}.zip", b"PK\x03\x04" + bytes([n])),
    "submit": lambda actor, item, n: submit_item(actor, item),
    "publish": lambda actor, item, n: publish_item(actor, item),
    "correct": lambda actor, item, n: correct_item(actor, item, "更正一处。"),
    "withdraw": lambda actor, item, n: withdraw_item(actor, item, "有误。"),
    "schedule": lambda actor, item, n: schedule_item(actor, item, NOON.replace(hour=13)),
    "due": lambda actor, item, n: publish_due(actor, NOON),
    **{
        f"approve {gate}": lambda actor, item, n, gate=gate: review(actor, item, gate, "approved")
        for gate in GATES
    },
    **{
        f"look {gate}": lambda actor, item, n, gate=gate: second_look(actor, item, gate, "approved")
        for gate in GATES
    },
    "return": lambda actor, item, n: review(actor, item, Gate.SECRECY, "returned", "请改。"),
    # As somebody would who goes round the acts: a revision saved by hand.
    "round": lambda actor, item, n: _save_by_hand(item, n),
    # And the row changed behind the revision's back.
    "scribble": lambda actor, item, n: Item.objects.filter(pk=item.pk).update(title=f"涂改{n}"),
}
POSTS = ("clerk", "disclosure_head", "county_office", "system_administrator", *POST_OF.values())
# The right hand for an act most of the time, so that sequences get somewhere.
FITTING = {
    "publish": "disclosure_head", "correct": "disclosure_head", "withdraw": "disclosure_head",
    "schedule": "disclosure_head", "due": "disclosure_head", "return": "secrecy_reviewer",
} | {f"{verb} {gate}": post for gate, post in POST_OF.items() for verb in ("approve", "look")}  # fmt: skip
ONE_PASS = ["submit", *(f"approve {gate}" for gate in GATES)]


def _save_by_hand(item: Item, n: int) -> None:
    row = Item.objects.get(pk=item.pk)
    row.title = f"绕过去写的标题{n}"
    row.save()
    row.save_revision()


FIRST = [*ONE_PASS, "publish"]
AGAIN = ["revise", *ONE_PASS, "correct"]


@st.composite
def passes(draw) -> list[tuple[str, str | None]]:
    """The right way, once or twice, with a few steps left out, put in, or taken by somebody else."""
    run: list[tuple[str, str | None]] = [(act, None) for act in FIRST]
    if draw(st.booleans()):
        run += [(act, None) for act in AGAIN]
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(run) - 1))
        edit = draw(st.sampled_from(("out", "in", "other")))
        act = run[at][0] if edit == "other" else draw(st.sampled_from(sorted(ACTS)))
        post = draw(st.sampled_from((None, "first_reviewer", *POSTS)))
        run[at : at + (edit != "in")] = [] if edit == "out" and len(run) > 1 else [(act, post)]
    return run


def without(act: str) -> list[tuple[str, str | None]]:
    return [(one, None) for one in FIRST if one != act]


def put_in(at: int, act: str, post: str | None = None, run=FIRST) -> list[tuple[str, str | None]]:
    return [*((one, None) for one in run[:at]), (act, post), *((one, None) for one in run[at:])]


def known_ways(test):
    """Ways round the gates that somebody thought of; the rest is drawn at random."""
    ways = [without(f"approve {gate}") for gate in GATES]
    ways += [put_in(at, "revise") for at in range(1, len(FIRST))]
    ways += [put_in(at, "round") for at in range(1, len(FIRST))]
    ways += [put_in(at, "scribble") for at in (0, 5)]
    ways += [put_in(0, "revise", "first_reviewer"), put_in(5, "attach"), put_in(5, "hurry")]
    ways += [put_in(4, "return"), put_in(5, "schedule", None), put_in(4, "return", None, ONE_PASS)]
    ways += [[(act, None) for act in (*FIRST, "round", "correct", "withdraw", "publish")]]
    ways += [[(act, None) for act in (*FIRST, "withdraw", "publish", *FIRST)]]
    for way in ways:
        test = example(run=way)(test)
    return test


class Undo(Exception):
    pass


@pytest.mark.django_db
@settings(max_examples=examples(15), suppress_health_check=list(HealthCheck))
@given(run=passes())
@known_ways
def test_whatever_is_done(desk, run):
    try:
        with transaction.atomic():
            _everything_holds_after(desk, run)
            raise Undo
    except Undo:
        pass


def _everything_holds_after(desk, run) -> None:
    # Somebody who writes and reviews: the temptation.
    reviewer = desk.county.people["first_reviewer"]
    Post.objects.create(person=reviewer, organ=desk.county.department, kind="clerk", since=DAY)
    item = desk.item()
    for n, (act, post) in enumerate(run):
        actor = desk.county.actor(post or FITTING.get(act, "clerk"))
        item = Item.objects.get(pk=item.pk)
        try:
            with transaction.atomic():
                ACTS[act](actor, item, n)
        except (Refused, Forbidden):
            pass
    # Editions stay for ever: what was public for a moment is still here.
    _holds(Item.objects.get(pk=item.pk))


def _holds(item: Item) -> None:
    editions = list(item.editions.order_by("number"))
    assert [one.number for one in editions] == list(range(1, len(editions) + 1))
    assert sum(one.ended_at is None for one in editions) <= 1
    for edition in editions:
        _was_reviewed(item, edition)


def _was_reviewed(item: Item, edition: Edition) -> None:
    revision = Revision.objects.get(pk=edition.revision_id)
    seen = revision.as_object()
    assert edition.title == seen.title
    assert edition.body_text == words(draft_html(seen))
    assert [one["sha256"] for one in edition.attachments] == [
        one.sha256 for one in seen.attachments.all()
    ]
    writers = set(
        item._revisions.filter(pk__lte=revision.pk)
        .exclude(user_id=None)
        .values_list("user_id", flat=True)
    )
    needed = set(gate_path(seen).before)
    assert needed >= gate_data().least
    approved = Review.objects.filter(
        submission=edition.submission, revision_id=revision.pk, decision=Decision.APPROVED
    )
    assert needed <= {one.gate for one in approved}
    returned = edition.submission.reviews.filter(decision=Decision.RETURNED, afterwards=False)
    assert not returned.exists()
    assert not writers & {one.person_id for one in approved}
