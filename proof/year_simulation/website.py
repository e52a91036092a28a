"""January: 政府网站工作年度报表, filled, returned once, signed, public; the first year's corrected afterwards."""

import datetime as dt

from gongkai.apps.annual.actions.website import (
    Given,
    fill_form,
    return_form,
    send_form,
    sign_form,
    start_website_report,
)
from gongkai.apps.annual.actions.website_publishing import (
    correct_form,
    prepare_form_page,
    publish_form,
)
from gongkai.apps.annual.models import WebsiteReport
from gongkai.apps.example.year.website import stated
from proof.year_simulation.january import pass_gates
from proof.year_simulation.world import Story, World


def website(world: World, year: int) -> Story:
    """The form of one year."""
    day = world.days.after(dt.date(year + 1, 1, 14), 0)
    yield day
    with world.on(day):
        report = start_website_report(world.who("xzf-clerk", day), world.organs["xzf"], year)
    with world.on(day):
        more = {"response.count": Given("4", "按办公室统计，含当面回应的。")}
        fill_form(world.who("xzf-clerk", day), report, stated() | more)
    with world.on(day):
        send_form(world.who("xzf-clerk", day), report)
    day = world.days.after(day, 1)
    yield day
    with world.on(day):
        return_form(world.who("county-head", day), report, "独立用户访问总量请核对。")
    with world.on(day):
        fill_form(world.who("xzf-clerk", day), report, {"visits.visitors": Given("186421")})
    yield from _signed(world, report, world.days.after(day, 1))
    if year == 2024:
        yield from _public(world, report, world.days.after(day, 2))
        day = world.days.after(day, 8)
        yield day
        with world.on(day):
            newer = correct_form(world.who("xzf-clerk", day), report, "更正留言办结数。")
        with world.on(day):
            fill_form(world.who("xzf-clerk", day), newer, {"messages.done": Given("267")})
        yield from _signed(world, newer, world.days.after(day, 1))


def _signed(world: World, report: WebsiteReport, day: dt.date) -> Story:
    yield day
    with world.on(day):
        send_form(world.who("xzf-clerk", day), report)
    with world.on(day):
        sign_form(world.who("county-head", day), report)


def _public(world: World, report: WebsiteReport, day: dt.date) -> Story:
    yield day
    with world.on(day):
        item = prepare_form_page(world.who("xzf-clerk", day), report)
    pass_gates(world, item, day)
    with world.on(day):
        publish_form(world.who("xzf-head", day), report)
