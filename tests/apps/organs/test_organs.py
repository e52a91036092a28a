"""Founding, changing, merging organs; the site's record; allowed addresses."""

import datetime as dt

import pytest

from gongkai.apps import clock
from gongkai.apps.audit.actor import program
from gongkai.apps.audit.models import Entry
from gongkai.apps.audit.verification import verify
from gongkai.apps.cases.actions.registering import register_paper
from gongkai.apps.cases.refusals import Refused as CaseRefused
from gongkai.apps.organs import actions
from gongkai.apps.organs.access import Forbidden, may, reach
from gongkai.apps.organs.models import OfficeNetwork, Organ, Post, SiteRecord
from gongkai.apps.organs.queries import actor_for, is_office_address, organs_on, posts_on
from gongkai.apps.organs.refusals import Refused
from tests.county import credit_code, make_county

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 7, 1)
NOON = dt.datetime(2025, 7, 1, 12, tzinfo=clock.CHINA)


@pytest.fixture
def county():
    return make_county()


def found(actor, **changed):
    values = {
        "name": "示例县数据局",
        "short_name": "数据局",
        "slug": "sjj",
        "credit_code": credit_code("sjj"),
        "kind": "department",
        "level": "county",
        "founded_on": DAY,
    }
    return actions.found_organ(actor, **(values | changed))


def test_an_organ_is_founded_by_the_system_administrator_only(county):
    organ = found(county.actor("system_administrator"), parent=county.government)
    entry = Entry.objects.get()
    assert (entry.act, entry.subject_id) == ("organ.edit", str(organ.pk))
    assert entry.after["slug"] == "sjj"
    for post in county.people:
        if post != "system_administrator":
            with pytest.raises(Forbidden):
                found(county.actor(post), slug="other", credit_code=credit_code("other"))
    assert organ not in organs_on(DAY - dt.timedelta(days=1))
    assert organ in organs_on(DAY)


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"credit_code": "111400000000000000"}, "credit_code", "校验位"),
        ({"credit_code": "示例"}, "credit_code", "18 位"),
        ({"credit_code": credit_code("jyj")}, "credit_code", "教育局"),
        ({"slug": "jyj"}, "slug", "教育局"),
        ({"slug": "files"}, "slug", "其他部分"),
        ({"slug": "../x"}, "slug", "小写字母"),
        ({"slug": "数据局"}, "slug", "小写字母"),
        ({"slug": "a" * 41}, "slug", "40"),
        ({"name": " "}, "name", "没有填写"),
        ({"name": "局" * 121}, "name", "最多 120"),
        ({"kind": "company"}, "kind", "名单"),
        ({"level": "village"}, "level", "名单"),
        ({"office": {"office_postcode": "12"}}, "office_postcode", "6 位"),
    ],
)
def test_wrong_values_are_told_and_nothing_is_stored(county, changed, field, said):
    before = Organ.objects.count()
    with pytest.raises(Refused, match=said) as refused:
        found(county.actor("system_administrator"), **changed)
    assert refused.value.field == field
    assert Organ.objects.count() == before and not Entry.objects.exists()


def test_an_organ_cannot_stand_above_itself(county):
    actor = county.actor("system_administrator")
    government = county.government
    with pytest.raises(Refused, match="之下"):
        actions.edit_organ(
            actor,
            government,
            name=government.name,
            short_name=government.short_name,
            credit_code=government.credit_code,
            kind=government.kind,
            level=government.level,
            parent=county.department,
            founded_on=None,
            order=0,
        )


def test_renaming_keeps_the_old_name_in_the_log(county):
    actor = county.actor("system_administrator")
    actions.rename_organ(actor, county.department, name="示例县教育和体育局", short_name="教体局")
    entry = Entry.objects.get()
    assert entry.before == {"name": "示例县教育局", "short_name": "教育局"}
    assert entry.after == {"name": "示例县教育和体育局", "short_name": "教体局"}


def test_an_unchanged_organ_leaves_no_row(county):
    organ = county.department
    actions.rename_organ(
        county.actor("system_administrator"), organ, name=organ.name, short_name=organ.short_name
    )
    assert not Entry.objects.exists()


def test_the_office_is_kept_by_its_own_organ(county):
    head = county.actor("disclosure_head")
    actions.edit_office(head, county.department, {"office_phone": "0358-7920001"})
    with pytest.raises(Forbidden):
        actions.edit_office(head, county.township, {"office_phone": "1"})
    with pytest.raises(Forbidden):
        actions.edit_office(county.actor("clerk"), county.department, {"office_phone": "1"})
    with pytest.raises(KeyError):
        actions.edit_office(head, county.department, {"slug": "x"})


