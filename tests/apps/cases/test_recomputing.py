"""The local rules and the new day reach every running case, once, and say what they moved."""

import datetime as dt

import pytest
from django_tasks_db.models import DBTaskResult

from gongkai.apps import clock
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases import recomputing
from gongkai.apps.cases.actions.rules import set_local
from gongkai.apps.cases.local_rules import Parts, local_in_use, text_of
from gongkai.apps.cases.models import Moved, Recomputation
from gongkai.apps.cases.recomputing import carry_out, due
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.tasks import recompute_if_due
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.remedies.models import Remedy
from tests.apps.cases.example_cases import at, handled_case
from tests.apps.remedies.example_remedies import answered_case, review_of
from tests.apps.remedies.test_remedies import say
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
D = dt.date
DAY = D(2025, 9, 26)
FAIR = {D(2025, 9, 30): "建县纪念日放假"}


@pytest.fixture
def county() -> County:
    return make_county()


def run(day: D, hour: int = 9) -> Recomputation | None:
    with clock.stopped_at(at(day, hour)):
        made = due(clock.now())
        return carry_out(made) if made is not None else None


def test_a_local_holiday_moves_running_cases_and_only_those(county: County) -> None:
    running = handled_case(county, DAY)
    closed = answered_case(county, D(2025, 8, 4), D(2025, 8, 20))
    remedy = review_of(county, closed, D(2025, 9, 22))
    remedy = say(county, remedy, "copy_received", D(2025, 9, 28), procedure="simple")
    first = run(D(2025, 9, 29))
    assert first is not None and (first.reason, first.moved.count()) == ("daily", 0)
    assert run(D(2025, 9, 29), 15) is None
    with clock.stopped_at(at(D(2025, 9, 29), 16)):
        set_local(
            county.actor("county_office"), text_of(Parts("县政府通知", FAIR)), reason="县庆放假"
        )
    made = run(D(2025, 9, 29), 17)
    assert made is not None and made.reason == "law" and made.finished_at is not None
    running.refresh_from_db()
    assert running.due_on == D(2025, 10, 31)
    moved = [(one.kind, one.number, one.before, one.after) for one in Moved.objects.all()]
    assert moved == [
        ("case", running.number, "2025-10-30", "2025-10-31"),
        ("remedy", remedy.number, "答复 2025-10-11", "答复 2025-10-13"),
    ]
    assert Remedy.objects.get().answer_due_on == D(2025, 10, 13)
    closed.refresh_from_db()
    assert closed.standing_on < D(2025, 9, 29)


def test_one_that_broke_off_is_taken_up_where_it_stopped(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [handled_case(county, DAY) for _ in range(3)]
    monkeypatch.setattr(recomputing, "BATCH", 1)
    with clock.stopped_at(at(D(2025, 9, 29))):
        made = due(clock.now())
        assert made is not None
        made.last_pk, made.done = cases[0].pk, 1
        made.save()
        assert due(clock.now()) is None
    with clock.stopped_at(at(D(2025, 9, 29), 11)):
        again = due(clock.now())
        assert again is not None and again.pk == made.pk
        carry_out(again)
    assert (again.done, again.total) == (3, 3)
    cases[0].refresh_from_db()
    cases[2].refresh_from_db()
    assert (cases[0].standing_on, cases[2].standing_on) == (DAY, D(2025, 9, 29))


def test_the_worker_is_asked_once(county: County) -> None:
    with clock.stopped_at(at(D(2025, 9, 29))):
        assert recompute_if_due(clock.now()) and not recompute_if_due(clock.now())
    assert DBTaskResult.objects.filter(task_path__endswith="recompute").count() == 1


def test_what_cannot_be_read_is_refused_with_its_line(county: County) -> None:
    office = county.actor("county_office")
    for text, word in (
        ("source: 甲\nchoices: {no_such: x}\n", "可选"),
        ("source: 甲\nvalues: {reply_period: 30}\n", "由法律规定"),
        ("source: [", "本地规则:1"),
    ):
        with pytest.raises(Refused, match=word):
            set_local(office, text, reason="试一试看")
    with pytest.raises(Refused, match="理由"):
        set_local(office, "source: 甲\n", reason=" ")
    with pytest.raises(Forbidden):
        set_local(county.actor("disclosure_head"), "source: 甲\n", reason="试一试看")
    assert Entry.objects.count() == 0


def test_versions(county: County) -> None:
    office = county.actor("county_office")
    answers = {"late_opinion": "until-answer"}
    first = set_local(office, text_of(Parts("县办通知", answers=answers)), reason="按县办通知")
    assert local_in_use().choice("late_opinion").value == "until-answer"
    with pytest.raises(Refused, match="相同"):
        set_local(office, first.text, reason="再存一次")
    with pytest.raises(Refused, match="刷新"):
        set_local(office, "source: 乙\n", reason="没有看过新的", seen=0)
    set_local(office, "source: 乙\n", reason="恢复程序的取值", seen=first.pk)
    assert local_in_use().choice("late_opinion").value == "until-limit"
