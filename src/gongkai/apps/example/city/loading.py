"""Loading 示例市 into an empty, migrated database: its organs and people, then its applications by the real acts."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit.actions import Draft, record, record_many
from gongkai.apps.audit.actor import Actor, program
from gongkai.apps.cases.actions.online import announce_channels
from gongkai.apps.cases.actions.places import set_places
from gongkai.apps.cases.models import Case
from gongkai.apps.changes import actions as changes
from gongkai.apps.changes.models import Effect
from gongkai.apps.example.city.book import book
from gongkai.apps.example.city.days import Days
from gongkai.apps.example.city.desk import CityDesk
from gongkai.apps.example.city.plans import plans
from gongkai.apps.example.city.stories import Story, play, story
from gongkai.apps.example.loading.organs import Login, credit_code, load_people, load_site
from gongkai.apps.example.loading.stored import County
from gongkai.apps.organs.models import Level, Organ, OrganKind, Person, SiteRecord
from gongkai.apps.organs.queries import actor_for

SEED = 2024
YEARS = 2
MOST = 20_000
PLACES = {
    "government": "示例市人民政府",
    "upper_department": "示例省上一级主管部门",
    "upper_government": "示例省人民政府",
    "basic_court": "示例市某区人民法院",
    "intermediate_court": "示例市中级人民法院",
}
Say = Callable[[int, int], object]


class NotEmpty(Exception):
    """There is something in the database already; the message is a sentence."""


@dataclass(frozen=True)
class LoadedCity:
    """`ended`: stories that came to their end before today; the others are under way."""

    organs: int
    cases: int
    ended: int
    logins: list[Login]


def load_city(count: int, *, seed: int = SEED, say: Say = lambda done, count: None) -> LoadedCity:
    """Fill an empty database with the city and `count` applications of the two years up to today.

    By the real acts, in the order of the days. `say` is told each case that begins. Whole or not at all.
    """
    if not 1 <= count <= MOST:
        raise ValueError(f"件数应为1至{MOST}。")
    if Organ.objects.exists() or SiteRecord.objects.exists():
        raise NotEmpty("数据库里已经有机关或网站信息，示例市只能装入空的数据库。")
    now = clock.now()
    last = now.astimezone(clock.CHINA).date() - dt.timedelta(days=1)
    first = last.replace(year=last.year - YEARS, day=1)
    with transaction.atomic():
        city, logins = _city(now, seed)
        _doors(city, first)
        days = Days(first - dt.timedelta(days=30), last)
        desks = {slug: CityDesk(city, slug, days) for slug in city.organs}
        running = plans(count, [one for one in days.all if one >= first], seed)
        ended = play(
            (
                _said(story(desks[one.organ], one), say, count, nth)
                for nth, one in enumerate(running)
            ),
            last,
        )
        record(program("装入示例市"), "site.edit", note="装入示例市")
        Effect.objects.all().delete()
        changes.changed("site:1")
    return LoadedCity(len(city.organs), Case.objects.count(), ended, logins)


def _said(told: Story, say: Say, count: int, nth: int) -> Story:
    """The same story; its beginning is told."""
    day = next(told)
    yield day
    say(nth, count)
    yield from told


def _city(now: dt.datetime, seed: int) -> tuple[County, list[Login]]:
    site = load_site()
    site.name, site.sponsor = "示例市人民政府（示例网站）", "示例市人民政府办公室"
    site.domain = "www.shilishi.example"
    site.description = site.description.replace("示例县是虚构的县", "示例市是虚构的市")
    site.save()
    actor = program("装入示例市")
    organs = _organs(actor)
    logins = load_people(actor, organs, seed)
    people = {person.username: person for person in Person.objects.all()}
    return County(organs=organs, columns={}, people=people, now=now, seed=seed), logins


def _organs(actor: Actor) -> dict[str, Organ]:
    made: dict[str, Organ] = {}
    government = None
    for order, one in enumerate(book().organs):
        made[one.slug] = Organ.objects.create(
            name=one.name,
            short_name=one.short,
            slug=one.slug,
            credit_code=credit_code(5_000 + order),
            kind=one.kind,
            level=Level.TOWNSHIP if one.kind == OrganKind.TOWNSHIP else Level.CITY,
            parent=government,
            order=order,
            founded_on=dt.date(2019, 3, 1),
            office_name=f"{one.name}政务公开科",
            office_address=f"示例市文化路{order + 1}号",
            office_postcode="000000",
            office_hours="工作日8:00-12:00，14:30-18:00",
            office_phone="0000-0000000",
            office_fax="0000-0000001",
            office_email=f"{one.slug}@shilishi.example",
        )
        government = government or made[one.slug]
    record_many(
        Draft(actor, "organ.edit", subject=organ, after={"name": organ.name, "kind": organ.kind})
        for organ in made.values()
    )
    return made


def _doors(city: County, first: dt.date) -> None:
    """The names for remedies, and every channel announced."""
    day = first - dt.timedelta(days=10)
    with clock.stopped_at(dt.datetime(day.year, day.month, day.day, 9, 0, tzinfo=clock.CHINA)):
        set_places(actor_for(city.people["county-office"], day), None, PLACES)
        for slug, organ in city.organs.items():
            head = actor_for(city.people[f"{slug}-head"], day)
            announce_channels(head, organ, online=True, fax=True, email=True)
