"""网上申请: sending, and the code that opens the citizen's page. The applicant is nobody's account.

The online actor would pass every right, so nothing here asks the access table: what a token or a code
opens is all that can be done with it.
"""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases import attempts
from gongkai.apps.cases.actions.drafting import ONLINE, locked_draft, new_code
from gongkai.apps.cases.application import Application, application_of, completeness
from gongkai.apps.cases.data.asking import limit
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import Case, CaseFile, Draft, OnlineDoor, Paper
from gongkai.apps.cases.opening import Arrived, make_case, take_paper
from gongkai.apps.cases.queries.channels import door_of
from gongkai.apps.cases.recording import locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.changes.actions import changed
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ
from gongkai.apps.organs.refusals import Refused as NotRegistered
from gongkai.apps.sealing import seal, unseal

ACT = "case.online"


@dataclass(frozen=True)
class Sent:
    """The receipt: the numbers given, and the code for all of them, which is stored nowhere but as a digest."""

    organ: Organ
    numbers: tuple[str, ...]
    code: str
    arrived_on: dt.date
    confirmed: bool

    def __repr__(self) -> str:
        return f"Sent({self.numbers})"


def send_application(token: str, address: str) -> Sent:
    """提交申请: one paper, and a case for each request (一事一申请); the draft becomes the receipt for a while.

    Arrival is not yet receipt: the organ confirms (Art. 31). Refused: what cannot be missed is missing,
    too many from one address, or too quick for a person.
    """
    attempts.count_hourly("sendings", address)
    code = new_code(limit("code_length"))
    hashed = make_password(code)
    with transaction.atomic():
        draft = locked_draft(token)
        values = unseal(draft.sealed)
        made = application_of(values, [one.kind for one in draft.files.all()])
        _refuse_unready(draft, values, made)
        assert draft.organ is not None
        paper = _paper(draft.organ, made)
        cases = [make_case(ONLINE, paper, one, made.asking(), ACT) for one in made.asked()]
        Case.objects.filter(pk__in=[one.pk for one in cases]).update(code_hash=hashed)
        CaseFile.objects.filter(draft=draft).update(draft=None, paper=paper)
        confirmed = [_confirm_by_system(one, paper) for one in cases]
        numbers = tuple(one.number for one in cases)
        sent = Sent(draft.organ, numbers, code, paper.arrived_on, all(confirmed))
        _into_receipt(draft, sent)
    return sent


def _refuse_unready(draft: Draft, values: dict[str, object], made: Application) -> None:
    if draft.organ is None or draft.organ.abolished_on is not None:
        raise Refused("这个机关已经撤销，请重新选择机关。")
    if not door_of(draft.organ).online:
        raise Refused(f"{draft.organ.name}现在不接收网上申请，请当面提交或者邮寄。")
    lacking = [one.label for one in completeness(made) if one.must and not one.there]
    if lacking:
        raise Refused(f"还缺{'、'.join(lacking)}，填好以后再提交。")
    begun = dt.datetime.fromisoformat(str(values["begun_at"]))
    if clock.now() - begun < dt.timedelta(seconds=limit("least_seconds")):
        raise Refused("申请表打开还不到几秒钟。请核对一遍内容，再按一次“提交申请”。")


def _paper(organ: Organ, made: Application) -> Paper:
    """来件: what was sent, as it was sent; its words lie sealed."""
    text = "\n\n".join(f"{name}\n{text}".strip() for name, text in made.requests)
    evidence = f"网上提交，系统于{clock.now().astimezone(clock.CHINA):%Y-%m-%d %H:%M:%S}收到"
    arrived = Arrived("online", clock.today(), evidence=evidence, text=text)
    return take_paper(ONLINE, organ, arrived, ACT)


def _confirm_by_system(case: Case, paper: Paper) -> bool:
    """Where the county takes the system's receipt for both sides' confirmation (an open question of law)."""
    local, _ = law_in_use()
    if local.choice("online_confirmation").value != "system":
        return False
    evidence = f"系统自动回执（来件{paper.number}）"
    record_event(ONLINE, locked(case), "confirm", paper.arrived_on, {"evidence": evidence}, act=ACT)
    return True


def _into_receipt(draft: Draft, sent: Sent) -> None:
    """What was filled in is gone; number and code can be seen a while longer by who holds the token."""
    kept = {
        "numbers": list(sent.numbers),
        "code": sent.code,
        "arrived_on": sent.arrived_on.isoformat(),
        "confirmed": sent.confirmed,
    }
    draft.sealed = seal({"sent": kept})
    draft.expires_at = clock.now() + dt.timedelta(minutes=limit("receipt_minutes"))
    draft.save()


def issue_code(actor: Actor, case: Case) -> str:
    """发给查询码: for an application that came otherwise, or where the code was lost (after seeing proof).

    The former code opens nothing any more, for this case and those sent together with it.
    """
    require(actor, "case.register", case.organ_id)
    code = new_code(limit("code_length"))
    hashed = make_password(code)
    with transaction.atomic():
        row = locked(case)
        former = row.code_hash
        rows = Case.objects.filter(code_hash=former) if former else Case.objects.filter(pk=row.pk)
        rows.update(code_hash=hashed)
        audit.record(
            actor,
            "case.register",
            subject=row,
            after={"query_code": "again" if former else "first"},
        )
    return code


def announce_channels(
    actor: Actor, organ: Organ, *, online: bool, fax: bool, email: bool
) -> OnlineDoor:
    """公布接收渠道 (国办公开办函〔2017〕19号): what is announced binds. In person and by post cannot be closed."""
    require(actor, "office.edit", organ.pk)
    if fax and not organ.office_fax:
        raise NotRegistered("还没有登记传真号码，请先登记并保存，再公布传真渠道。", "fax")
    if email and "@" not in organ.office_email:
        raise NotRegistered("还没有登记电子邮箱，请先登记并保存，再公布电子邮件渠道。", "email")
    with transaction.atomic():
        door, _ = OnlineDoor.objects.select_for_update().get_or_create(organ=organ)
        before = {"online": door.online, "fax": door.fax, "email": door.email}
        door.online, door.fax, door.email = online, fax, email
        door.save()
        after = {"online": online, "fax": fax, "email": email}
        if before != after:
            audit.record(actor, "office.edit", subject=organ, before=before, after=after)
            changed(f"organ:{organ.pk}", f"guide:{organ.pk}")
    return door
