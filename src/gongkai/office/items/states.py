"""Where an item stands, in one word; for lists it is asked of the database, all rows at once."""

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)

from gongkai.apps.disclosure.models import Decision, Edition, Item, Review, Schedule, Submission
from gongkai.apps.disclosure.queries.standing import ItemState


class State(TextChoices):
    DRAFT = "draft", "起草中"
    REVIEW = "review", "审核中"
    RETURNED = "returned", "已退回"
    SCHEDULED = "scheduled", "定时发布"
    PUBLIC = "public", "已公开"
    CHANGING = "changing", "已公开，有修改"
    ENDED = "ended", "已不公开"
    DISCARDED = "discarded", "已作废"


# The same in the words of one item, which can say more: 待发布, 待复核, 已撤下, 公示期满.
WIDER = {
    ItemState.DRAFT: State.DRAFT,
    ItemState.IN_REVIEW: State.REVIEW,
    ItemState.APPROVED: State.REVIEW,
    ItemState.RETURNED: State.RETURNED,
    ItemState.SCHEDULED: State.SCHEDULED,
    ItemState.PUBLIC: State.PUBLIC,
    ItemState.SECOND_LOOK: State.PUBLIC,
    ItemState.OBJECTED: State.PUBLIC,
    ItemState.PUBLIC_CHANGING: State.CHANGING,
    ItemState.WITHDRAWN: State.ENDED,
    ItemState.EXPIRED: State.ENDED,
    ItemState.DISCARDED: State.DISCARDED,
}


def with_state(items: QuerySet[Item]) -> QuerySet[Item]:
    """Each row with `state` (a value of `State`): `queries.standing.state_of`, of many at once."""
    editions = Edition.objects.filter(item=OuterRef("pk"))
    submissions = Submission.objects.filter(item=OuterRef("pk")).order_by("-id")
    returned = Review.objects.filter(
        submission_id=OuterRef("last_submission"), decision=Decision.RETURNED, afterwards=False
    )
    scheduled = Schedule.objects.filter(
        item=OuterRef("pk"), ended_at__isnull=True, revision_id=OuterRef("latest_revision_id")
    )
    handed_in = Q(submitted_revision=F("latest_revision_id"))
    ended_as_is = Q(last_edition_revision=F("latest_revision_id"))
    asked = items.annotate(
        last_submission=Subquery(submissions.values("pk")[:1]),
        submitted_revision=Subquery(submissions.values("revision_id")[:1]),
        public_revision=Subquery(editions.public().values("revision_id")[:1]),
        last_edition_revision=Subquery(editions.order_by("-number").values("revision_id")[:1]),
        used_revision=Subquery(
            editions.filter(submission_id=OuterRef("last_submission")).values("revision_id")[:1]
        ),
        is_public=Exists(editions.public()),
        is_scheduled=Exists(scheduled),
    ).annotate(was_returned=Exists(returned))
    return asked.annotate(
        state=Case(
            When(discard__isnull=False, then=Value(State.DISCARDED)),
            When(is_scheduled=True, then=Value(State.SCHEDULED)),
            When(handed_in & Q(was_returned=True), then=Value(State.RETURNED)),
            When(handed_in & Q(used_revision__isnull=True), then=Value(State.REVIEW)),
            When(
                Q(is_public=True) & Q(public_revision=F("latest_revision_id")),
                then=Value(State.PUBLIC),
            ),
            When(is_public=True, then=Value(State.CHANGING)),
            When(ended_as_is, then=Value(State.ENDED)),
            default=Value(State.DRAFT),
            output_field=CharField(),
        )
    )
