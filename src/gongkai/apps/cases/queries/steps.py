"""Where a case stands for a step: the facts that hold, the acts the law allows, and each clock by name."""

from gongkai.apps import clock
from gongkai.apps.cases.history import Fact
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.standing import Standing, acts_done, effective, standing_of
from gongkai.domain.cases import machine
from gongkai.domain.deadlines import Due
from gongkai.domain.deadlines import Standing as ClockStanding


def facts_of(case: Case) -> tuple[Fact, ...]:
    """The facts that hold, in the order of recording."""
    return effective(case.events.order_by("number"))


def last_fact(facts: tuple[Fact, ...], *kinds: str) -> Fact | None:
    """The newest fact of one of these kinds."""
    return next((one for one in reversed(facts) if one.kind in kinds), None)


def standing_now(case: Case) -> Standing:
    """Everything computed of the case as of today, with its clocks. Raises Refused for contradictions."""
    local, calendar = law_in_use()
    return standing_of(
        facts_of(case), case.applicant_kind, local, calendar, clock.today(), case.kind
    )


def allowed_acts(case: Case) -> frozenset[str]:
    """The acts of the state machine that are possible now."""
    done = acts_done(facts_of(case))
    return frozenset(one.key for one in machine().allowed(done))


def require_allowed(case: Case, act: str) -> None:
    """Refused, with the sentence of the machine, where `act` is not possible now."""
    if act in allowed_acts(case):
        return
    known = machine()
    label = known.acts[act].label
    if case.state in known.acts[act].sources:
        raise Refused(f"“{label}”只能有一次，这件申请已经办过了。")
    raise Refused(f"“{known.states[case.state].label}”的申请不能“{label}”。")


def clocks_named(standing: Standing, key: str) -> tuple[ClockStanding, ...]:
    """Every running or finished clock of this name (several parties have each their own)."""
    if standing.overview is None:
        return ()
    return tuple(one for one in standing.overview.standings if one.clock.clock == key)


def due_named(case: Case, key: str) -> Due | None:
    """The last day of the clock of this name; None while it does not run."""
    for one in clocks_named(standing_now(case), key):
        if isinstance(one.clock, Due):
            return one.clock
    return None
