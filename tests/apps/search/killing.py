"""`python -m tests.apps.search.killing HOME ROUNDS`: a process that indexes is killed at chance moments.

A child catches up or rebuilds while the parent changes what is public and kills it. In the end the index
that one more `catch_up` leaves must hold what a rebuild finds in the database. Prints one line of JSON.
"""

import datetime as dt
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from typing import Any


def main(home: str, rounds: int) -> None:
    os.environ |= {"GONGKAI_HOME": home, "DJANGO_SETTINGS_MODULE": "gongkai.config.settings"}
    import django

    django.setup()
    from gongkai.apps.search.indexing import catch_up, rebuild
    from gongkai.apps.search.opening import backend
    from tests.county import make_county

    chance, county = random.Random(9), make_county()
    editions = [_publish(county, number) for number in range(150)]
    # Undisturbed, so long: a kill falls into the work on a quick machine and on a slow one.
    longest = {rebuild: _seconds(lambda: rebuild(backend()))}
    for _ in range(20):
        _change(county, editions, chance)
    longest[catch_up] = _seconds(lambda: catch_up(backend()))
    killed = 0
    for number in range(rounds):
        for _ in range(20):
            _change(county, editions, chance)
        work = rebuild if number % 3 == 0 else catch_up
        killed += _killed(lambda work=work: work(backend()), chance.uniform(0.0, longest[work]))
        assert _found() <= {one.title for one in editions}, "found what never was"
    catch_up(backend(), wait=60)
    kept = _found()
    rebuild(backend())
    public = {one.title for one in editions if one.ended_at is None}
    print(  # noqa: T201
        json.dumps({"killed": killed, "same": kept == _found() == public, "documents": len(kept)})
    )


def _seconds(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def _publish(county: Any, number: int) -> Any:
    from tests.county import make_edition

    edition = make_edition(county, title=f"第{number:04d}号", text="内容" * 200)
    _changed(edition)
    return edition


def _change(county: Any, editions: list[Any], chance: random.Random) -> None:
    if chance.random() < 0.5:
        editions.append(_publish(county, len(editions)))
        return
    edition = chance.choice(editions)
    if edition.ended_at is None:
        edition.ended_at, edition.ending = dt.datetime.now(dt.UTC), "withdrawn"  # noqa: TID251
        edition.save()
        _changed(edition)


def _changed(edition: Any) -> None:
    from django.db import transaction

    from gongkai.apps.changes import actions as changes

    with transaction.atomic():
        changes.changed(f"item:{edition.item_id}")


def _killed(work: Callable[[], object], after: float) -> bool:
    """Do the work in a child and kill it; whether it was still at work."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _found() -> set[str]:
    from gongkai.apps.search.engine.interface import Query
    from gongkai.apps.search.opening import backend

    titles: set[str] = set()
    page = 1
    while hits := backend().search(Query(page=page, size=50, facets=False)).hits:
        titles |= {hit.title for hit in hits}
        page += 1
    return titles


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
