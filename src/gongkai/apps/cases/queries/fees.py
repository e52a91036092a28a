"""What the 信息处理费 of one application would be on either scale. It charges nobody."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from gongkai.apps import clock
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import Case, Event, PartyRole
from gongkai.domain.fees import (
    Application,
    Charge,
    Counted,
    FeeError,
    MonthCount,
    charge_by_pages,
    month_count,
)
from gongkai.domain.law import NotInForce

# A fee may count in the month of its notice (a choice): what was received longer ago has none any more.
LONGEST_OPEN = dt.timedelta(days=400)


@dataclass(frozen=True)
class FeeProposal:
    """Both scales side by side. `nth`: which application of the applicant's month this one is.

    `month`: every application counted with it; `by_items`/`by_pages` None where the scale gives nothing
    (left out of the count, pages not said), `why_not` the sentence where no fee exists at all.
    """

    month: MonthCount | None
    nth: int | None
    by_items: Charge | None
    by_pages: Charge | None
    why_not: str = ""


def same_applicant(case: Case) -> Q:
    """Parties that are this case's applicant: by identity number, by name where there is none."""
    applicant = case.parties.filter(role=PartyRole.APPLICANT, removed_at=None).first()
    if applicant is None:
        return Q(pk__in=())
    own = Q(parties__role=PartyRole.APPLICANT, parties__removed_at=None)
    if applicant.id_match:
        return own & Q(parties__id_match=applicant.id_match)
    if applicant.name_match:
        return own & Q(parties__name_match=applicant.name_match)
    return Q(pk=case.pk)


def fee_proposal(case: Case, *, pages: int | None = None) -> FeeProposal:
    """The applicant's applications to this organ in the month, and what each scale would give for this one."""
    if case.received_on is None:
        return FeeProposal(None, None, None, None, "还没有确认收到，不能计算信息处理费。")
    local, _ = law_in_use()
    noticed = {case.number: clock.today()}
    month_day = (
        noticed[case.number]
        if local.choice("fee_month_day").value == "noticed"
        else case.received_on
    )
    try:
        counts = month_count(_applications(case, noticed), month_day.year, month_day.month, local)
        by_pages = charge_by_pages(pages, on=clock.today()) if pages else None
    except (NotInForce, FeeError) as no:
        return FeeProposal(None, None, None, None, str(no))
    month = counts[0] if counts else None
    own = _own(month, case) if month is not None else None
    return FeeProposal(month, own.nth if own else None, own.charge if own else None, by_pages)


def _own(month: MonthCount, case: Case) -> Counted | None:
    return next((one for one in month.counted if one.application.number == case.number), None)


def _applications(case: Case, noticed: dict[str, dt.date]) -> list[Application]:
    rows = Case.objects.filter(
        same_applicant(case),
        organ_id=case.organ_id,
        kind="application",
        counted=True,
        received_on__gte=case.received_on - LONGEST_OPEN,
    ).distinct()
    charged = {
        event.case_id: event
        for event in Event.objects.filter(case__in=rows, kind="charge", replaced_by=None).order_by(
            "number"
        )
    }
    made = []
    for one in rows:
        notice = charged.get(one.pk)
        assert one.received_on is not None
        made.append(
            Application(
                one.number,
                "本申请人",
                one.received_on,
                withdrawn=(one.outcome, one.variant) == ("OT_OTHER", "withdrawn"),
                noticed_on=notice.on if notice else noticed.get(one.number),
                # What is charged by now on the other scale is out of this one; this case is still open.
                charged=str(notice.facts["scale"]) if notice and one.pk != case.pk else "",
            )
        )
    return made
