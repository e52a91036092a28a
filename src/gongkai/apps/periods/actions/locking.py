"""锁定年度: an act of the county office, once a year, not undone."""

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.keeping import kept
from gongkai.apps.organs.access import require
from gongkai.apps.periods.actions.amending import YearLocked
from gongkai.apps.periods.models import LockedYear


def lock_year(actor: Actor, year: int) -> LockedYear:
    """From now on, facts that decide the report of `year` change by amendment only."""
    require(actor, "year.lock")
    if year >= clock.today().year:
        raise YearLocked(f"{year}年还没有结束，不能锁定。")
    with transaction.atomic():
        if LockedYear.objects.filter(year=year).exists():
            raise YearLocked(f"{year}年度已经锁定。")
        made = LockedYear.objects.create(
            year=year, locked_at=clock.now(), person_id=actor.person_id, person_name=actor.name[:80]
        )
        audit.record(actor, "year.lock", subject=made, after={"year": year} | kept(made))
    return made
