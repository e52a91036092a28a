"""Hand-ins of organs that keep their cases elsewhere: looked at, stopped where wrong, taken, replaced, guarded."""

import datetime as dt
import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai.apps import clock
from gongkai.apps.annual.actions.delivering import (
    delivered_file,
    look_at_file,
    look_at_typed,
    standing_faults,
    take_delivery,
)
from gongkai.apps.annual.actions.stating import confirm_figures
from gongkai.apps.annual.compiling.government import compile_own
from gongkai.apps.annual.delivered import is_unnamed, with_totals
from gongkai.apps.annual.models import Delivery, Statement, Taking
from gongkai.apps.annual.queries.amendments import newest_acts
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.periods.actions import lock_year
from gongkai.apps.periods.models import Amendment
from gongkai.documents.rendering.writing import render
from gongkai.domain.reports import AnnualReport, report_from_cells
from gongkai.domain.reports.forms import form_for_year
from tests.apps.cases.example_cases import at, handled_case
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
FORM = form_for_year(2025)
TABLES = (*FORM.cells_of("t3"), *FORM.cells_of("t4"))


@pytest.fixture(autouse=True)
def january():
    with clock.stopped_at(at(dt.date(2026, 1, 12), 14)):
        yield


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture
def county() -> County:
    return make_county()


def numbers(**more: int) -> dict[str, Decimal]:
    """Two applications of natural persons: one answered, one open; nothing else."""
    typed = dict.fromkeys(TABLES, Decimal(0))
    typed |= {"t3.new.natural": Decimal(2), "t3.granted.natural": Decimal(1)}
    typed |= {"t3.carried_out.natural": Decimal(1)}
    return {k: v for k, v in with_totals(FORM, typed).items() if v is not None}


def report(organ: str = "示例县教育局", year: int = 2025, **changed: int | None) -> AnnualReport:
    cells: dict[str, Any] = dict.fromkeys(FORM.cells_of("t2"), Decimal(0)) | numbers()
    cells |= {name.replace("__", "."): value for name, value in changed.items()}
    return report_from_cells(cells, organ=organ, year=year)


def sent(made: AnnualReport) -> bytes:
    return json.dumps(made.to_dict(), ensure_ascii=False).encode()


def look(county: County, made: AnnualReport, scope: str = "cases", post: str = "clerk") -> Delivery:
    return look_at_file(county.actor(post), county.department, 2025, scope, "报告.json", sent(made))


def confirm(county: County) -> None:
    confirm_figures(
        county.actor("final_reviewer"),
        list(Statement.objects.filter(confirmation=None, replaced_by=None)),
    )


def cells(county: County) -> dict[str, str | None]:
    return compile_own(county.department, Period(2025)).cells


def test_a_report_file_is_looked_at_taken_and_confirmed(county: County) -> None:
    made = look(county, report())
    assert not Statement.objects.exists() and not standing_faults(made).stopping
    take_delivery(county.actor("clerk"), made)
    rows = Statement.objects.all()
    assert rows.count() == len(TABLES) and {one.source for one in rows} == {"report"}
    assert rows[0].delivery == made and made.sha256[:16] in rows[0].evidence
    assert cells(county)["t3.new.total"] == "0", "nobody confirmed it"
    confirm(county)
    compiled = compile_own(county.department, Period(2025))
    assert compiled.cells["t3.new.total"] == "2" and compiled.cells["t3.carried_out.natural"] == "1"
    assert {compiled.figures[cell].source for cell in TABLES} == {"handed_in"}
    assert compiled.figures["t2.normative.made"].source == "ledger"
    (behind,) = compiled.figures["t3.new.total"].behind()
    assert "报告.json" in behind.label


