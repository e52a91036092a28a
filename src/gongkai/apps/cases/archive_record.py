"""What goes into the archive file of a case: its pages, its parts, the rows of the log that belong to it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from gongkai.apps import clock
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.data.steps import step_book
from gongkai.apps.cases.filing import file_content, file_name
from gongkai.apps.cases.letters.composing import title_of
from gongkai.apps.cases.models import APPLICANT_KINDS, Case, CaseFile, FileKind
from gongkai.apps.cases.parties import identity_of
from gongkai.apps.cases.queries.decisions import content_of_decision, newest_decision
from gongkai.apps.cases.queries.steps import standing_now
from gongkai.apps.cases.queries.timeline import timeline
from gongkai.apps.cases.sheets import content_of
from gongkai.apps.organs.access import label
from gongkai.apps.sealing import unseal
from gongkai.documents.archiving import Part, Record, Table
from gongkai.domain.cases import outcome_label, way_of
from gongkai.domain.deadlines import Due

# One sealed file holds 64 MB; the pages and the rest of the parts need room too.
MOST_INSIDE = 48 * 1024 * 1024


# Keys of the sheets' contents (models.SheetKind) in words.
SHEET_WORDS = {
    "points": "事项", "limit": "期限（工作日）", "opinion": "意见", "reasons": "理由", "found": "查明",
    "given": "申请人的说明", "finding": "认定", "days": "天数", "reason": "理由", "answer": "批准意见",
    "scale": "标准", "yuan": "金额（元）", "nth": "本月第几件", "pages": "页数", "lines": "计算",
    "places": "检索的地方", "words": "检索用的词", "on": "日期", "searcher": "检索人", "proof": "凭证",
}  # fmt: skip


def record_of(case: Case, on: dt.date) -> Record:
    """The pages. Whoever opens the archive may see the people: names stand in it as they were given."""
    kinds = dict(APPLICANT_KINDS)
    facts = [
        ("申请编号", case.number),
        ("类别", case.get_kind_display()),
        ("内容摘要", case.subject),
        ("申请人类别", kinds.get(case.applicant_kind, "")),
        ("收到申请之日", _day(case.received_on)),
        ("办结日期", _day(case.closed_on)),
        ("办理结果", outcome_label(case.outcome, case.variant)),
        ("承办人", str(case.handler or "")),
        ("归档日期", on.isoformat()),
    ]
    return Record(
        "政府信息公开申请卷宗",
        case.organ.name,
        case.number,
        on,
        [one for one in facts if one[1]],
        (
            Table("申请的内容", ("所需政府信息",), [[case.description]], (1,)),
            _parties(case),
            _papers(case),
            _lines(case),
            _clocks(case),
            _decision(case),
            _sheets(case),
            _letters(case),
            Table("审计日志摘录", ("行", "时间", "行为", "人员", "摘要"), _log_rows(case), (1, 3, 3, 2, 5)),
        ),
    )  # fmt: skip


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _parties(case: Case) -> Table:
    rows = []
    for party in case.parties.filter(removed_at=None).select_related("organ"):
        who = identity_of(party)
        name = party.organ.name if party.organ else who.name
        told = (who.id_number, who.phone, who.email, who.address, who.contact)
        rows.append([party.get_role_display(), name, "\n".join(one for one in told if one)])
    return Table("当事人", ("身份", "姓名、名称", "证件号码、联系方式"), rows, (2, 3, 5))


def _papers(case: Case) -> Table:
    rows = []
    for filing in case.filings.filter(until=None).select_related("paper"):
        paper = filing.paper
        text = str(unseal(paper.sealed).get("text", "")) if paper.sealed else ""
        rows.append([paper.number, _day(paper.arrived_on), paper.get_kind_display(), text])
    return Table("来件", ("收件号", "到件日期", "种类", "内容"), rows, (2, 2, 2, 5))


def _lines(case: Case) -> Table:
    rows = []
    for line in timeline(case):
        said = "；".join(f"{one.label} {one.text}" for one in line.said)
        gone = "（已更正）" if line.replaced_by else ""
        rows.append(
            [str(line.event.number), _day(line.event.on), f"{line.kind.label}{gone}", said,
             f"{line.event.person_name}\n{_moment(line.event.recorded_at)}"]
        )  # fmt: skip
    return Table("办理经过", ("序", "日期", "事实", "内容", "登记"), rows, (1, 3, 4, 5, 4))


def _moment(at: dt.datetime) -> str:
    return f"{at.astimezone(clock.CHINA):%Y-%m-%d %H:%M}"


def _clocks(case: Case) -> Table:
    seen = standing_now(case).overview
    rows = []
    for one in seen.standings if seen else ():
        due = one.clock if isinstance(one.clock, Due) else None
        day = f"{due.day.isoformat()}（{due.weekday}）" if due else "没有起算"
        done = f"{one.done_on.isoformat()}完成" if one.done_on else ""
        done += f"，逾期{one.late_by}个工作日" if one.late_by else ""
        basis = "\n".join(ground.text for ground in one.clock.basis)
        rows.append([one.clock.label, day, done, basis])
    return Table("期限", ("期限", "届满", "完成", "依据"), rows, (3, 3, 3, 6))


def _decision(case: Case) -> Table:
    found = newest_decision(case)
    said = content_of_decision(found)
    steps = {one.key: one for one in step_book().kinds.get(case.kind, ())}
    rows = []
    for key in _in_order(said.steps, steps):
        step, one = steps.get(key), said.steps[key]
        finding = step.findings.get(one.get("finding", "")) if step else None
        rows.append(
            [step.label if step else key, finding.label if finding else one.get("finding", ""),
             one.get("reason", "")]
        )  # fmt: skip
    if found is not None:
        way = way_of(found.outcome, found.variant) if found.outcome else None
        asked = {one.key: one.label for one in way.records} if way is not None else {}
        rows += [
            [asked.get(key, key), "", said.records[key]] for key in _in_order(said.records, asked)
        ]
        rows.append(["答复的理由", "", said.reasons])
        rows.append(["拟办人", str(found.drafted_by or ""), ""])
        rows.append(["审核人", str(found.reviewed_by or ""), ""])
    return Table("处理意见", ("事项", "认定", "理由和记录"), rows, (3, 3, 6))


def _in_order(keys: Iterable[str], known: Iterable[str]) -> list[str]:
    """Sealed content keeps no order: as the known ones stand, unknown ones last."""
    places = {key: at for at, key in enumerate(known)}
    return sorted(keys, key=lambda one: places.get(one, len(places)))


def _sheets(case: Case) -> Table:
    rows = []
    for one in case.sheets.select_related("drafted_by"):
        said = "\n".join(
            f"{SHEET_WORDS.get(key, key)}：{_plain(value)}"
            for key, value in content_of(one).items()
            if value
        )
        rows.append([one.get_kind_display(), one.get_state_display(), said, str(one.drafted_by or "")])  # fmt: skip
    return Table("办理单", ("种类", "状态", "内容", "填写人"), rows, (2, 1, 6, 2))


def _plain(value: object) -> str:
    return "；".join(str(one) for one in value) if isinstance(value, list) else str(value)


def _letters(case: Case) -> Table:
    rows = []
    for one in case.letters.select_related("reviewed_by").prefetch_related("dispatches"):
        sent = "\n".join(
            f"{sent.get_way_display()} {sent.sent_on.isoformat()}送出"
            + (f" {sent.mail_number}" if sent.mail_number else "")
            + (f"，{sent.delivered_on.isoformat()}收到" if sent.delivered_on else "")
            + (f"（{sent.proof_note}）" if sent.proof_note else "")
            for sent in one.dispatches.all()
        )
        rows.append([one.number or "没有编号", title_of(one), one.get_state_display(), sent])
    return Table("文书和送达", ("文号", "种类", "状态", "送达"), rows, (4, 2, 2, 5))


def log_of(case: Case) -> list[dict[str, Any]]:
    """The rows of the log that name this case, with their places in the chain."""
    rows = Entry.objects.filter(subject_kind="Case", subject_id=str(case.pk)).order_by("seq")
    return [
        {"seq": one.seq, "at": one.at.astimezone(dt.UTC).isoformat(), "act": one.act,
         "person": one.person_name, "previous_hash": one.previous_hash, "hash": one.hash}
        for one in rows
    ]  # fmt: skip


def _log_rows(case: Case) -> list[list[str]]:
    made = []
    for one in log_of(case):
        at = _moment(dt.datetime.fromisoformat(str(one["at"])))
        made.append(
            [str(one["seq"]), at, label(str(one["act"])), str(one["person"]), str(one["hash"])[:24]]
        )
    return made  # fmt: skip


def parts_of(case: Case) -> list[Part]:
    """Every file of the case and of its papers, small ones first inside; the rest by digest only."""
    papers = case.filings.filter(until=None).values("paper")
    rows = CaseFile.objects.filter(case=case) | CaseFile.objects.filter(paper__in=papers)
    kept = rows.filter(removed_at=None, destroyed_at=None).exclude(kind=FileKind.ARCHIVE)
    room, inside = MOST_INSIDE, set()
    for file in sorted(kept, key=lambda one: (one.size, one.pk)):
        if file.size > room:
            break
        room -= file.size
        inside.add(file.pk)
    return [
        Part(
            f"file-{file.pk}",
            f"{file.get_kind_display()} {file_name(file)}",
            file.media_type,
            file.sha256,
            file.size,
            file_content(file) if file.pk in inside else None,
        )
        for file in kept.order_by("pk")
    ]
