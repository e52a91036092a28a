"""The facts of a 信息发布审核表, as they were for one submission."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from wagtail.models import Revision

from gongkai.apps.audit.models import Entry
from gongkai.apps.clock import CHINA
from gongkai.apps.disclosure.models import (
    Decision,
    Edition,
    Gate,
    Item,
    ItemKind,
    Openness,
    Review,
    Submission,
)
from gongkai.apps.disclosure.queries.gates import gate_path
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.organs.models import Person


@dataclass(frozen=True)
class GateRow:
    """A gate with the decision of this submission; None: not decided."""

    label: str
    review: Review | None


@dataclass(frozen=True)
class SheetFacts:
    organ: str
    title: str
    kind: str
    column: str
    document_number: str
    openness: str
    made_on: str
    source: str
    writers: str
    submitted: str
    attachments: str
    overrides: str
    returns: str
    published: str
    index_number: str
    revision_id: int
    revision_number: int
    gates: tuple[GateRow, ...]


def sheet_facts(item: Item, submission: Submission | None = None) -> SheetFacts:
    """About `submission`; by default that of the public edition, else the last. Refused: none yet."""
    submission = submission or _default(item)
    if submission is None:
        raise Refused("这条信息还没有送审，没有审核表可以导出。")
    revision = Revision.objects.get(pk=submission.revision_id)
    seen = cast(Item, revision.as_object())
    edition = Edition.objects.filter(submission=submission).first()
    return SheetFacts(
        organ=item.organ.name,
        title=seen.title,
        kind=ItemKind(seen.kind).label + ("（紧急）" if seen.urgent else ""),
        column=seen.column.name,
        document_number=seen.document_number,
        openness=Openness(seen.openness).label,
        made_on=_day(seen.made_on) if seen.made_on else "",
        source=seen.source,
        writers=_writers(item, revision),
        submitted=f"{submission.person_name} {_time(submission.at)}",
        attachments="；".join(one.title for one in seen.attachments.all()) or "无",
        overrides=_overrides(item, submission),
        returns=_returns(item, submission),
        published=_published(item, edition),
        index_number=edition.index_number if edition else item.index_number,
        revision_id=submission.revision_id,
        revision_number=item._revisions.filter(pk__lte=revision.pk).count(),
        gates=tuple(_gates(item, seen, submission)),
    )


def _default(item: Item) -> Submission | None:
    public = item.editions.public().first()
    if public is not None and public.submission is not None:
        return public.submission
    return item.submissions.order_by("-id").first()


def _gates(item: Item, seen: Item, submission: Submission) -> Iterable[GateRow]:
    decided = {one.gate: one for one in submission.reviews.order_by("id")}
    later = {
        one.gate: one
        for one in item.reviews.filter(revision_id=submission.revision_id, afterwards=True)
    }
    path = gate_path(seen)
    shown = [*path.before, *path.afterwards]
    # Gates decided under a rule that has changed since belong to the history all the same.
    shown += [gate for gate in (*decided, *later) if gate not in shown]
    for gate in sorted(shown, key=list(Gate.values).index):
        after = gate in later and gate not in decided
        label = Gate(gate).label + ("事后复核" if after or gate in path.afterwards else "")
        yield GateRow(label, decided.get(gate) or later.get(gate))


def _writers(item: Item, until: Revision) -> str:
    ids = item._revisions.filter(pk__lte=until.pk).order_by("pk").values_list("user_id", flat=True)
    people = Person.objects.in_bulk([one for one in ids if one])
    names = [str(people[one]) for one in dict.fromkeys(ids) if one in people]
    return "、".join(names) or "无"


def _overrides(item: Item, submission: Submission) -> str:
    let = item.overrides.select_related("person").order_by("id")
    edition = Edition.objects.filter(submission=submission).first()
    if edition is not None:
        let = let.filter(at__lte=edition.published_at)
    return "；".join(f"{one.finding_label}（{one.person}：{one.reason}）" for one in let) or "无"


def _returns(item: Item, submission: Submission) -> str:
    returned = item.reviews.filter(
        decision=Decision.RETURNED, submission_id__lte=submission.pk
    ).order_by("id")
    return (
        "；".join(
            f"{_time(one.at)} {Gate(one.gate).label} {one.person_name}：{one.reason}"
            for one in returned
        )
        or "无"
    )


def _published(item: Item, edition: Edition | None) -> str:
    if edition is None:
        return "（未发布）"
    entry = Entry.objects.filter(
        subject_kind="Item",
        subject_id=str(item.pk),
        act__in=("item.publish", "item.correct"),
        after__edition=edition.number,
    ).first()
    who = entry.person_name if entry else ""
    note = f"　更正说明：{edition.note}" if edition.note else ""
    return f"{who}　{_time(edition.published_at)}　第{edition.number}版{note}"


def _time(at) -> str:  # type: ignore[no-untyped-def]
    return at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def _day(day) -> str:  # type: ignore[no-untyped-def]
    return f"{day.year}年{day.month}月{day.day}日"