@pytest.mark.parametrize("to", ["docx", "xlsx", "pdf"])
def test_any_format_the_reader_reads(county: County, to: str) -> None:
    data = render(report(), to)
    made = look_at_file(county.actor("clerk"), county.department, 2025, "all", f"报告.{to}", data)
    assert not standing_faults(made).stopping
    assert hashlib.sha256(delivered_file(made)).hexdigest() == made.sha256
    assert {k: v for k, v in made.cells.items() if v != "0"} == {
        "t3.new.natural": "2", "t3.new.total": "2", "t3.granted.natural": "1", "t3.granted.total": "1",
        "t3.total.natural": "1", "t3.total.total": "1", "t3.carried_out.natural": "1",
        "t3.carried_out.total": "1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"t3__new__natural": 3}, "相差"),
        ({"t3__total__total": 4}, "总计"),
        ({"t4__review__upheld": 1}, "总计"),
        ({"t3__granted__business": None}, "空白"),
    ],
)
def test_what_does_not_add_up_is_not_taken(
    county: County, changed: dict[str, int | None], word: str
) -> None:
    made = look(county, report(**changed))
    assert any(word in one for one in standing_faults(made).stopping)
    with pytest.raises(Refused, match="不能采用"):
        take_delivery(county.actor("clerk"), made)
    assert not Statement.objects.exists() and not Taking.objects.exists()


def test_a_report_of_another_organ_or_year_or_none_is_not_kept(county: County) -> None:
    for wrong, word in ((report("示例县城关镇人民政府"), "不是"), (report(year=2024), "2024年度")):
        with pytest.raises(Refused, match=word):
            look(county, wrong)
    for data in (b"", b"%PDF-1.4 nothing", "会议通知".encode(), b"{}"):
        with pytest.raises(Refused):
            look_at_file(county.actor("clerk"), county.department, 2025, "cases", "a.txt", data)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("named", ["", "交口县"])
def test_a_file_that_does_not_name_the_organ_is_taken_only_as_the_organs_own(
    county: County, named: str
) -> None:
    made = look(county, report(named))
    doubt = is_unnamed(made)
    assert "不能核对是不是示例县教育局的报告" in doubt and named in doubt
    with pytest.raises(Refused, match="确认这是本机关的报告"):
        take_delivery(county.actor("clerk"), made)
    assert not Statement.objects.exists()
    take_delivery(county.actor("clerk"), made, is_ours=True)
    entry = Entry.objects.filter(act="figure.deliver").order_by("-seq")[0]
    assert entry.after["confirmed_as_own"] is True and "确认这是本机关的报告" in entry.note
    assert not is_unnamed(look(county, report()))


def test_rules_and_documents_only_where_the_whole_report_is_handed_in(county: County) -> None:
    wrong = report(t2__rules__made=1, t2__rules__in_force=1)
    assert not standing_faults(look(county, wrong)).stopping
    assert any("立法法" in one for one in standing_faults(look(county, wrong, "all")).stopping)


def test_own_cases_are_put_aside_only_with_a_reason_on_record(county: County) -> None:
    case = handled_case(county, dt.date(2025, 12, 20))
    made = look(county, report())
    with pytest.raises(Refused, match=f"1 件记录（{case.number}）"):
        take_delivery(county.actor("clerk"), made)
    assert not Statement.objects.exists()
    taken = take_delivery(
        county.actor("clerk"), made, reason="1至11月在原系统办理，报送的数包括本平台1件"
    )
    assert taken.overridden == [case.number]
    assert Entry.objects.filter(act="figure.deliver", note__contains="原系统").exists()
    assert cells(county)["t3.new.total"] == "1"
    confirm(county)
    figure = compile_own(county.department, Period(2025)).figures["t3.new.total"]
    assert figure.value == 2 and figure.note == "本机关台账为1，以报送的数为准。"


