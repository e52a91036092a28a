"""The figures of 2025 that no ledger counts: every unit states them in January, another person confirms them."""

import datetime as dt
from decimal import Decimal

from gongkai.apps import clock
from gongkai.apps.annual.actions.stating import Said, confirm_figures, state_figures
from gongkai.apps.example.loading.stored import County
from gongkai.apps.example.year.calendar import YEAR
from gongkai.apps.example.year.truth import stated_figures
from gongkai.apps.organs.models import Organ
from gongkai.apps.organs.queries import actor_for

STATED_ON = dt.datetime(2026, 1, 7, 10, tzinfo=clock.CHINA)
CONFIRMED_ON = dt.datetime(2026, 1, 8, 15, tzinfo=clock.CHINA)
# What the office of the county government organised for all.
OF_THE_OFFICE = {
    "one.training": 2,
    "one.inspections": 4,
    "one.press": 0,
    "one.gazettes": 0,
    "one.responses": 6,
    "one.media": 612,
}
EVIDENCE = {
    "t2.licences": "行政审批系统统计表",
    "t2.penalties": "行政处罚案件登记簿",
    "t2.compulsory": "行政强制登记簿",
    "t2.fees": "非税收入统计表",
}


def load_statements(county: County) -> None:
    """By the real acts, on their days. An example loaded before those days has none."""
    if county.now < CONFIRMED_ON:
        return
    for slug, organ in county.organs.items():
        if organ.abolished_on is not None and organ.abolished_on.year <= YEAR:
            continue
        with clock.stopped_at(STATED_ON):
            clerk = actor_for(county.people[f"{slug}-clerk"], STATED_ON.date())
            stated = state_figures(clerk, organ, YEAR, _said(slug, organ))
        with clock.stopped_at(CONFIRMED_ON):
            confirm_figures(actor_for(county.people[f"{slug}-final"], CONFIRMED_ON.date()), stated)


def _said(slug: str, organ: Organ) -> list[Said]:
    said = [
        Said(cell, Decimal(0) if organ.parent_id is None else units.get(slug, Decimal(0)),
             evidence=EVIDENCE[cell])
        for cell, units in stated_figures().items()
    ]  # fmt: skip
    said.append(Said("one.fee_yuan", Decimal(0), evidence="没有收取信息处理费"))
    for cell, number in OF_THE_OFFICE.items():
        said.append(Said(cell, Decimal(number if slug == "zfb" else 0)))
    return said
