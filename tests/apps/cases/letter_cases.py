"""Letters for tests, made by the acts themselves."""

import datetime as dt
from collections.abc import Mapping

from gongkai.apps import clock
from gongkai.apps.cases.actions import deciding
from gongkai.apps.cases.actions.letters import approve_letter, draft_letter, submit_letter
from gongkai.apps.cases.letters.suggesting import suggested_values
from gongkai.apps.cases.models import Case, Letter, Party, RemedyPlaces
from gongkai.documents.letters import templates
from tests.apps.cases.example_cases import at
from tests.county import County


def with_places() -> None:
    """The county's names for remedies."""
    RemedyPlaces.objects.create(
        upper_government="示例市人民政府",
        basic_court="示例县人民法院",
        intermediate_court="示例市中级人民法院",
    )


def drafted(
    county: County,
    case: Case,
    template: str,
    values: Mapping[str, str] | None = None,
    addressee: Party | None = None,
) -> Letter:
    """Drafted by the clerk with what the case suggests and these values."""
    given = suggested_values(case, templates()[template]) | dict(values or {})
    return draft_letter(county.actor("case_clerk"), case, template, given, addressee=addressee)


def signed(
    county: County,
    case: Case,
    template: str,
    values: Mapping[str, str] | None = None,
    *,
    on: dt.date,
    addressee: Party | None = None,
) -> Letter:
    """Drafted, submitted and signed by the reviewer on a day."""
    with clock.stopped_at(at(on, 14)):
        letter = drafted(county, case, template, values, addressee)
        submit_letter(county.actor("case_clerk"), letter)
        return approve_letter(county.actor("case_reviewer"), letter)


def decided_open(county: County, case: Case, on: dt.date, *, complete: str = "clear") -> None:
    """A decision to point to what is public, proposed and approved on a day. `complete`: the first finding."""
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(on, 13)):
        for step, finding in (
            ("complete", complete),
            ("information", "information"),
            ("responsible", "made"),
            ("exists", "public"),
        ):
            deciding.save_step(clerk, case, step, finding=finding)
        deciding.save_answer(
            clerk,
            case,
            outcome="OPEN_POINT",
            records={"place_checked": "https://www.shilixian.example/zdgk/ 已试过可以打开"},
        )
        deciding.propose_decision(clerk, case)
        deciding.approve_decision(county.actor("case_reviewer"), case)


def decided_internal(county: County, case: Case, on: dt.date) -> None:
    """A refusal under Art. 16 para. 1, proposed and approved on a day."""
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(on, 13)):
        for step, finding, reason in (
            ("complete", "clear", ""),
            ("information", "information", ""),
            ("responsible", "made", ""),
            ("exists", "held", ""),
            ("give", "internal", "属于内部工作流程"),
        ):
            deciding.save_step(clerk, case, step, finding=finding, reason=reason)
        deciding.save_answer(
            clerk,
            case,
            outcome="NO_INTERNAL",
            records={"internal_kind": "内部工作流程", "discretion": "公开会影响内部审批"},
            reasons="该信息是内部审批流程单，公开会影响内部工作的正常进行。",
        )
        deciding.propose_decision(clerk, case)
        deciding.approve_decision(county.actor("case_reviewer"), case)