def test_in_a_locked_year_only_what_differs_is_an_amendment(county: County) -> None:
    lock_year(county.actor("county_office"), 2025)
    made = look(county, report())
    with pytest.raises(Refused, match="已经锁定"):
        take_delivery(county.actor("clerk"), made)
    take_delivery(county.actor("clerk"), made, amendment="在原系统办理")
    assert Statement.objects.count() == len(TABLES)
    amended = {one.label: (one.before, one.after) for one in Amendment.objects.all()}
    # Two new, one answered, one open, each with its sums; what is 0 in both is not among them.
    assert 0 < len(amended) < 12
    assert set(map(str, amended.values())) <= {
        str(({"value": "0"}, {"value": "1"})),
        str(({"value": "0"}, {"value": "2"})),
    }


def test_confirming_what_differs_nothing_amends_nothing_and_the_list_folds_the_file(
    county: County,
) -> None:
    lock_year(county.actor("county_office"), 2025)
    take_delivery(county.actor("clerk"), look(county, report()), amendment="在原系统办理")
    number = Amendment.objects.count()
    confirm(county)
    assert Amendment.objects.count() == number, "confirmed without another reason"
    (act,) = newest_acts(Amendment.objects.all(), 5)
    assert len(act.rows) == len(act.stated) == number
    assert act.delivery is not None and act.delivered == len(TABLES)
    assert act.same == len(TABLES) - number
    assert ("0", "2") in {(one.before, one.after) for one in act.stated}
    again = report(t3__new__natural=3, t3__new__total=3,
                   t3__carried_out__natural=2, t3__carried_out__total=2)  # fmt: skip
    take_delivery(county.actor("clerk"), look(county, again), amendment="再次核对")
    assert [len(one.rows) for one in newest_acts(Amendment.objects.all(), 5)] == [4, number]


def test_a_new_hand_in_replaces_and_the_old_one_stays(county: County) -> None:
    take_delivery(county.actor("clerk"), look(county, report()))
    confirm(county)
    newer = report(
        t3__new__natural=3, t3__new__total=3, t3__carried_out__natural=2, t3__carried_out__total=2
    )
    second = look(county, newer)
    take_delivery(county.actor("clerk"), second)
    assert cells(county)["t3.new.total"] == "2"
    confirm(county)
    assert cells(county)["t3.new.total"] == "3" and Delivery.objects.count() == 2
    with pytest.raises(Refused, match="已经采用过"):
        take_delivery(county.actor("clerk"), second)


def test_typed_tables_with_totals_added_up(county: County) -> None:
    totals = {one.total for one in FORM.equations}
    typed: dict[str, Decimal | None] = {k: v for k, v in numbers().items() if k not in totals}
    made = look_at_typed(county.actor("clerk"), county.department, 2025, typed)
    assert made.cells["t3.total.total"] == "1" and not standing_faults(made).stopping
    assert not made.path
    typed["t3.granted.natural"] = None
    blank = look_at_typed(county.actor("clerk"), county.department, 2025, typed)
    assert any("空白" in one for one in standing_faults(blank).stopping)
    with pytest.raises(Refused, match="没有填写任何数"):
        look_at_typed(county.actor("clerk"), county.department, 2025, dict.fromkeys(typed))


def test_rights_and_bounds(county: County) -> None:
    with pytest.raises(Forbidden):
        look(county, report(), post="final_reviewer")
    made = look(county, report())
    with pytest.raises(Forbidden):
        take_delivery(county.actor("auditor"), made)
    with pytest.raises(Refused, match="20 MB"):
        look_at_file(
            county.actor("clerk"), county.department, 2025, "all", "a.pdf", b"0" * (20 * 2**20 + 1)
        )
    with pytest.raises(Refused, match="哪些表"):
        look(county, report(), scope="everything")


def test_a_file_changed_behind_the_program_is_not_given_out(county: County, settings: Any) -> None:
    made = look(county, report())
    place = Path(settings.MEDIA_ROOT) / made.path
    place.write_bytes(b"other")
    with pytest.raises(Refused, match="与收到时不同"):
        delivered_file(made)
    place.unlink()
    with pytest.raises(Refused, match="从备份恢复"):
        delivered_file(made)
