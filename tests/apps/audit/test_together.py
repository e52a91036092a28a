"""Many at the same moment: one chain without branches, and no second administrator post slips in."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from gongkai.apps.audit import actions
from gongkai.apps.audit.actor import program
from gongkai.apps.audit.models import Entry
from gongkai.apps.audit.verification import verify
from gongkai.apps.organs.actions import assign_post
from gongkai.apps.organs.models import ADMINISTRATORS, Person, Post
from gongkai.apps.organs.refusals import Refused
from tests.county import make_organ

pytestmark = pytest.mark.django_db(transaction=True)


def together(*works):
    """Run each in a thread with a connection of its own, all let go at once. Returns what failed."""
    gate, failed = threading.Barrier(len(works)), []

    def run(work):
        try:
            gate.wait()
            work()
        except Exception as broken:
            failed.append(broken)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def test_one_chain_however_many_write():
    def write():
        for number in range(20):
            with transaction.atomic():
                actions.record(program(), "item.write", note=str(number))

    assert together(write, write, write, write) == []
    assert Entry.objects.count() == 80
    assert verify().is_whole


def test_no_two_administrator_posts_at_the_same_moment():
    organ = make_organ("示例县人民政府", "县政府", "xzf", "government", None)
    person = Person.objects.create(username="jia", full_name="甲")

    def take(kind):
        return lambda: assign_post(program(), person, organ, kind, since=dt.date(2025, 1, 1))

    failed = together(*map(take, ADMINISTRATORS))
    assert [type(one) for one in failed] == [Refused, Refused]
    assert Post.objects.count() == 1
    assert verify().is_whole


def test_after_such_a_test_everything_is_as_it_was():
    """The test database is taken anew: the log cannot be emptied, and set-up rows stay."""
    from django.contrib.contenttypes.models import ContentType

    assert not Entry.objects.exists()
    assert ContentType.objects.exists()
