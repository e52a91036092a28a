"""From the signature to the portal: the stations of a report, where it stands, who must act now."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.apps import clock
from gongkai.apps.annual.actions.publishing import SIGNED
from gongkai.apps.annual.models import Report, ReportKind, ReportState
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.models import Decision, Item
from gongkai.apps.disclosure.queries.gates import ACT_OF
from gongkai.apps.organs.access import grants
from gongkai.apps.organs.models import Organ
from gongkai.apps.organs.queries import posts_on
from gongkai.office.annual.outputs.public import Public, public_of
from gongkai.office.gates.progress import progress_of


@dataclass(frozen=True)
class Station:
    """One stop. `word`: 已完成, 现在, 未到, 退回; `who`: who did it, or who may do it now."""

    name: str
    word: str
    who: str = ""
    note: str = ""


@dataclass
class Way:
    """`next_step`: a sentence for whoever looks; `item`: the page's place in the office, once there is one."""

    stations: list[Station]
    next_step: str
    item: int | None = None
    public: Public | None = None
    former: list[tuple[Report, Public]] = field(default_factory=list)


DONE, NOW, LATER, BACK = "已完成", "现在", "未到", "退回"


def way_of(actor: Actor, row: Report) -> Way:
    """The way of this version. A few queries, more where the page waits in its gates."""
    signed = row.state in (*SIGNED[ReportKind(row.kind)], ReportState.PUBLISHED)
    item = Item.objects.filter(pk=row.item_id).first() if row.item_id else None
    sign = "签发" if row.kind == ReportKind.GOVERNMENT else "签批并报送"
    stations = [_signing(row, sign, signed)]
    if row.state == ReportState.PUBLISHED:
        stations += _published(row)
    elif item is None or not signed:
        stations += _not_begun(row, signed)
    else:
        stations += _in_gates(actor, row, item)
    public = public_of(row)
    former = [
        (one, where)
        for one in Report.objects.filter(
            organ=row.organ, year=row.year, kind=row.kind, version__lt=row.version
        ).order_by("-version")
        if (where := public_of(one)) is not None
    ]
    seen = row.item_id if item is not None else None
    return Way(stations, _next(row, stations, sign), seen, public, former)


def _signing(row: Report, name: str, signed: bool) -> Station:
    steps = row.steps.filter(state__in=("handed_in", "signed")).order_by("-id")
    step = steps.first() if signed else None
    if step is not None:
        return Station(name, DONE, step.person_name, step.on.isoformat())
    act = "report.sign" if row.kind == ReportKind.GOVERNMENT else "report.hand_in"
    waiting = row.state == ReportState.TO_HEAD
    return Station(name, NOW if waiting else LATER, who_may(act, row.organ) if waiting else "")


def _published(row: Report) -> list[Station]:
    step = row.steps.filter(state=ReportState.PUBLISHED).order_by("-id").first()
    said = (step.person_name, step.on.isoformat()) if step else ("", "")
    return [
        Station("生成页面和文件", DONE),
        Station("三审和保密审查", DONE),
        Station("公布", DONE, *said),
    ]


def _not_begun(row: Report, signed: bool) -> list[Station]:
    who = who_may("report.write", row.organ) if signed else ""
    return [
        Station("生成页面和文件", NOW if signed else LATER, who),
        Station("三审和保密审查", LATER),
        Station("公布", LATER),
    ]


def _in_gates(actor: Actor, row: Report, item: Item) -> list[Station]:
    progress = progress_of(actor, item)
    last = progress.history[-1] if progress.history else None
    returned = not progress.submitted and last is not None and last.decision == Decision.RETURNED
    made = [
        Station(
            "生成页面和文件", NOW, who_may("report.write", row.organ), f"审核退回：{last.reason}"
        )
        if returned and last is not None
        else Station("生成页面和文件", DONE)
    ]
    for one in progress.stations:
        word = {"已通过": DONE, "待审": NOW}.get(one.word, LATER)
        if returned and last is not None and last.gate == one.gate:
            word = BACK
        review = one.review
        if review is not None:
            made.append(
                Station(one.label, word, review.person_name, review.at.astimezone(clock.CHINA).date().isoformat())
            )  # fmt: skip
        else:
            act = next(act for gate, act in ACT_OF.items() if gate == one.gate)
            made.append(Station(one.label, word, who_may(act, row.organ) if word == NOW else ""))
    who = who_may("report.publish", row.organ) if progress.passed else ""
    made.append(Station("公布", NOW if progress.passed else LATER, who))
    return made


def _next(row: Report, stations: Sequence[Station], sign: str) -> str:
    if row.state == ReportState.PUBLISHED:
        return "已经公布，网页和文件不再改动。发现错误的，写明说明办理更正：改好的作为新的一版公布，原来的一版保留。"
    waiting = [one for one in stations if one.word == NOW]
    if not waiting:
        return f"报告还在编写。{sign}以后才能生成公开页面。"
    first = waiting[0]
    if first.name == "生成页面和文件" and first.note:
        return f"{first.note}。内容有误的，退回报告修改后重新签批；只是页面的问题，重新生成并送审。"
    names = "、".join(one.name for one in waiting)
    who = "、".join(dict.fromkeys(one.who for one in waiting if one.who))
    return f"现在办理：{names}。" + (f"由{who}办理。" if who else "没有人任这个岗位，请先任命。")


def who_may(act: str, organ: Organ) -> str:
    """The people whose posts reach this act at the organ today, at most three by name."""
    kinds = {one.post: one.scope for one in grants() if one.act == act}
    posts = posts_on(clock.today()).filter(kind__in=kinds, person__is_active=True)
    found = [
        one
        for one in posts.select_related("person", "organ").order_by("id")
        if _reaches(kinds[one.kind], one.organ_id, organ)
    ]
    own = [one for one in found if one.organ_id == organ.pk] or found
    names = list(dict.fromkeys(one.person.full_name for one in own))
    more = f"等{len(names)}人" if len(names) > 3 else ""
    return "、".join(names[:3]) + more


def _reaches(scope: str, at: int, organ: Organ) -> bool:
    return scope == "all" or at == organ.pk or (scope == "below" and at == organ.parent_id)
