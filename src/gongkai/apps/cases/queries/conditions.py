"""Facts that a finding needs before it may be made (`conditions` of data/steps.yaml), answered from the record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from gongkai.apps.cases.history import ASKED, HEARD, Fact
from gongkai.apps.cases.models import Case, PartyRole, SheetKind
from gongkai.apps.cases.queries.steps import allowed_acts, facts_of


@dataclass(frozen=True)
class Known:
    """What the conditions look at; read once a page."""

    case: Case

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        return facts_of(self.case)

    @cached_property
    def allowed(self) -> frozenset[str]:
        return allowed_acts(self.case)

    def opinions(self, role: str) -> Mapping[int, str]:
        """Every party of a role that was asked, by its id: agree, partly, refuse, silent, "" while open."""
        asked = {
            f.facts["party"] for f in self.facts if f.kind in ASKED and ASKED[f.kind].value == role
        }
        heard = {f.facts["party"]: str(f.facts["opinion"]) for f in self.facts if f.kind in HEARD}
        return {int(one): heard.get(one, "") for one in asked}

    @property
    def objecting(self) -> bool:
        """Some third party said no, wholly or in part. Silence is no objection (and no consent)."""
        return any(
            one in ("refuse", "partly") for one in self.opinions(PartyRole.THIRD_PARTY).values()
        )

    def has(self, *kinds: str) -> bool:
        return any(one.kind in kinds for one in self.facts)


def _reasons_unreasonable(known: Known) -> bool:
    heard = [one for one in known.facts if one.kind == "hear_reasons"]
    return bool(heard) and heard[-1].facts["reasonable"] is False


def _third_party_settled(known: Known) -> bool:
    asked = known.opinions(PartyRole.THIRD_PARTY)
    return bool(asked) and all(asked.values())


CONDITIONS: Mapping[str, Callable[[Known], bool]] = {
    "correction_open": lambda known: "notify_correction" in known.allowed,
    "corrected": lambda known: known.has("correct"),
    "not_corrected": lambda known: not known.has("correct"),
    "reasons_open": lambda known: "ask_reasons" in known.allowed,
    "reasons_unreasonable": _reasons_unreasonable,
    "searched": lambda known: (
        known.case.sheets.filter(kind=SheetKind.SEARCH).exclude(state="dropped").exists()
    ),
    "third_party_settled": _third_party_settled,
    "no_third_party_objects": lambda known: not known.objecting,
    "third_party_objects": lambda known: known.objecting,
    "joint_organ_settled": lambda known: all(known.opinions(PartyRole.JOINT_ORGAN).values()),
}


def unmet(known: Known, requires: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the conditions that do not hold."""
    return tuple(one for one in requires if not CONDITIONS[one](known))
