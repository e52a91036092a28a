"""拆分与合并 (一事一申请): cases are split off, merged back, joined as duplicates and parted again.

Nothing is removed: filings end, events are added, and each of these acts has its counter-act.
"""

import datetime as dt

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.registering import Asked
from gongkai.apps.cases.history import Fact
from gongkai.apps.cases.models import Case, Filing, Party
from gongkai.apps.cases.numbers import case_number
from gongkai.apps.cases.plain_words import identities_of, refuse_personal
from gongkai.apps.cases.queries.steps import facts_of, last_fact
from gongkai.apps.cases.recording import expect, locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import require
from gongkai.domain.cases import machine

# Before an answer goes out; afterwards a duplicate is answered as one (重复申请), not joined.
BEFORE_ANSWER = frozenset(
    ("arrived", "received", "correcting", "handling", "consulting_third_party", "consulting_organ",
     "asking_reasons", "charging", "extended", "to_review")
)  # fmt: skip


def split_off(
    actor: Actor, case: Case, asked: Asked, *, on: dt.date, seen: int | None = None
) -> Case:
    """另立一件: what one paper asked besides becomes a case of its own, arrived and received on the same days."""
    require(actor, "case.register", case.organ_id)
    if not asked.description.strip():
        raise Refused("请填写另立一件的所需政府信息的名称、文号或者便于查询的其他特征。")
    if not asked.subject.strip():
        raise Refused("请填写内容摘要，用来在清单里辨认这件申请。")
    refuse_personal("内容摘要", asked.subject, identities_of(case.parties.all()))
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        _require_running(row)
        facts = facts_of(row)
        submitted, confirmed = last_fact(facts, "submit"), last_fact(facts, "confirm")
        assert submitted is not None  # every case that is not a draft has one
        made = _like(row, asked, submitted)
        record_event(actor, made, "submit", submitted.on, submitted.facts, act="case.register")
        if confirmed is not None:
            record_event(actor, made, "confirm", confirmed.on, confirmed.facts, act="case.register")
        record_event(actor, made, "split_off", on, {"from_case": row.pk}, act="case.register")
        record_event(actor, row, "remark", on, act="case.register", note=f"另立一件：{made.number}")
    return made


def _like(row: Case, asked: Asked, submitted: Fact) -> Case:
    """A case from the same paper, with the same people."""
    made = Case.objects.create(
        organ=row.organ,
        number=case_number(row.organ, submitted.on.year),
        kind=asked.kind,
        applicant_kind=row.applicant_kind,
        subject=asked.subject.strip()[:120],
        description=asked.description.strip(),
        form_wanted=asked.form_wanted or row.form_wanted,
        route_wanted=asked.route_wanted or row.route_wanted,
        needs_assistance=row.needs_assistance,
        created_at=clock.now(),
    )
    Filing.objects.create(paper_id=submitted.facts["paper"], case=made, since=clock.now())
    for party in row.parties.filter(
        role__in=("applicant", "co_applicant", "agent"), removed_at=None
    ):
        Party.objects.create(
            case=made,
            role=party.role,
            kind=party.kind,
            order=party.order,
            sealed=party.sealed,
            name_match=party.name_match,
            id_match=party.id_match,
            phone_match=party.phone_match,
        )
    return made


def merge_back(actor: Actor, case: Case, *, on: dt.date, seen: int | None = None) -> Case:
    """并回原件: a case that was split off is one matter with its origin after all. `unjoin` takes it back."""
    require(actor, "case.register", case.organ_id)
    with transaction.atomic():
        split = last_fact(facts_of(case), "split_off")
        if split is None:
            raise Refused("这件申请不是拆分出来的，不能并回；重复的申请请用“并入另一件”。")
        origin = Case.objects.get(pk=split.facts["from_case"])
        row, into = _both(case, origin)
        expect(row, seen)
        _require_separate(row, into)
        _move_papers(row, into)
        record_event(actor, row, "merge_back", on, {"into_case": into.pk}, act="case.register")
        record_event(actor, into, "remark", on, act="case.register", note=f"并回一件：{row.number}")
    return row


