"""文书: drafted by one, signed and numbered by another; nothing goes out that two persons have not seen."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.deciding import record_reply
from gongkai.apps.cases.filing import keep_file
from gongkai.apps.cases.letters.addressing import ROLES, names_of
from gongkai.apps.cases.letters.composing import (
    LetterContent,
    all_values,
    compose,
    content_of_letter,
    decision_of_letter,
    lacking,
    template_of,
)
from gongkai.apps.cases.letters.possible import possible_letters, proper_files
from gongkai.apps.cases.models import (
    Case,
    CaseFile,
    FileKind,
    Letter,
    LetterState,
    Party,
)
from gongkai.apps.cases.numbers import letter_number
from gongkai.apps.cases.plain_words import refuse_people_of
from gongkai.apps.cases.recording import expect, locked
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import require
from gongkai.documents.errors import DocumentError
from gongkai.documents.letters import (
    Template,
    WrongValue,
    read_value,
    render_letter_docx,
    render_letter_pdf,
    templates,
)

WRITABLE = (LetterState.DRAFT, LetterState.RETURNED)
UNSIGNED = (*WRITABLE, LetterState.TO_REVIEW)


def draft_letter(
    actor: Actor,
    case: Case,
    template: str,
    values: Mapping[str, str],
    *,
    addressee: Party | None = None,
    files: Sequence[int] = (),
    seen: int | None = None,
) -> Letter:
    """拟写: the clerk's part of a letter; the rest is filled in by the program. May be saved unfinished.

    `template`: a key of `documents.letters.templates()`; `addressee`: the party asked, None for the
    applicant; `files`: pks of the case's files that go along.
    """
    require(actor, "letter.write", case.organ_id)
    known = templates().get(template)
    if known is None or known.is_form:
        raise Refused("没有这种文书，请从列表中选择。")
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        if known.key not in {one.key for one in possible_letters(row)}:
            raise Refused(f"这件申请现在的情况不能出“{known.title}”。")
        _right_addressee(row, known, addressee)
        waiting = row.letters.filter(template=template, addressee=addressee, state__in=UNSIGNED)
        if waiting.exists():
            raise Refused("已经有一份同样的文书在拟写或者审核，请在那一份上办。")
        letter = Letter(
            case=row,
            organ=row.organ,
            template=template,
            addressee=addressee,
            state=LetterState.DRAFT,
            drafted_by_id=actor.person_id,
            drafted_at=clock.now(),
        )
        _write(actor, letter, known, values, files)
        _record(actor, "letter.write", letter)
    return letter


def edit_letter(
    actor: Actor,
    letter: Letter,
    values: Mapping[str, str],
    *,
    files: Sequence[int] = (),
    seen: int | None = None,
) -> Letter:
    """修改 while it is being written or was returned; who changes it is an author too."""
    require(actor, "letter.write", letter.organ_id)
    with transaction.atomic():
        row = _locked_letter(letter, seen, *WRITABLE)
        _write(actor, row, template_of(row), values, files)
        _record(actor, "letter.write", row)
    return row


def _right_addressee(case: Case, template: Template, addressee: Party | None) -> None:
    role = ROLES.get(template.addressee)
    if role is None:
        if addressee is not None:
            raise Refused("这种文书发给申请人，不另选收件人。")
    elif addressee is None or addressee.role != role or addressee.case_id != case.pk:
        raise Refused(f"请选择收件的{role.label}；还没有登记的，请先在“征求意见”里登记。")


def _write(
    actor: Actor,
    letter: Letter,
    template: Template,
    values: Mapping[str, str],
    files: Sequence[int],
) -> None:
    given = {}
    for value in template.by_clerk():
        text = str(values.get(value.name, "")).strip()
        try:
            read_value(value, text)
        except WrongValue as no:
            raise Refused(str(no)) from no
        given[value.name] = text
    unknown = set(values) - set(given)
    if unknown:
        raise Refused("只能改由经办人填写的部分，其余由系统填写。")
    chosen = tuple(dict.fromkeys(files))
    allowed = {one.pk for one in proper_files(letter.case)}
    if not set(chosen) <= allowed:
        raise Refused("附件只能选提供给申请人的信息，或者复核过的区分处理文件。")
    before = content_of_letter(letter) if letter.sealed else LetterContent({})
    authors = before.authors | ({actor.person_id} if actor.person_id is not None else set())
    letter.sealed = LetterContent(given, chosen, frozenset(authors)).sealed()
    letter.save()


def add_letter_file(
    actor: Actor, case: Case, content: bytes, name: str, *, seen: int | None = None
) -> CaseFile:
    """加入提供给申请人的信息: a file that answers may name as their 附件."""
    require(actor, "letter.write", case.organ_id)
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        file = keep_file(actor, content, name, FileKind.ANSWER, case=row)
        audit.record(actor, "letter.write", subject=row, after={"file": file.pk, "size": file.size})
    return file


def submit_letter(actor: Actor, letter: Letter, *, seen: int | None = None) -> Letter:
    """送审. Refused, with everything that is missing, while a gap is open."""
    require(actor, "letter.write", letter.organ_id)
    with transaction.atomic():
        row = _locked_letter(letter, seen, *WRITABLE)
        _complete(row)
        row.state, row.return_reason = LetterState.TO_REVIEW, ""
        row.save(update_fields=["state", "return_reason"])
        _record(actor, "letter.write", row)
    return row


def _complete(letter: Letter) -> None:
    open_gaps = lacking(letter)
    own = [one.label for one in open_gaps if one.by_clerk]
    facts = [one.label for one in open_gaps if not one.by_clerk]
    said = []
    if own:
        said.append(f"请填写：{'、'.join(own)}。")
    if facts:
        said.append(f"办理记录里还没有：{'、'.join(facts)}，请先登记。")
    if said:
        raise Refused("文书还不完整。" + "".join(said))


def return_letter(actor: Actor, letter: Letter, *, reason: str, seen: int | None = None) -> Letter:
    """退回修改, with what must be changed."""
    if not reason.strip():
        raise Refused("请写明退回的理由和要改的地方。")
    with transaction.atomic():
        row = _locked_letter(letter, seen, LetterState.TO_REVIEW)
        require(actor, "letter.review", row.organ_id, authors=content_of_letter(row).authors)
        refuse_people_of(row.case, "退回的理由", reason)
        row.state, row.return_reason = LetterState.RETURNED, reason.strip()[:300]
        row.save(update_fields=["state", "return_reason"])
        _record(actor, "letter.review", row)
    return row


def approve_letter(
    actor: Actor, letter: Letter, *, on: dt.date | None = None, seen: int | None = None
) -> Letter:
    """签发, by somebody who wrote nothing of it: number, day, DOCX and PDF; an answer becomes the reply.

    `on`: the day on the paper, today if not given; from the day it was drafted until today.
    """
    day = on or clock.today()
    with transaction.atomic():
        row = _locked_letter(letter, seen, LetterState.TO_REVIEW)
        said, template = content_of_letter(row), template_of(row)
        require(actor, "letter.review", row.organ_id, authors=said.authors)
        _right_day(row, day)
        _complete(row)
        row.number = letter_number(row.organ, day.year)
        row.signed_on = day
        values = all_values(row, day)
        row.sealed = replace(
            said,
            frozen={
                value.name: text
                for value in template.needs
                if not value.by_clerk and (text := values.get(value.name, ""))
            },
            salutation=names_of(row.case, row.addressee),
        ).sealed()
        _keep_papers(actor, row)
        row.state = LetterState.APPROVED
        row.reviewed_by_id, row.approved_at = actor.person_id, clock.now()
        row.save()
        if template.is_answer:
            decision = decision_of_letter(row.case, template)
            if decision is None:
                raise Refused("答复书与处理意见不一致（处理意见有了新的版本），请退回重拟。")
            record_reply(actor, row.case, decision, row.pk, day)
        else:
            _record(actor, "letter.review", row)
    return row


def _right_day(letter: Letter, day: dt.date) -> None:
    drafted = letter.drafted_at.astimezone(clock.CHINA).date()
    if not drafted <= day <= clock.today():
        raise Refused(
            f"落款日期应在拟稿之日（{drafted.isoformat()}）至今天（{clock.today().isoformat()}）之间。"
        )


def _keep_papers(actor: Actor, letter: Letter) -> None:
    text = compose(letter, on=letter.signed_on, number=letter.number)
    try:
        made = {"docx": render_letter_docx(text), "pdf": render_letter_pdf(text)}
    except DocumentError as no:
        raise Refused(str(no)) from no
    name = f"{text.title}（{letter.number}）"
    letter.docx = keep_file(actor, made["docx"], f"{name}.docx", FileKind.LETTER, case=letter.case)
    letter.pdf = keep_file(actor, made["pdf"], f"{name}.pdf", FileKind.LETTER, case=letter.case)


def drop_letter(actor: Actor, letter: Letter, *, reason: str, seen: int | None = None) -> Letter:
    """不再使用. A signed one keeps its number in the register; one that went out or is the reply stays."""
    if not reason.strip():
        raise Refused("请写明为什么不再使用这份文书。")
    with transaction.atomic():
        row = _locked_letter(letter, seen, *UNSIGNED, LetterState.APPROVED)
        act = "letter.review" if row.state == LetterState.APPROVED else "letter.write"
        require(actor, act, row.organ_id)
        if row.dispatches.filter(failed_on=None).exists():
            raise Refused("这份文书已经送出，不能作废；有误的，请另出一份更正。")
        if (
            row.case.events.filter(facts__letter=row.pk, replaced_by=None)
            .exclude(kind="void")
            .exists()
        ):
            raise Refused("办理记录以这份文书为依据，不能作废；登记有误的，请先更正那条记录。")
        refuse_people_of(row.case, "不再使用的理由", reason)
        row.state, row.drop_reason = LetterState.DROPPED, reason.strip()[:300]
        row.save(update_fields=["state", "drop_reason"])
        _record(actor, act, row)
    return row


def _locked_letter(letter: Letter, seen: int | None, *states: str) -> Letter:
    """The letter's row, locked after its case's; refused where it is in none of the states."""
    case = locked(letter.case)
    expect(case, seen)
    row = Letter.objects.select_for_update().select_related(None).get(pk=letter.pk)
    row.case = case
    if row.state not in states:
        raise Refused(f"这份文书现在是“{row.get_state_display()}”，请刷新页面看过以后再办。")
    return row


def _record(actor: Actor, act: str, letter: Letter) -> None:
    """One row of the log: which letter, in what state; nothing of its text."""
    audit.record(
        actor,
        act,
        subject=letter.case,
        after={
            "letter": letter.pk,
            "template": letter.template,
            "state": letter.state,
            "number": letter.number,
        },
    )
