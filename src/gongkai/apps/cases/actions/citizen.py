"""What an applicant does on the own page: each act checks the key again and can do what events.yaml leaves them."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.cases import attempts
from gongkai.apps.cases.actions.closing import drop_unfinished
from gongkai.apps.cases.actions.drafting import ONLINE, Upload, checked_upload, refuse_too_much
from gongkai.apps.cases.actions.notices import NOTICES, is_awaited
from gongkai.apps.cases.actions.online import ACT
from gongkai.apps.cases.data.asking import limit
from gongkai.apps.cases.data.events import event_kinds
from gongkai.apps.cases.filing import keep_file
from gongkai.apps.cases.models import (
    Case,
    Dispatch,
    FileKind,
    Filing,
    Letter,
    Paper,
    PaperKind,
    SheetKind,
    SheetState,
)
from gongkai.apps.cases.opening import Arrived, take_paper
from gongkai.apps.cases.queries.citizen import (
    Key,
    WrongCode,
    acts_open,
    case_of,
    case_with_code,
    key_of,
    letters_of,
)
from gongkai.apps.cases.recording import expect, locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.sheets import latest_sheet, settle
from gongkai.apps.cases.standing import effective
from gongkai.documents.letters import templates


def open_page(number: str, code: str, address: str) -> Key:
    """The key for a number and its code. Raises WrongCode, or Locked where too many were wrong before."""
    attempts.try_code(number, address)
    case = case_with_code(number, code)
    if case is None:
        raise WrongCode
    attempts.code_was_right(number, address)
    return key_of(case)


def open_neighbour(key: Key, number: str) -> Key:
    """The key of another case that was sent with this one."""
    case = case_of(key)
    other = Case.objects.filter(code_hash=case.code_hash, number=number).first()
    if other is None:
        raise Refused("这次一同提交的申请里没有这个编号。")
    return key_of(other)


def answer_correction(
    key: Key, text: str, files: Sequence[Upload], address: str, seen: int | None = None
) -> Case:
    """补正 (Art. 30): received today; the reply clock begins anew tomorrow."""
    return _hand_in(key, "correct", PaperKind.CORRECTED, text, files, address, seen)


def add_material(
    key: Key, text: str, files: Sequence[Upload], address: str, seen: int | None = None
) -> Case:
    """补充材料: goes to the handler; moves no clock."""
    return _hand_in(key, "add", PaperKind.ADDITION, text, files, address, seen)


def give_reasons(
    key: Key, text: str, files: Sequence[Upload], address: str, seen: int | None = None
) -> Case:
    """说明理由 (Art. 35): whether it convinces is for the organ to find."""
    return _hand_in(key, "reasons", PaperKind.REASONS, text, files, address, seen)


def prove_payment(
    key: Key, text: str, files: Sequence[Upload], address: str, seen: int | None = None
) -> Case:
    """缴费凭证: the day of payment is recorded by the organ when it has seen the money."""
    return _hand_in(key, "pay", PaperKind.PAYMENT, text, files, address, seen)


def withdraw(key: Key, text: str, address: str, seen: int | None = None) -> Case:
    """撤回申请: in writing, for good; a new application can be made at any time."""
    said = text.strip() or "申请人在网上撤回申请。"
    return _hand_in(key, "withdraw", PaperKind.WITHDRAWAL, said, (), address, seen)


# What the page calls an act → the fact it records. Payment and reasons become facts by the organ's finding.
_FACTS = {
    "correct": "correct",
    "withdraw": "withdraw",
    "add": "add",
    "pay": "add",
    "reasons": "add",
}
_LABELS = {
    "correct": "补正", "withdraw": "撤回", "add": "补充材料", "pay": "提交缴费凭证", "reasons": "说明理由",
}  # fmt: skip
_KINDS = {
    PaperKind.CORRECTED: FileKind.CORRECTED,
    PaperKind.ADDITION: FileKind.APPLICATION,
    PaperKind.REASONS: FileKind.APPLICATION,
    PaperKind.PAYMENT: FileKind.EVIDENCE,
}


def _hand_in(
    key: Key,
    act: str,
    kind: PaperKind,
    text: str,
    files: Sequence[Upload],
    address: str,
    seen: int | None,
) -> Case:
    """A paper of the case and the fact that it came, in one transaction."""
    _refuse_unfit(text, files)
    case = case_of(key)
    attempts.count_hourly("sendings", address)
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        if act not in acts_open(row.state) or row.joined_into_id:
            raise Refused(f"这件申请现在不能{_LABELS[act]}，请刷新页面看最新的办理情况。")
        fact = event_kinds()[_FACTS[act]]
        assert fact.by_applicant
        arrived = Arrived("online", clock.today(), kind, _evidence(), text.strip())
        paper = take_paper(ONLINE, row.organ, arrived, ACT)
        Filing.objects.create(paper=paper, case=row, since=clock.now())
        _keep(row, paper, kind, files)
        record_event(ONLINE, row, fact.key, clock.today(), {"paper": paper.pk}, act=ACT)
        if act == "withdraw":
            drop_unfinished(row)
        told = latest_sheet(row, SheetKind.CORRECTION, SheetState.DONE)
        if act == "correct" and told is not None and text.strip():
            # Letters quote it. Online people write what they add, seldom the whole request again.
            said = f"{row.description}（补正：{text.strip()}）"
            settle(told, SheetState.DONE, more={"corrected": said})
    return row


def _refuse_unfit(text: str, files: Sequence[Upload]) -> None:
    if not text.strip() and not files:
        raise Refused("请写明内容，或者附上文件。")
    if len(text) > limit("text_most"):
        raise Refused(f"说明最多 {limit('text_most')} 字，更长的请作为文件附上。")
    for one in files:
        checked_upload(one)
    refuse_too_much(len(files), sum(len(one.data) for one in files))


def _evidence() -> str:
    return f"申请人在查询页提交，系统于{clock.now().astimezone(clock.CHINA):%Y-%m-%d %H:%M:%S}收到"


def _keep(case: Case, paper: Paper, kind: PaperKind, files: Sequence[Upload]) -> None:
    for one in files:
        keep_file(ONLINE, one.data, one.name, _KINDS[kind], case=case, paper=paper)


def confirm_letter(key: Key, letter_pk: int, address: str) -> Case:
    """确认收到文书: from now on its arrival is proven; where a period runs from it, it runs from today.

    The fact is the one that the letter's template names (补正告知书送达, 收费通知书送达, 收到答复).
    """
    attempts.count_hourly("sendings", address)
    with transaction.atomic():
        row = locked(case_of(key))
        given = [one for one in letters_of(row) if one.letter == letter_pk]
        if not given:
            raise Refused("这份文书还没有送出，或者不属于这件申请。")
        if not given[0].receive:
            raise Refused("这份文书已经确认收到过了。")
        letter = Letter.objects.get(pk=letter_pk)
        _delivered(letter, clock.today())
        fact = _fact_of_arrival(letter, row)
        if fact:
            record_event(ONLINE, row, fact, clock.today(), {"letter": letter.pk}, act=ACT)
        else:
            audit.record(ONLINE, ACT, subject=row, after={"letter": letter.pk, "received": True})
    return row


def _fact_of_arrival(letter: Letter, case: Case) -> str:
    """The fact that its arrival is, where the case still waits for it; "" for none."""
    template = templates().get(letter.template)
    fact = template.served if template else ""
    if fact not in event_kinds() or not event_kinds()[fact].by_applicant:
        return ""
    if fact in NOTICES:
        return fact if is_awaited(case, fact) else ""
    held = effective(case.events.order_by("number"))
    known = any(one.kind == fact and one.facts.get("letter", 0) in (0, letter.pk) for one in held)
    return "" if known else fact


def _delivered(letter: Letter, on: dt.date) -> None:
    rows = Dispatch.objects.select_for_update().filter(letter=letter, failed_on=None)
    sent = rows.order_by("-sent_on", "-pk").first()
    if sent is None:
        raise Refused("这份文书还没有送出。")
    sent.delivered_on = on
    sent.proof_note = "申请人在网上查询页确认收到"
    sent.save(update_fields=["delivered_on", "sealed"])
