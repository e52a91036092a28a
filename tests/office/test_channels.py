"""The organ's page announces the ways to apply; in person and by post have no switch."""

import pytest
from django.test import Client

from gongkai.apps.cases.queries.channels import Door, door_of
from tests.county import make_county
from tests.office.entering import enter

pytestmark = pytest.mark.django_db


def test_channels_are_announced_on_the_organs_page():
    county = make_county()
    client = enter(Client(), county.people["disclosure_head"])
    address = f"/office/organs/{county.department.pk}/"
    page = client.get(address).content.decode()
    assert "任何时候都接收，不能关闭" in page and page.count('type="checkbox"') == 3
    answer = client.post(address, {"act": "channels", "online": "on", "email": "on"})
    assert answer.status_code == 302 and door_of(county.department) == Door(True, False, True)
    page = client.post(address, {"act": "channels", "fax": "on"}).content.decode()
    assert "还没有登记传真号码" in page
    assert door_of(county.department) == Door(True, False, True)


def test_who_may_not_edit_the_office_sees_and_changes_nothing():
    county = make_county()
    client = enter(Client(), county.people["security_administrator"])
    address = f"/office/organs/{county.department.pk}/"
    assert "另外公布的：网上申请" in client.get(address).content.decode()
    assert client.post(address, {"act": "channels"}).status_code == 403
    assert door_of(county.department) == Door()
