"""送达: handed over, handed on by another organ, posted by 邮政, or put on the applicant's page; with its proof.

The day of handing over or posting is the day of the reply (国办公开办函〔2016〕235号).
"""

import datetime as dt

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.sending import effect_of_arrival, effect_of_sending
from gongkai.apps.cases.data.mail import fault_of_mail_number, plain_number
from gongkai.apps.cases.filing import keep_file
from gongkai.apps.cases.letters.composing import content_of_letter, template_of
from gongkai.apps.cases.models import (
    CaseFile,
    Dispatch,
    DispatchWay,
    FileKind,
    Letter,
    LetterState,
)
from gongkai.apps.cases.queries.steps import facts_of
from gongkai.apps.cases.queries.telling import not_told, open_from
from gongkai.apps.cases.recording import expect, locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.sheets import keep_proof
from gongkai.apps.organs.access import require


def dispatch_letter(
    actor: Actor,
    letter: Letter,
    *,
    way: str,
    on: dt.date,
    mail_number: str = "",
    through: str = "",
    seen: int | None = None,
) -> Dispatch:
    """送出 a signed letter. `mail_number` of 邮政; `through`: the organ that hands it on.

    The first sending of an answer is the fact `serve`: its day ends the clock; sent again after it came
    back, it is `sent_again`. The first sending of a notice is its step (告知补正, 延期 …).
    Refused: an answer that opens over a third party's objection before that party was told (Art. 32).
    """
    require(actor, "case.serve", letter.organ_id)
    with transaction.atomic():
        row = _locked_letter(letter, seen)
        number = _checked(row, way, on, mail_number, through)
        first = not row.dispatches.exists()
        if template_of(row).is_answer:
            _third_parties_told(row, on)
        sent = Dispatch.objects.create(
            letter=row,
            way=way,
            sent_on=on,
            mail_number=number,
            through=through.strip()[:120] if way == DispatchWay.THROUGH_ORGAN else "",
            recorded_at=clock.now(),
        )
        if way == DispatchWay.ONLINE:
            _open_to_applicant(row)
        if template_of(row).is_answer:
            kind = "serve" if row.case.state == "decided" else "sent_again"
            said = {"letter": row.pk, "way": way, "dispatch": sent.pk}
            record_event(actor, row.case, kind, on, said, act="case.serve")
        elif first:
            effect_of_sending(actor, row, on)
        _record(actor, row, sent)
    return sent


def _checked(letter: Letter, way: str, on: dt.date, mail_number: str, through: str) -> str:
    """The plain number of the mail, where everything fits; Refused otherwise."""
    if way not in DispatchWay.values:
        raise Refused("请选择送达方式：直接送达、委托其他机关转交、邮政企业寄送或者网上送达。")
    if letter.state != LetterState.APPROVED or letter.signed_on is None:
        raise Refused("文书还没有签发，不能送出。")
    today = clock.today()
    if not letter.signed_on <= on <= today:
        raise Refused(
            f"送出日期应在落款日期（{letter.signed_on.isoformat()}）至今天（{today.isoformat()}）之间。"
        )
    if letter.dispatches.filter(failed_on=None).exists():
        raise Refused("这份文书已经送出；退回来的，请先登记退回，再另行送达。")
    if template_of(letter).is_answer:
        _is_the_reply(letter)
    if way == DispatchWay.THROUGH_ORGAN and not through.strip():
        raise Refused("请写明委托哪个机关转交。")
    if way == DispatchWay.ONLINE:
        _may_go_online(letter, on, today)
    if way != DispatchWay.POST:
        return ""
    number = plain_number(mail_number)
    fault = fault_of_mail_number(number)
    if fault:
        raise Refused(fault)
    return number


def _is_the_reply(letter: Letter) -> None:
    replies = [one for one in facts_of(letter.case) if one.kind == "reply"]
    if not replies or replies[-1].facts.get("letter") != letter.pk:
        raise Refused("这不是这件申请现在的答复书，请核对。")


def _third_parties_told(letter: Letter, on: dt.date) -> None:
    for sentence in not_told(letter.case):
        raise Refused(sentence)
    day = open_from(letter.case)
    if day is not None and on < day:
        raise Refused(
            f"已经书面告知第三方将于{day.isoformat()}公开，在那以前不能送出答复；"
            "要改日期的，请另发一份告知书。"
        )


