"""`publication_counts`: every number equals the length of its list."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from gongkai.apps import clock
from gongkai.apps.disclosure.actions.normative import record_made, record_repealed
from gongkai.apps.disclosure.actions.publication import withdraw_item

pytestmark = pytest.mark.django_db


def said(*arguments: str):
    out = StringIO()
    call_command("publication_counts", *arguments, stdout=out)
    return out.getvalue()


def test_every_number_has_its_list(desk):
    desk.published()
    withdraw_item(desk.head, desk.published(title="撤下的"), "有误")
    with clock.stopped_at(dt.datetime(2025, 8, 1, 9, tzinfo=clock.CHINA)):
        desk.published(title="逾期的")
    document = record_made(
        desk.clerk,
        organ=desk.county.department,
        title="办法",
        document_number="示教规〔2025〕1号",
        made_on=dt.date(2025, 3, 1),
    )
    record_repealed(desk.clerk, document, dt.date(2025, 6, 1), by_text="决定")
    numbers = {row["code"]: row["number"] for row in json.loads(said("--json", "--year=2025"))}
    assert numbers["catalogue"] == 3 and numbers["late"] == 1
    assert (numbers["made"], numbers["repealed"], numbers["in_force"]) == (1, 1, 0)
    for code, number in numbers.items():
        listed = said("--year=2025", f"--list={code}").splitlines()
        assert len(listed) == number, code
    assert "catalogue\t信息公开目录\t2" in said("--year=2025", "--without-withdrawn")
    assert "逾期的" in said("--year=2025", "--list=late")


def test_by_organ_and_what_is_refused(desk):
    desk.published()
    assert "catalogue\t信息公开目录\t1" in said("--year=2025", "--organ=xzf")
    assert "catalogue\t信息公开目录\t0" in said("--year=2025", "--organ=cgz")
    for wrong, sentence in (
        ("--organ=nowhere", "没有网址目录"),
        ("--list=poems", "可以列出的"),
        ("--year=25", "年份"),
    ):
        with pytest.raises(CommandError, match=sentence):
            said(wrong)
