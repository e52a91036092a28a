"""The desk of one organ of the county: the acts of the example's busy desk on the county's own clock."""

import datetime as dt

from gongkai.apps.cases.actions.amending import amend_event, void_event
from gongkai.apps.cases.actions.registering import assign
from gongkai.apps.cases.models import Case, Event
from gongkai.apps.example.city.desk import EVIDENCE, CityDesk
from gongkai.apps.example.city.plans import Plan
from gongkai.apps.example.city.procedures import fresh
from proof.year_simulation.world import World


class YearDesk(CityDesk):
    """After the organ was merged its people are those of the organ that took it over (`World.people`)."""

    county: World

    def __init__(self, world: World, slug: str) -> None:
        super().__init__(world, slug, world.days)

    def on(self, day: dt.date):  # type: ignore[no-untyped-def]
        return self.county.on(day)

    def take(self, case: Case, day: dt.date, plan: Plan | None = None) -> None:  # type: ignore[override]
        """Receipt confirmed by the way of the channel, where it was not confirmed online."""
        if fresh(case).state == "arrived":
            channel = plan.channel if plan else "in_person"
            self.confirm(fresh(case), day, EVIDENCE.get(channel, "电话确认记录"))

    def give_to_clerk(self, case: Case, day: dt.date) -> None:
        with self.on(day):
            clerk = self.county.people[f"{self.slug}-case"]
            assign(self.actor("head", day), fresh(case), clerk, on=day)

    def amend(self, event: Event, day: dt.date, to: dt.date, year_reason: str = "") -> None:
        """The day of a record was wrong."""
        with self.on(day):
            amend_event(
                self.actor("head", day), event, on=to, reason="登记的日期写错，以送达回证为准。",
                year_reason=year_reason,
            )  # fmt: skip

    def void(self, event: Event, day: dt.date, year_reason: str = "") -> None:
        with self.on(day):
            void_event(
                self.actor("head", day), event, reason="登记在了另一件申请上，这一件没有发生。",
                year_reason=year_reason,
            )  # fmt: skip


def newest(case: Case, kind: str) -> Event:
    """The record of a kind that holds now."""
    return Event.objects.filter(case=case, kind=kind, replaced_by=None).latest("number")
