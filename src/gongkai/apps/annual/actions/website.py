"""政府网站工作年度报表: filled, checked, signed by the head of the government's office, published; corrected."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.annual.models import WebsiteReport, WebsiteState, WebsiteStep, WebsiteValue
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.website.counting import years
from gongkai.apps.annual.website.fields import form
from gongkai.apps.annual.website.filling import content_of, filled, values_of
from gongkai.apps.annual.website.rules import check_form
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.keeping import kept
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ
from gongkai.domain.findings import Severity

WRITABLE = (WebsiteState.DRAFTING, WebsiteState.RETURNED)
MOST_NOTE = 300


class Given(NamedTuple):
    """What a person writes into a field; `note`: why it is not what the platform counts."""

    value: str
    note: str = ""


def start_website_report(actor: Actor, organ: Organ, year: int) -> WebsiteReport:
    """Begin the form of a year; there is one, of the government whose site this is."""
    require(actor, "report.write", organ.pk)
    if not organ.governs:
        raise Refused("网站的工作年度报表由主办网站的人民政府填报。")
    if year not in years():
        raise Refused(f"{year}年度的报表不能填报：年度结束以后，从次年1月1日起填报。")
    with transaction.atomic():
        Organ.objects.select_for_update().get(pk=organ.pk)
        if WebsiteReport.objects.filter(organ=organ, year=year).exists():
            raise Refused(f"{year}年度的报表已经开始填报。")
        made = WebsiteReport.objects.create(organ=organ, year=year, state=WebsiteState.DRAFTING)
        audit.record(actor, "report.write", subject=made, after={"year": year} | kept(made))
    return made


def locked_form(report: WebsiteReport) -> WebsiteReport:
    """The row for the length of the act: two acts on it never overlap."""
    return WebsiteReport.objects.select_for_update(of=("self",)).select_related("organ").get(
        pk=report.pk
    )  # fmt: skip


def fill_form(actor: Actor, report: WebsiteReport, given: Mapping[str, Given]) -> int:
    """填写: all of it or none; how many fields were changed. What was stated before stays on record."""
    require(actor, "report.write", report.organ_id)
    with transaction.atomic():
        row = locked_form(report)
        if row.state not in WRITABLE:
            raise Refused(
                f"报表现在是“{row.get_state_display()}”，不能修改；需要修改的，请先退回。"
            )
        held, changed = values_of(row), 0
        for key, one in given.items():
            field = form().all.get(key)
            if field is None or field.source.startswith("act."):
                raise Refused(f"报表没有“{key}”这个可以填写的项目。")
            value, note = one.value.strip(), one.note.strip()[:MOST_NOTE]
            if wrong := field.wrong(value):
                raise Refused(wrong)
            before = held.get(key)
            if (before.value, before.note) == (value, note) if before else not value:
                continue
            made = WebsiteValue.objects.create(
                report=row,
                field=key,
                value=value,
                note=note,
                person_id=actor.person_id,
                person_name=actor.name[:80],
                recorded_at=clock.now(),
            )
            audit.record(
                actor,
                "report.write",
                subject=row,
                before={"field": key, "value": before.value} if before else None,
                after={"field": key, "value": value} | kept(made),
                note=note,
            )
            changed += 1
    return changed


def send_form(actor: Actor, report: WebsiteReport) -> WebsiteStep:
    """送签. Refused while a rule finds an error."""
    require(actor, "report.write", report.organ_id)
    with transaction.atomic():
        row = locked_form(report)
        if row.state not in WRITABLE:
            raise Refused(f"报表现在是“{row.get_state_display()}”，不能送签。请刷新页面。")
        _in_order(row)
        return pass_on(actor, row, WebsiteState.TO_HEAD, "report.write")


def return_form(actor: Actor, report: WebsiteReport, note: str) -> WebsiteStep:
    """退回 with what is to be mended, before it is published."""
    require(actor, "report.sign", report.organ_id)
    if not note.strip():
        raise Refused("退回要写明需要改正什么。")
    with transaction.atomic():
        row = locked_form(report)
        if row.state not in (WebsiteState.TO_HEAD, WebsiteState.SIGNED):
            raise Refused(f"报表现在是“{row.get_state_display()}”，不能退回。请刷新页面。")
        return pass_on(actor, row, WebsiteState.RETURNED, "report.sign", note)


def sign_form(actor: Actor, report: WebsiteReport) -> WebsiteStep:
    """签发 by the head: the form is kept as it is now; what is published is this."""
    require(actor, "report.sign", report.organ_id)
    with transaction.atomic():
        row = locked_form(report)
        if row.state != WebsiteState.TO_HEAD:
            raise Refused(f"报表现在是“{row.get_state_display()}”，不能签发。请刷新页面。")
        _in_order(row)
        step = _step(actor, row, WebsiteState.SIGNED)
        # The signature stands in what is frozen: `filled` reads the live form while it is with the head.
        row.signed_content = content_of(row, filled(row))
        _moved(actor, row, step, "report.sign")
        return step


def _in_order(row: WebsiteReport) -> None:
    errors = [one for one in check_form(filled(row)) if one.rule.severity == Severity.ERROR]
    if errors:
        more = f"（共{len(errors)}处）" if len(errors) > 1 else ""
        raise Refused(f"还有错误没有改正{more}：{errors[0].message}")


def pass_on(actor: Actor, row: WebsiteReport, state: str, act: str, note: str = "") -> WebsiteStep:
    """Bring the locked row into its next state and say who did it. Inside the act's transaction."""
    step = _step(actor, row, state, note)
    _moved(actor, row, step, act)
    return step


def _step(actor: Actor, row: WebsiteReport, state: str, note: str = "") -> WebsiteStep:
    return WebsiteStep.objects.create(
        report=row,
        state=state,
        on=clock.today(),
        note=note.strip()[:500],
        person_id=actor.person_id,
        person_name=actor.name[:80],
        recorded_at=clock.now(),
    )


def _moved(actor: Actor, row: WebsiteReport, step: WebsiteStep, act: str) -> None:
    """The row in the state of its newest step, and both in the log."""
    before, row.state = row.state, step.state
    row.save(update_fields=["state", "signed_content"])
    audit.record(
        actor,
        act,
        subject=row,
        before={"state": before},
        after={"state": row.state} | kept(step, row),
        note=step.note,
    )
