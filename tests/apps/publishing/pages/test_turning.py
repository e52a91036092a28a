"""A day alone changes what pages say; the ticker brings it once a day."""

import datetime as dt
import json

import pytest

from gongkai.apps import clock
from gongkai.apps.changes.models import Effect
from gongkai.apps.disclosure.models import NormativeDocument
from gongkai.apps.publishing import schedule
from gongkai.apps.publishing.pages.contract import PageKey
from gongkai.apps.publishing.pages.turning import subjects_of_day
from gongkai.apps.publishing.place import configured_place
from tests.apps.publishing.pages.content import Content, at, files_of

pytestmark = pytest.mark.django_db
JULY = dt.date(2025, 7, 1)


def test_a_document_turns_on_its_days_and_on_no_other(content: Content) -> None:
    item = content.repealing.item_id
    NormativeDocument.objects.filter(item_id=item).update(
        effective_on=JULY, valid_until=JULY + dt.timedelta(days=10)
    )
    own = f"item:{item}"
    days = [JULY + dt.timedelta(days=n) for n in range(-2, 14)]
    turned = [day for day in days if own in subjects_of_day(day - dt.timedelta(days=1), day)]
    assert turned == [JULY, JULY + dt.timedelta(days=11)]
    # A day on which nobody looked is made good.
    assert own in subjects_of_day(JULY - dt.timedelta(days=3), JULY + dt.timedelta(days=3))
    words = []
    for day in (days[0], JULY, JULY + dt.timedelta(days=11)):
        with clock.stopped_at(dt.datetime.combine(day, dt.time(9), clock.CHINA)):
            files = files_of([PageKey("item", item)])
        words.append(json.loads(files[f"jyj/2025/{item}.json"])["validity"])
    assert words == ["尚未施行", "有效", "已失效"]


def test_the_ticker_turns_a_day_once(content: Content) -> None:
    place = configured_place()
    place.state.mkdir(parents=True, exist_ok=True)
    (place.state / schedule.DAY).unlink(missing_ok=True)
    Effect.objects.all().delete()
    schedule.tick(at(6, 26))
    first = Effect.objects.filter(consumer="publishing").count()
    assert first
    schedule.tick(at(6, 26, 18))
    assert Effect.objects.filter(consumer="publishing").count() == first
    schedule.tick(at(6, 27))
    assert Effect.objects.filter(consumer="publishing").count() == 2 * first