def _may_go_online(letter: Letter, on: dt.date, today: dt.date) -> None:
    if template_of(letter).addressee != "applicant":
        raise Refused("网上送达只用于申请人；给第三方、其他机关的文书请直接送达或者邮寄。")
    if not letter.case.code_hash:
        raise Refused("申请人没有查询码，看不到网上的文书，请用其他方式送达。")
    if on != today:
        raise Refused("网上送达的送出日期只能是今天：登记以后申请人才能看到。")


def _open_to_applicant(letter: Letter) -> None:
    pks = [letter.pdf_id, *content_of_letter(letter).files]
    CaseFile.objects.filter(case=letter.case, pk__in=[pk for pk in pks if pk]).update(
        to_applicant=True
    )


def record_delivery(
    actor: Actor,
    dispatch: Dispatch,
    *,
    on: dt.date,
    note: str,
    proof: tuple[bytes, str] | None = None,
    seen: int | None = None,
) -> Dispatch:
    """登记收到, with its proof: 送达回证, 邮政签收记录 (`proof`: a scan, content and name; `note` says what it is).

    Where a period of the other side runs from the arrival, its fact is recorded too.
    """
    require(actor, "case.serve", dispatch.letter.organ_id)
    if not note.strip():
        raise Refused("请写明送达凭证，例如“送达回证，本人签收”“邮政签收记录”。")
    with transaction.atomic():
        letter = _locked_letter(dispatch.letter, seen)
        row = _running(dispatch, on)
        if proof is not None:
            row.proof = keep_file(actor, *proof, FileKind.EVIDENCE, case=letter.case)
        row.delivered_on, row.proof_note = on, note.strip()
        row.save()
        effect_of_arrival(actor, letter, on, note.strip())
        _record(actor, letter, row)
    return row


def record_return(
    actor: Actor, dispatch: Dispatch, *, on: dt.date, note: str, seen: int | None = None
) -> Dispatch:
    """登记退回: it did not arrive. The day of reply stays; send it again by another way."""
    require(actor, "case.serve", dispatch.letter.organ_id)
    if not note.strip():
        raise Refused("请写明退回的原因，例如“邮政批注：原址查无此人”。")
    with transaction.atomic():
        letter = _locked_letter(dispatch.letter, seen)
        row = _running(dispatch, on)
        row.failed_on, row.proof_note = on, note.strip()
        row.save()
        if template_of(letter).is_answer:
            said = {"letter": letter.pk, "dispatch": row.pk}
            record_event(actor, letter.case, "returned", on, said, act="case.serve")
        _record(actor, letter, row)
    return row


def keep_for_applicant(
    actor: Actor, letter: Letter, *, attempts: str, seen: int | None = None
) -> Letter:
    """无法送达，留存待领: an answer that came back and reaches nobody; what was tried lies sealed.

    No text of the law says what follows. The applicant may still fetch it: then it is sent again.
    """
    require(actor, "case.serve", letter.organ_id)
    if len(attempts.strip()) < 6:
        raise Refused("请写明试过哪些办法、结果怎样，例如退回的邮件号码、电话联系的日期。")
    with transaction.atomic():
        row = _locked_letter(letter, seen)
        if not template_of(row).is_answer or not row.case.undelivered:
            raise Refused("只有退回来、还没有再次送出的答复书可以留存待领。")
        _is_the_reply(row)
        event = record_event(
            actor, row.case, "kept_for", clock.today(), {"letter": row.pk}, act="case.serve"
        )
        keep_proof(actor, row.case, event, attempts)
    return row


def _running(dispatch: Dispatch, on: dt.date) -> Dispatch:
    row = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    if row.delivered_on is not None or row.failed_on is not None:
        raise Refused("这一次送达已经登记过结果了。")
    if not row.sent_on <= on <= clock.today():
        raise Refused(f"日期应在送出之日（{row.sent_on.isoformat()}）至今天之间，请核对。")
    return row


def _locked_letter(letter: Letter, seen: int | None) -> Letter:
    case = locked(letter.case)
    expect(case, seen)
    row = Letter.objects.select_for_update().get(pk=letter.pk)
    row.case = case
    return row


def _record(actor: Actor, letter: Letter, sent: Dispatch) -> None:
    """The row of the log; the number of the mail names nobody, notes may and stay out."""
    audit.record(
        actor,
        "case.serve",
        subject=letter.case,
        after={
            "letter": letter.pk,
            "dispatch": sent.pk,
            "way": sent.way,
            "sent_on": sent.sent_on.isoformat(),
            "mail_number": sent.mail_number,
            "delivered_on": sent.delivered_on.isoformat() if sent.delivered_on else "",
            "failed_on": sent.failed_on.isoformat() if sent.failed_on else "",
        },
    )