def join(actor: Actor, case: Case, into: Case, *, on: dt.date, seen: int | None = None) -> Case:
    """并入另一件: the same applicant asked the same twice; both are answered once. `unjoin` takes it back."""
    require(actor, "case.register", case.organ_id)
    if into.pk == case.pk:
        raise Refused("不能并入自己，请填写另一件申请的编号。")
    if into.organ_id != case.organ_id:
        raise Refused("两件申请不是同一个机关收到的，不能合并。")
    if not _same_applicant(case, into):
        raise Refused(
            "两件申请的申请人不同，应当分别答复，不能合并；内容相同的，可以转为主动公开。"
        )
    with transaction.atomic():
        row, target = _both(case, into)
        expect(row, seen)
        _require_separate(row, target)
        _move_papers(row, target)
        record_event(actor, row, "join", on, {"into_case": target.pk}, act="case.register")
        record_event(
            actor, target, "remark", on, act="case.register", note=f"并入一件：{row.number}"
        )
    return row


def unjoin(actor: Actor, case: Case, *, on: dt.date, seen: int | None = None) -> Case:
    """取消并入: the case stands by itself again, with the papers it brought."""
    require(actor, "case.register", case.organ_id)
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        if row.joined_into_id is None:
            raise Refused("这件申请没有并入其他申请，不用取消。")
        target = locked(Case.objects.get(pk=row.joined_into_id))
        record_event(actor, row, "unjoin", on, {"from_case": target.pk}, act="case.register")
        _bring_papers_back(row, target)
        record_event(
            actor, target, "remark", on, act="case.register", note=f"取消并入：{row.number}"
        )
    return row


def _both(case: Case, into: Case) -> tuple[Case, Case]:
    """Both rows locked, always in the same order: two who join crosswise do not wait for each other."""
    first, second = sorted((case, into), key=lambda one: one.pk)
    rows = {one.pk: one for one in (locked(first), locked(second))}
    return rows[case.pk], rows[into.pk]


def _require_running(case: Case) -> None:
    if case.joined_into_id is not None:
        raise Refused("这件申请已经并入另一件，请先取消并入。")
    if case.state not in BEFORE_ANSWER:
        label = machine().states[case.state].label
        raise Refused(f"“{label}”的申请不能再拆分、合并；内容重复的新申请按“重复申请”答复。")


def _require_separate(row: Case, into: Case) -> None:
    for one in (row, into):
        _require_running(one)
    if row.joined.exists():
        raise Refused("另有申请并入了这一件，请先取消那些并入，再办理。")
    if row.kind != into.kind:
        raise Refused("两件的类别不同（申请、更正、举报投诉），不能合并。")


def _same_applicant(case: Case, into: Case) -> bool:
    theirs = [
        set(
            one.parties.filter(role__in=("applicant", "co_applicant"), removed_at=None).values_list(
                "name_match", "id_match"
            )
        )
        for one in (case, into)
    ]
    names, numbers = ([{pair[n] for pair in one} - {""} for one in theirs] for n in (0, 1))
    if numbers[0] and numbers[1]:  # two people may bear one name
        return bool(numbers[0] & numbers[1])
    return bool(names[0] & names[1])


def _move_papers(row: Case, into: Case) -> None:
    now = clock.now()
    for filing in row.filings.filter(until=None):
        Filing.objects.filter(pk=filing.pk).update(until=now)
        if not into.filings.filter(paper_id=filing.paper_id, until=None).exists():
            Filing.objects.create(paper_id=filing.paper_id, case=into, since=now)


def _bring_papers_back(row: Case, target: Case) -> None:
    now = clock.now()
    moved = row.filings.exclude(until=None).order_by("-until").first()
    if moved is None:
        return
    for filing in row.filings.filter(until=moved.until):
        # What the other case had of its own stays there; what came with the joining goes back.
        target.filings.filter(paper_id=filing.paper_id, since=moved.until, until=None).update(
            until=now
        )
        Filing.objects.create(paper_id=filing.paper_id, case=row, since=now)
