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


class State(TextChoices):
    DRAFT = "draft", "草稿"
    REVIEW = "review", "审核中"
    RETURNED = "returned", "已退回"
    SCHEDULED = "scheduled", "定时发布"
    PUBLIC = "public", "已公开"
    CHANGING = "changing", "已公开，正在修改"
    ENDED = "ended", "已不公开"


def with_state(items: QuerySet[Item]) -> QuerySet[Item]:
    """Each row with `state` (a value of `State`). Computed from submissions, reviews and editions."""
    submissions = Submission.objects.filter(item=OuterRef("pk")).order_by("-id")
    editions = Edition.objects.filter(item=OuterRef("pk"))
    public = editions.filter(ended_at__isnull=True)
    returned = Review.objects.filter(
        submission_id=OuterRef("last_submission"), decision=Decision.RETURNED, afterwards=False
    )
    handed_in = Q(submitted_revision=F("latest_revision_id"))
    return (
        items.annotate(
            last_submission=Subquery(submissions.values("pk")[:1]),
            submitted_revision=Subquery(submissions.values("revision_id")[:1]),
            public_revision=Subquery(public.values("revision_id")[:1]),
            is_public=Exists(public),
        )
        .annotate(was_returned=Exists(returned))
        .annotate(
            state=Case(
                When(was_returned=True, then=Value(State.RETURNED)),
                When(
                    Exists(Schedule.objects.filter(item=OuterRef("pk"), ended_at__isnull=True)),
                    then=Value(State.SCHEDULED),
                ),
                When(
                    Q(is_public=True) & Q(public_revision=F("latest_revision_id")),
                    then=Value(State.PUBLIC),
                ),
                When(
                    handed_in
                    & ~Exists(editions.filter(revision_id=OuterRef("latest_revision_id"))),
                    then=Value(State.REVIEW),
                ),
                When(is_public=True, then=Value(State.CHANGING)),
                When(Exists(editions), then=Value(State.ENDED)),
                default=Value(State.DRAFT),
                output_field=CharField(),
            )
        )
    )


def state_of(item: Item) -> State:
    """The same of one item."""
    return State(with_state(Item.objects.filter(pk=item.pk)).values_list("state", flat=True)[0])