def test_a_merged_organ_ends_with_its_posts_and_has_a_successor(county):
    actor = county.actor("system_administrator")
    actions.abolish_organ(actor, county.department, on=DAY, successor=county.township)
    organ = Organ.objects.get(pk=county.department.pk)
    assert organ.successor == county.township
    assert not posts_on(DAY).filter(organ=organ).exists()
    assert posts_on(DAY - dt.timedelta(days=1)).filter(organ=organ).exists()
    assert organ not in organs_on(DAY)
    ended = Entry.objects.filter(act="post.end").count()
    assert ended == Post.objects.filter(organ=organ).count() > 0
    assert verify().is_whole


@pytest.mark.parametrize(
    ("which", "on", "successor", "said"),
    [
        ("department", DAY, None, "承接机关"),
        ("department", DAY, "department", "它自己"),
        ("department", dt.date(1999, 1, 1), "township", "设立日期"),
        ("department", dt.date(2999, 1, 1), "township", "不能晚于今天"),
        ("government", DAY, "township", "隶属"),
    ],
)
def test_an_organ_is_not_abolished_wrongly(county, which, on, successor, said):
    with pytest.raises(Refused, match=said):
        actions.abolish_organ(
            county.actor("system_administrator"),
            getattr(county, which),
            on=on,
            successor=getattr(county, successor) if successor else None,
        )


SITE = {
    "name": "示例县人民政府门户网站",
    "domain": "www.shilixian.gov.cn",
    "identity_code": "1400000001",
    "sponsor": "示例县人民政府办公室",
    "icp_number": "示例ICP备00000000号",
    "police_number": "示例公网安备00000000000000号",
    "phone": "0358-7920000",
    "is_example": False,
}


def test_the_site_record_needs_every_mandatory_value(county):
    office = county.actor("county_office")
    SiteRecord.objects.all().delete()
    for missing in set(SITE) - {"is_example"}:
        with pytest.raises(Refused, match="没有填写") as refused:
            actions.set_site_record(office, SITE | {missing: " "})
        assert refused.value.field == missing
    assert not SiteRecord.objects.exists()
    actions.set_site_record(office, SITE)
    actions.set_site_record(office, {"phone": "0358-7920009"})
    assert SiteRecord.objects.get().phone == "0358-7920009"
    assert Entry.objects.filter(act="site.edit").count() == 2


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"domain": "www.shilixian.com"}, "domain"),
        ({"domain": "https://www.shilixian.gov.cn/"}, "domain"),
        ({"identity_code": "12345"}, "identity_code"),
        ({"postcode": "3324"}, "postcode"),
    ],
)
def test_the_site_record_holds_right_values(county, changed, field):
    with pytest.raises(Refused) as refused:
        actions.set_site_record(county.actor("county_office"), SITE | changed)
    assert refused.value.field == field


def test_addresses_of_the_office(county):
    assert is_office_address("203.0.113.9"), "no list, no limit"
    guard = county.actor("security_administrator")
    with pytest.raises(Refused, match="您现在的地址"):
        actions.allow_network(guard, "10.8.0.0/16")
    with pytest.raises(Refused, match="不是地址段"):
        actions.allow_network(guard, "办公室")
    here = actions.allow_network(guard, "127.0.0.1")
    actions.allow_network(guard, "10.8.3.4/16", "县政府大院")
    assert OfficeNetwork.objects.filter(network="10.8.0.0/16").exists()
    assert is_office_address("10.8.200.1") and not is_office_address("10.9.0.1")
    assert not is_office_address("") and not is_office_address("x")
    with pytest.raises(Refused, match="无法打开"):
        actions.withdraw_network(guard, here)
    actions.withdraw_network(program(), here)
    assert not is_office_address("127.0.0.1")


def test_who_took_over_does_the_unfinished_work(county):
    """Its clerks lost their posts with the organ: those of the organ it was merged into go on."""
    clerk, administrator = county.people["case_clerk"], county.actor("system_administrator")
    stranger = actor_for(clerk, DAY)
    merged = county.township
    assert not may(stranger, "case.handle", merged.pk)
    with clock.stopped_at(NOON):
        actions.abolish_organ(administrator, merged, on=DAY, successor=county.department)
    heir = actor_for(clerk, DAY)
    assert may(heir, "case.handle", merged.pk) and merged.pk in (reach(heir, "case.read") or ())
    assert not may(heir, "case.handle", county.government.pk)
    assert not may(actor_for(clerk, DAY - dt.timedelta(days=1)), "case.handle", merged.pk)


def test_a_merged_organ_receives_no_new_application(county):
    administrator = county.actor("system_administrator")
    with clock.stopped_at(NOON):
        actions.abolish_organ(administrator, county.township, on=DAY, successor=county.department)
        clerk = actor_for(county.people["case_clerk"], DAY)
        gone = Organ.objects.get(pk=county.township.pk)
        with pytest.raises(CaseRefused, match="承接"):
            register_paper(clerk, gone, channel="in_person", arrived_on=DAY)
