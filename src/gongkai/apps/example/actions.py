"""Loading the example county: one act on an empty, migrated database, whole or not at all."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit.actions import record, record_many
from gongkai.apps.audit.actor import program
from gongkai.apps.changes import actions as changes
from gongkai.apps.changes.models import Effect
from gongkai.apps.example.cases.loading import load_cases
from gongkai.apps.example.loading.columns import load_columns
from gongkai.apps.example.loading.content import load_content
from gongkai.apps.example.loading.guides import load_guides
from gongkai.apps.example.loading.ledger import link_interpretations, load_ledger
from gongkai.apps.example.loading.lists import load_lists
from gongkai.apps.example.loading.open_work import load_open_work
from gongkai.apps.example.loading.organs import (
    Login,
    load_organs,
    load_people,
    load_site,
)
from gongkai.apps.example.loading.stored import County
from gongkai.apps.example.reporting import load_statements
from gongkai.apps.example.year.loading import load_year
from gongkai.apps.example.years import county_pieces
from gongkai.apps.organs.models import Organ, Person, SiteRecord

Say = Callable[[str, float], object]
SEED = 2025


class NotEmpty(Exception):
    """There is something in the database already; the message is a sentence."""


@dataclass(frozen=True)
class Loaded:
    """What was loaded, in numbers, and the accounts to print."""

    organs: int
    editions: int
    logins: list[Login]


def load_example(say: Say = lambda name, seconds: None, *, seed: int = SEED) -> Loaded:
    """Fill an empty database with the example county. `say` is told each step and its seconds.

    Raises NotEmpty where there is an organ or a site record: an example never mixes with real data.
    """
    if Organ.objects.exists() or SiteRecord.objects.exists():
        raise NotEmpty("数据库里已经有机关或网站信息，示例县只能装入空的数据库。")
    actor, now = program("装入示例县"), clock.now()
    steps = _Steps(say)
    with transaction.atomic():
        site = load_site()
        organs = load_organs()
        logins = load_people(actor, organs, seed)
        steps.done("机关、人员、账号")
        county = County(
            organs=organs,
            columns=load_columns(actor, organs.values()),
            people={person.username: person for person in Person.objects.all()},
            now=now,
            seed=seed,
        )
        steps.done("栏目")
        rows = load_content(county, county_pieces(now, seed))
        load_ledger(county, rows)
        link_interpretations(county, rows)
        load_guides(county)
        load_lists(county)
        steps.done("信息、文件台账、解读、指南、标准目录、用语")
        record_many(sorted(county.drafts, key=lambda draft: draft.at or now))
        county.drafts.clear()
        steps.done("审计日志")
        load_open_work(county)
        steps.done("办理中的信息")
        load_cases(county)
        load_statements(county)
        record(actor, "site.edit", subject=site, note="装入示例县")
        steps.done("申请、复议、诉讼")
        load_year(county)
        # The whole site is due, which covers every single change recorded above.
        Effect.objects.all().delete()
        changes.changed("site:1")
        steps.done("2025年度报告")
    return Loaded(len(organs), len(rows), logins)


class _Steps:
    def __init__(self, say: Say) -> None:
        self._say, self._since = say, time.perf_counter()

    def done(self, name: str) -> None:
        """Tell the step and how long it took."""
        now = time.perf_counter()
        self._say(name, now - self._since)
        self._since = now
