"""Many at once: index numbers without gaps, one edition an item, nothing lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from gongkai.apps import clock
from gongkai.apps.disclosure.actions.publication import publish_item
from gongkai.apps.disclosure.actions.writing import attach
from gongkai.apps.disclosure.models import Edition, Item
from gongkai.apps.disclosure.refusals import Refused
from tests.apps.disclosure.desk import Desk
from tests.county import NOON, make_county

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def folders(settings, tmp_path):
    settings.PUBLIC_ROOT = tmp_path / "public"
    settings.MEDIA_ROOT = tmp_path / "media"


def at_once(act, things):
    """What each call gave, or the exception it raised; every thread has its own connection."""

    def one(thing):
        try:
            with clock.stopped_at(NOON):
                return act(thing)
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        return list(pool.map(one, things))


def test_index_numbers_have_no_gaps(folders):
    with clock.stopped_at(NOON):
        desk = Desk(make_county())
        items = []
        for number in range(12):
            item = desk.item(title=f"第{number}条信息")
            if number % 4 == 3:
                attach(desk.clerk, item, "x.txt", f"{number}".encode())
            items.append(desk.pass_gates(item))
        # These fail after their number was given: the file is gone from the store.
        for item in items[3::4]:
            item.attachments.get().file.storage.delete(item.attachments.get().file.name)
    results = at_once(lambda item: publish_item(desk.head, item), items)
    failed = [one for one in results if isinstance(one, Exception)]
    assert len(failed) == 3 and all(isinstance(one, Refused) for one in failed)
    numbers = sorted(Edition.objects.values_list("index_number", flat=True))
    code = desk.county.department.credit_code[8:17]
    assert numbers == [f"{code}/2025-{n:05d}" for n in range(1, 10)]


def test_one_item_published_by_many_is_published_once(folders):
    with clock.stopped_at(NOON):
        desk = Desk(make_county())
        item = desk.pass_gates(desk.item())
    results = at_once(lambda _: publish_item(desk.head, Item.objects.get(pk=item.pk)), range(6))
    assert sum(isinstance(one, Edition) for one in results) == 1
    assert sum(isinstance(one, Refused) for one in results) == 5
    assert Edition.objects.count() == 1
