"""The desk of reviews and suits: what is open, what has to be answered, what has a result to follow."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from gongkai.apps.remedies.models import Remedy


@dataclass(frozen=True)
class Worklist:
    key: str
    label: str
    wanted: Q
    order: tuple[str, ...]
    late: bool = False


WORKLISTS = {
    one.key: one
    for one in (
        Worklist("open", "尚未审结", Q(state="open"), ("answer_due_on", "-id")),
        Worklist(
            "answer",
            "待答复（答辩）",
            Q(state="open", answer_due_on__isnull=False, answered_on=None),
            ("answer_due_on",),
            late=True,
        ),
        Worklist("follow", "有结果待登记后续", Q(state="decided"), ("concluded_on",)),
        Worklist(
            "again",
            "须重新答复",
            Q(state="settled", reply_due_on__isnull=False, case__state__in=("replying_again", "to_review", "decided")),
            ("reply_due_on",),
            late=True,
        ),
        Worklist("all", "全部", Q(), ("-brought_on", "-id")),
    )
}  # fmt: skip


def counts(rows: QuerySet[Remedy]) -> dict[str, int]:
    """How many stand in each list. One query a list."""
    return {key: rows.filter(one.wanted).count() for key, one in WORKLISTS.items()}
