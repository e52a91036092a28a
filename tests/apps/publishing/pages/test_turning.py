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


def test_a_list_says_which_rules_are_no_longer_in_force(content: Content) -> None:
    repealed, repealing = content.repealed, content.repealing
    files = files_of(
        [PageKey("column", repealed.column_id), PageKey("column", repealing.column_id)]
    )
    pages = [body.decode() for path, body in files.items() if path.endswith("index.html")]
    rows = "\n".join(pages).split("<li>")
    [gone] = [row for row in rows if f"/{repealed.item_id}.html" in row]
    [held] = [row for row in rows if f"/{repealing.item_id}.html" in row]
    assert '<span class="over">已废止</span>' in gone and "over" not in held
    lists = [json.loads(body) for path, body in files.items() if path.endswith("list.json")]
    words = {one["id"]: one["validity"] for found in lists for one in found["items"]}
    assert words[repealed.item_id] == "已废止" and words[repealing.item_id] == "有效"
