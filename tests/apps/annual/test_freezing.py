"""The list of units is fixed with its reasons; who is missing is told; days and joint documents are set."""

import datetime as dt
from dataclasses import replace

import pytest

from gongkai.apps import clock
from gongkai.apps.annual.actions.counting_once import Joint, count_again, count_once
from gongkai.apps.annual.actions.freezing import freeze_units
from gongkai.apps.annual.actions.reminding import remind, remind_due, set_local_day
from gongkai.apps.annual.compiling.government import compile_government
from gongkai.apps.annual.models import LocalDueDay, Reminder, UnitList
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.units import UnitRow, plan_of
from gongkai.apps.annual.verifying import verify_year
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.organs.models import OrganKind
from gongkai.apps.periods.actions import lock_year
from gongkai.apps.periods.models import Amendment
from tests.apps.annual.test_government import document, handed_in
from tests.apps.cases.example_cases import at, handled_case
from tests.county import County, make_county, make_organ

pytestmark = pytest.mark.django_db
JANUARY = at(dt.date(2026, 1, 5))
YEAR = Period(2025)


@pytest.fixture
def county() -> County:
    return make_county()


def frozen(county: County, rows: tuple[UnitRow, ...] | None = None, note: str = "") -> UnitList:
    with clock.stopped_at(JANUARY):
        chosen = rows or plan_of(county.government, YEAR).rows
        return freeze_units(county.actor("county_office"), county.government, 2025, chosen, note)


def test_the_proposal_is_frozen_and_stays_when_the_tree_changes(county: County) -> None:
    frozen(county)
    make_organ("示例县新设局", "新设局", "xsj", OrganKind.DEPARTMENT, county.government)
    assert len(plan_of(county.government, YEAR).rows) == 3
    with clock.stopped_at(JANUARY), pytest.raises(Forbidden):
        freeze_units(county.actor("clerk"), county.government, 2025, (), "")
    assert not verify_year(2025)


def test_what_differs_needs_its_word(county: County) -> None:
    government, department, township = plan_of(county.government, YEAR).rows
    with pytest.raises(Refused, match="城关镇没有列入"):
        frozen(county, (government, department))
    with pytest.raises(Refused, match="城关镇与建议的名单不同"):
        frozen(county, (government, department, replace(township, successor=department.organ)))
    merged = replace(township, successor=department.organ, note="撤镇并入")
    made = frozen(county, (government, department, merged))
    assert made.units.count() == 3
    with pytest.raises(Refused, match="写明为什么改"):
        frozen(county, (government, department, replace(merged, successor=None, note="恢复")))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda g, d, t: (d, t), "要有县政府自己"),
        (lambda g, d, t: (g, d, d, t), "出现了两次"),
        (lambda g, d, t: (g, replace(d, kind="government", note="x"), t), "不是人民政府"),
        (lambda g, d, t: (replace(g, kind="government", note="x"), d, t), "重复计算"),
        (lambda g, d, t: (g, d, replace(t, successor=t.organ, note="x")), "不在名单里"),
    ],
)
def test_a_list_that_would_count_twice_or_not_at_all(county: County, change, word: str) -> None:
    rows = plan_of(county.government, YEAR).rows
    with pytest.raises(Refused, match=word):
        frozen(county, change(*rows), "说明")


def test_a_list_after_the_lock_is_an_amendment(county: County) -> None:
    frozen(county)
    government, department, township = plan_of(county.government, YEAR).rows
    with clock.stopped_at(JANUARY):
        lock_year(county.actor("county_office"), 2025)
    frozen(county, (government, department), "城关镇由市政府直管")
    assert Amendment.objects.get().reason == "城关镇由市政府直管"


def test_a_merged_unit_counts_in_the_successors_row(county: County) -> None:
    handled_case(county, dt.date(2025, 12, 20))
    government, department, township = plan_of(county.government, YEAR).rows
    frozen(
        county, (government, replace(department, successor=township.organ, note="并入"), township)
    )
    whole = compile_government(county.government, YEAR)
    assert whole.units[township.organ.pk].cells["t3.new.natural"] == "1"
    assert whole.whole.cells["t3.new.natural"] == "1"


def test_who_is_missing_is_told_and_who_is_in_is_not(county: County) -> None:
    office = county.actor("county_office")
    with clock.stopped_at(JANUARY), pytest.raises(Refused, match="还没有确定"):
        remind(office, county.government, 2025, [county.township.pk])
    frozen(county)
    handed_in(county)
    with clock.stopped_at(at(dt.date(2026, 1, 28))):
        with pytest.raises(Refused, match="教育局已经报送"):
            remind(office, county.government, 2025, [county.department.pk])
        (told,) = remind(office, county.government, 2025, [county.township.pk])
    assert "2026-01-31" in told.text and "还有3天" in told.text


def test_the_program_tells_on_its_days_and_once_a_day(county: County) -> None:
    frozen(county)
    assert remind_due(at(dt.date(2026, 1, 29))) == 0
    for day, said in ((30, "还有1天"), (31, "今天到期")):
        with clock.stopped_at(at(dt.date(2026, 1, day))):
            assert remind_due(clock.now()) == 2 and remind_due(clock.now()) == 0
            assert said in Reminder.objects.latest("pk").text
    with clock.stopped_at(at(dt.date(2026, 2, 7))):
        assert remind_due(clock.now()) == 2
    assert "逾期7天" in Reminder.objects.latest("pk").text


def test_an_earlier_day_has_its_ground(county: County) -> None:
    office = county.actor("county_office")
    with clock.stopped_at(JANUARY):
        with pytest.raises(Refused, match="2026-01-31"):
            set_local_day(office, county.government, 2025, dt.date(2026, 2, 10), "通知")
        with pytest.raises(Refused, match="依据"):
            set_local_day(office, county.government, 2025, dt.date(2026, 1, 15), " ")
        set_local_day(office, county.government, 2025, dt.date(2026, 1, 15), "示政办函〔2026〕1号")
    assert LocalDueDay.objects.get().on == dt.date(2026, 1, 15)


def test_a_joint_document_is_declared_and_taken_back(county: County) -> None:
    document(county, "示教发〔2025〕7号")
    document(county, "城政发〔2025〕9号", township=True)
    office = county.actor("county_office")
    joint = Joint("《联合管理办法》", county.department, county.township, ["t2.normative.made"])

    def made() -> str | None:
        return compile_government(county.government, YEAR).whole.cells["t2.normative.made"]

    with clock.stopped_at(JANUARY):
        with pytest.raises(Refused, match="制发"):
            count_once(office, county.government, 2025, replace(joint, cells=["t2.fees"]), "联合")
        row = count_once(office, county.government, 2025, joint, "两家联合印发")
        assert made() == "1"
        count_again(office, row, "两份文件不是同一份")
        assert made() == "2"
        with pytest.raises(Refused, match="已经撤回"):
            count_again(office, row, "再撤")
