"""Two at once: one wins, the other is told; numbers have no gaps however many register in parallel."""

import datetime as dt
import os
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, connections

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.actions import deciding
from gongkai.apps.cases.actions.deciding import approve_decision
from gongkai.apps.cases.actions.registering import register_paper
from gongkai.apps.cases.actions.remarking import remark
from gongkai.apps.cases.models import Case, Event, Paper
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.verification import Verdict, verify_cases
from tests.apps.cases.example_cases import at, handled_case
from tests.county import County, make_county

pytestmark = pytest.mark.django_db(transaction=True)
DAY = dt.date(2025, 9, 26)
MANY, HANDS = 200, 4


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, settings: Any) -> None:
    settings.SEALED_ROOT = tmp_path / "sealed"


@pytest.fixture
def county(transactional_db: None) -> County:
    return make_county()


def together(*tasks: Callable[[], object]) -> list[object]:
    """Each task in a thread of its own with a connection of its own, begun at one moment."""
    ready, results = threading.Barrier(len(tasks)), [None] * len(tasks)

    def run(number: int, task: Callable[[], object]) -> None:
        try:
            ready.wait(20)
            results[number] = task()  # type: ignore[call-overload]
        except Exception as why:
            results[number] = why  # type: ignore[call-overload]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(tasks)]
    with clock.stopped_at(at(DAY, 15)):
        for one in threads:
            one.start()
        for one in threads:
            one.join(60)
    return list(results)


def whole() -> None:
    verdict = Verdict()
    verify_cases(verdict)
    assert verdict.faults == []


def test_two_clerks_answer_at_once(county: County) -> None:
    """Both saw the same page: one is recorded, the other is told that a colleague was quicker."""
    case = handled_case(county, DAY)
    seen = Case.objects.get(pk=case.pk).events_held
    clerk, head = county.actor("case_clerk"), county.actor("disclosure_head")
    done = together(
        lambda: remark(clerk, case, "已经打电话问过档案室", seen=seen),
        lambda: remark(head, case, "请抓紧办理", seen=seen),
    )
    assert sorted(type(one).__name__ for one in done) == ["Event", "Refused"], done
    told = next(one for one in done if isinstance(one, Refused))
    assert "刷新页面" in str(told)
    assert Event.objects.filter(case=case, kind="remark").count() == 1
    whole()


def test_two_reviewers_approve_at_once(county: County) -> None:
    case = handled_case(county, DAY)
    with clock.stopped_at(at(DAY, 13)):
        _propose(county.actor("case_clerk"), case)
    reviewer, head = county.actor("case_reviewer"), county.actor("disclosure_head")
    before = Entry.objects.count()
    done = together(lambda: approve_decision(reviewer, case), lambda: approve_decision(head, case))
    assert sorted(type(one).__name__ for one in done) == ["Decision", "Refused"], done
    assert Entry.objects.count() == before + 1
    whole()


def _propose(clerk: Actor, case: Case) -> None:
    for step, finding in (
        ("complete", "clear"), ("information", "information"),
        ("responsible", "made"), ("exists", "public"),
    ):  # fmt: skip
        deciding.save_step(clerk, case, step, finding=finding)
    deciding.save_answer(
        clerk, case, outcome="OPEN_POINT", records={"place_checked": "网站首页已试过可以打开"}
    )
    deciding.propose_decision(clerk, case)


def test_two_hundred_registrations_leave_no_gap(county: County) -> None:
    """Some of them fail half-way on purpose: their numbers come back."""
    clerk = county.actor("case_clerk")

    def register(hand: int) -> int:
        made = 0
        while made < MANY // HANDS:
            try:
                if made % 10 == 9:
                    _fails(clerk, county)
                register_paper(clerk, county.department, channel="in_person", arrived_on=DAY)
                made += 1
            except (
                OperationalError
            ):  # SQLite: another writer took too long; said to the clerk, tried again
                continue
        return made

    done = together(*(lambda hand=hand: register(hand) for hand in range(HANDS)))  # type: ignore[misc]
    assert done == [MANY // HANDS] * HANDS, (done, connection.vendor, os.getpid())
    numbers = sorted(int(re.findall(r"\d+$", one)[0]) for one in Paper.objects.values_list("number", flat=True))  # fmt: skip
    assert numbers == list(range(1, MANY + 1))


def _fails(clerk: Any, county: County) -> None:
    """Everything is done but the last step: the transaction ends as if the program had been stopped."""
    from django.db import transaction

    class Stopped(Exception):
        pass

    try:
        with transaction.atomic():
            register_paper(clerk, county.department, channel="in_person", arrived_on=DAY)
            raise Stopped
    except Stopped:
        return
