"""The county of the simulation: its organs, people and columns, founded by acts; its clock only goes forward."""

import datetime as dt
import heapq
import io
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from django.core.management import call_command

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.online import announce_channels
from gongkai.apps.cases.actions.places import set_places
from gongkai.apps.disclosure.actions.columns import open_columns
from gongkai.apps.example.city.days import Days
from gongkai.apps.example.loading.organs import OWN_POSTS, credit_code
from gongkai.apps.example.loading.stored import County
from gongkai.apps.organs import actions
from gongkai.apps.organs.models import Organ, Person
from gongkai.apps.organs.queries import actor_for

FIRST, LAST = dt.date(2023, 12, 25), dt.date(2026, 4, 30)
YEARS = (2024, 2025)
# Yields the day on which it goes on.
Story = Generator[dt.date, None, None]
OFFICE_POSTS = {"county-office": "county_office", "county-head": "county_head"}
PLACES = {
    "government": "模拟县人民政府",
    "upper_department": "模拟省上一级主管部门",
    "upper_government": "模拟市人民政府",
    "basic_court": "模拟县人民法院",
    "intermediate_court": "模拟市中级人民法院",
}
SITE = {
    "name": "模拟县人民政府门户网站",
    "domain": "www.moni.example",
    "identity_code": "0000000002",
    "sponsor": "模拟县人民政府办公室",
    "icp_number": "模拟ICP备00000000号",
    "police_number": "模拟公网安备00000000000000号",
    "is_example": True,
    "phone": "0000-0000000",
}
# slug, name, short name, kind; the last department is merged into the one named in `MERGED`.
ORGANS = (
    ("zfb", "模拟县人民政府办公室", "县政府办", "department"),
    ("sfj", "模拟县司法局", "县司法局", "department"),
    ("fzb", "模拟县人民政府法制办公室", "县法制办", "department"),
    ("cgz", "模拟县城关镇人民政府", "城关镇", "township"),
)
MORE = (
    ("jyj", "模拟县教育局", "县教育局", "department"),
    ("mzj", "模拟县民政局", "县民政局", "department"),
    ("bhz", "模拟县北河镇人民政府", "北河镇", "township"),
)
MERGED, INTO = "fzb", "sfj"
ELSEWHERE = "cgz"  # keeps its cases in a register of its own


@dataclass(repr=False)
class World(County):
    """`days`: working days; `last`: the moment of the last act; `begun`: stories that others have begun."""

    days: Days = field(default_factory=lambda: Days(FIRST, LAST))
    last: dt.datetime = dt.datetime(2023, 1, 1, tzinfo=clock.CHINA)
    begun: list[Story] = field(default_factory=list)

    @contextmanager
    def on(self, day: dt.date) -> Iterator[None]:
        """Some seconds after the last act, or that morning. An act is never recorded before an earlier one."""
        morning = dt.datetime(day.year, day.month, day.day, 8, 30, tzinfo=clock.CHINA)
        self.last = max(morning, self.last + dt.timedelta(seconds=20))
        if self.last.date() != day:
            raise RuntimeError(f"the simulation went back from {self.last} to {day}")
        with clock.stopped_at(self.last):
            yield

    def who(self, login: str, day: dt.date) -> Actor:
        return actor_for(self.people[login], day, "127.0.0.1")

    def office(self, day: dt.date) -> Actor:
        return self.who("county-office", day)

    @property
    def units(self) -> list[Organ]:
        return list(self.organs.values())


def found(seed: int, *, big: bool) -> World:
    """Organs, people and posts by the acts of the administrators; columns, places and channels by the office."""
    world = World({}, {}, {}, dt.datetime(2027, 1, 1, tzinfo=clock.CHINA), seed)
    with world.on(FIRST):
        call_command(
            "organs_start",
            name="模拟县人民政府", short_name="县政府", credit_code=credit_code(7_000),
            system="system:系统员", security="security:安全员", audit="audit:审计管理员",
            stdout=io.StringIO(),
        )  # fmt: skip
    people = {one.username: one for one in Person.objects.all()}
    world.people.update(people)
    world.organs["xzf"] = Organ.objects.get(slug="xzf")
    with world.on(FIRST):
        made = actions.edit_office(
            world.who("system", FIRST), world.organs["xzf"], _office("xzf", 0)
        )
        world.organs["xzf"] = made
        for number, (slug, name, short, kind) in enumerate(ORGANS + (MORE if big else ()), 1):
            world.organs[slug] = actions.found_organ(
                world.who("system", FIRST), name=name, short_name=short, slug=slug, kind=kind,
                credit_code=credit_code(7_000 + number), parent=world.organs["xzf"], order=number,
                level="township" if kind == "township" else "county",
                founded_on=dt.date(2019, 3, 1), office=_office(slug, number),
            )  # fmt: skip
    _people(world)
    with world.on(FIRST):
        actions.set_site_record(world.office(FIRST), SITE)
        set_places(world.office(FIRST), None, PLACES)
        for slug, organ in world.organs.items():
            open_columns(world.office(FIRST), organ, FIRST)
            announce_channels(
                world.who(f"{slug}-head", FIRST), organ, online=True, fax=True, email=True
            )
    return world


def _office(slug: str, number: int) -> dict[str, str]:
    return {
        "office_name": "政务公开办公室",
        "office_head": "负责人",
        "office_address": f"模拟县人民路{number + 1}号",
        "office_postcode": "000000",
        "office_hours": "工作日8:00-12:00，14:30-18:00",
        "office_phone": "0000-0000000",
        "office_fax": "0000-0000001",
        "office_email": f"{slug}@moni.example",
    }


def _people(world: World) -> None:
    security, chance = world.who("security", FIRST), Random(world.seed)
    wanted = [(f"{s}-{name}", s, post) for s in world.organs for name, post in OWN_POSTS.items()]
    wanted += [(name, "zfb", post) for name, post in OFFICE_POSTS.items()]
    with world.on(FIRST):
        for number, (login, slug, post) in enumerate(wanted):
            full_name = (
                f"{chance.choice('赵钱孙李周吴郑王')}{chance.choice('一二三四五六七八')}{number}"
            )
            person, _ = actions.create_person(security, username=login, full_name=full_name)
            actions.assign_post(security, person, world.organs[slug], post, since=FIRST)
            world.people[login] = person


def play(world: World, stories: Iterable[Story], last: dt.date) -> None:
    """All stories together, day after day, until a day; what a story begins is told with the others."""
    waiting: list[tuple[dt.date, int, Story]] = []
    world.begun.extend(stories)
    number = 0
    while True:
        for story in world.begun:
            number += 1
            if (day := next(story, None)) is not None:
                waiting.append((day, number, story))
        world.begun.clear()
        heapq.heapify(waiting)
        if not waiting or waiting[0][0] > last:
            return
        _, place, story = heapq.heappop(waiting)
        if (day := next(story, None)) is not None:
            heapq.heappush(waiting, (day, place, story))
