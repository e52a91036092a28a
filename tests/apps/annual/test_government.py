"""A government's cells are the sum of its units, each record once, as handed in; the queries do not grow."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.apps import clock
from gongkai.apps.annual.actions.signing import hand_in, return_report, send_to_head
from gongkai.apps.annual.actions.stating import Said, confirm_figures, state_figures
from gongkai.apps.annual.actions.writing import compile_report
from gongkai.apps.annual.compiling.government import compile_government, compile_own
from gongkai.apps.annual.models import JointDocument, Report
from gongkai.apps.annual.queries.progress import progress
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.disclosure.models import NormativeDocument
from gongkai.apps.organs.models import Level, OrganKind
from gongkai.apps.remedies.models import RemedyFigures
from gongkai.apps.remedies.standing import block_of
from tests.apps.annual.test_signing import begun, explained
from tests.apps.cases.example_cases import at, handled_case
from tests.county import County, make_county, make_organ

pytestmark = pytest.mark.django_db
JANUARY = dt.date(2026, 1, 12)
YEAR = Period(2025)


@pytest.fixture
def county() -> County:
    return make_county()


def handed_in(county: County) -> Report:
    report = begun(county)
    with clock.stopped_at(at(JANUARY, 12)):
        compile_report(county.actor("clerk"), report)
        explained(county, report)
        send_to_head(county.actor("clerk"), report)
        hand_in(county.actor("disclosure_head"), report)
    report.refresh_from_db()
    return report


def restate(county: County, cell: str, value: str, day: int) -> None:
    with clock.stopped_at(at(dt.date(2026, 1, day), 10)):
        said = [Said(cell, Decimal(value))]
        rows = state_figures(county.actor("clerk"), county.department, 2025, said)
        confirm_figures(county.actor("disclosure_head"), rows)


def document(county: County, number: str, *, township: bool = False) -> NormativeDocument:
    return NormativeDocument.objects.create(
        organ=county.township if township else county.department,
        title="联合管理办法",
        document_number=number,
        made_on=dt.date(2025, 5, 30),
        effective_on=dt.date(2025, 6, 1),
    )


def test_what_was_handed_in_counts_until_it_is_sent_back(county: County) -> None:
    report = handed_in(county)
    restate(county, "t2.licences", "8", 13)
    whole = compile_government(county.government, YEAR)
    part = whole.parts[county.department.pk]
    assert whole.whole.cells["t2.licences"] == "7"
    assert part.drift == {"t2.licences": ("7", "8")}
    assert part.compiled.figures["t2.licences"].source == "report"
    (behind,) = part.compiled.figures["t2.licences"].behind()
    assert behind.amount == 7
    with clock.stopped_at(at(dt.date(2026, 1, 14))):
        return_report(county.actor("county_office"), report, "许可数与系统不符")
    assert compile_government(county.government, YEAR).whole.cells["t2.licences"] == "8"
    then = Period(2025, at(dt.date(2026, 1, 13), 12))
    assert compile_government(county.government, then).whole.cells["t2.licences"] == "7"


def test_counts_of_the_prose_are_added_as_handed_in(county: County) -> None:
    handed_in(county)
    restate(county, "one.training", "5", 13)
    assert compile_government(county.government, YEAR).whole.counts["one.training"] == "3"


def test_the_queries_do_not_grow_with_the_units(county: County) -> None:
    handed_in(county)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            compile_government(county.government, YEAR)
            progress(county.government, 2025)
        return len(seen)

    few = queries()
    for number in range(20):
        make_organ(
            f"示例县第{number}局",
            f"{number}局",
            f"j{number}",
            OrganKind.DEPARTMENT,
            county.government,
        )
    assert queries() == few <= 22


def test_documents_are_read_once_for_both_moments(county: County) -> None:
    """Once for the ledgers as they are, once as they were when a unit handed in: the same rows."""
    document(county, "示教规〔2025〕7号")
    handed_in(county)
    document(county, "示教规〔2025〕8号")
    with CaptureQueriesContext(connection) as seen:
        made = compile_government(county.government, YEAR).parts[county.department.pk]
    asked = [one["sql"] for one in seen.captured_queries]
    assert sum('FROM "disclosure_normativedocument"' in one for one in asked) == 1
    assert made.compiled.cells["t2.normative.made"] == "1"
    assert made.live.cells["t2.normative.made"] == "2"


def test_a_merged_organ_is_reported_for_by_who_took_over(county: County) -> None:
    handled_case(county, dt.date(2025, 12, 20))
    heir = make_organ("示例县教育体育局", "教体局", "jtyj", OrganKind.DEPARTMENT, county.government)
    county.department.abolished_on = dt.date(2025, 12, 25)
    county.department.successor = heir
    county.department.save()
    assert compile_own(heir, YEAR).cells["t3.carried_out.natural"] == "1"
    whole = compile_government(county.government, YEAR)
    assert whole.whole.cells["t3.carried_out.natural"] == "1"
    assert county.department.pk not in whole.units and heir.pk in whole.units
    (row,) = (one for one in whole.rows if one.organ == county.department)
    assert row.successor == heir
    # The year after it is the heir that begins with the open case.
    assert compile_own(heir, Period(2026)).cells["t3.carried_in.natural"] == "1"


def test_a_city_adds_up_its_own_departments_and_its_counties(county: County) -> None:
    handled_case(county, dt.date(2025, 12, 20))
    city = make_organ("示例市人民政府", "市政府", "city", OrganKind.GOVERNMENT, None)
    city.level = Level.CITY
    city.save()
    bureau = make_organ("示例市教育局", "市教育局", "sjyj", OrganKind.DEPARTMENT, city)
    county.government.parent = city
    county.government.save()
    whole = compile_government(city, YEAR)
    assert set(whole.units) == {city.pk, bureau.pk, county.government.pk}
    assert whole.parts[county.government.pk].row.kind == "government"
    assert whole.whole.cells["t3.new.natural"] == "1"
    assert county.department.pk in whole.organs
    (unit,) = whole.whole.figures["t3.new.natural"].behind()
    assert (unit.kind, unit.pk) == ("unit", county.government.pk)


def test_a_joint_document_in_two_ledgers_counts_once(county: County) -> None:
    document(county, "示教发〔2025〕7号")
    document(county, "示教发[2025] 7号", township=True)
    whole = compile_government(county.government, YEAR).whole
    assert whole.cells["t2.normative.made"] == "1" and whole.cells["t2.normative.in_force"] == "1"
    figure = whole.figures["t2.normative.made"]
    assert "城关镇的不重复计" in figure.note
    assert [one.amount for one in figure.behind()] == [1, 1, -1]


def test_a_declared_joint_document_is_taken_away_at_the_other_organ(county: County) -> None:
    document(county, "示教发〔2025〕7号")
    document(county, "城政发〔2025〕9号", township=True)
    JointDocument.objects.create(
        government=county.government, year=2025, document="《联合管理办法》", lead=county.department,
        organ=county.township, cells=["t2.normative.made", "t2.rules.made"], reason="联合发文",
        recorded_at=at(JANUARY),
    )  # fmt: skip
    whole = compile_government(county.government, YEAR).whole
    assert whole.cells["t2.normative.made"] == "1" and whole.cells["t2.normative.in_force"] == "2"
    assert whole.cells["t2.rules.made"] == "0"


def test_the_offices_own_report_and_the_governments_own_records_count_once(county: County) -> None:
    """县政府 and its office are two organs; the aggregate is no unit of itself."""
    office = make_organ(
        "示例县人民政府办公室", "县政府办", "zfb", OrganKind.DEPARTMENT, county.government
    )
    for organ, number in (
        (county.government, "示政发〔2025〕1号"),
        (office, "示政办发〔2025〕1号"),
    ):
        NormativeDocument.objects.create(
            organ=organ, title="办法", document_number=number,
            made_on=dt.date(2025, 5, 30), effective_on=dt.date(2025, 6, 1),
        )  # fmt: skip
    aggregate = Report.objects.create(
        organ=county.government, year=2025, kind="government", state="signed"
    )
    whole = compile_government(county.government, YEAR)
    assert whole.whole.cells["t2.normative.made"] == "2"
    assert whole.units[office.pk].cells["t2.normative.made"] == "1"
    assert whole.units[county.government.pk].cells["t2.normative.made"] == "1"
    assert all(
        one.report is None or one.report.report_id != aggregate.pk for one in whole.parts.values()
    )


def test_where_the_review_organ_is_sued_too_only_the_maker_counts(county: County) -> None:
    """The department decided, the government upheld it on review; both are defendants (2.10)."""
    from gongkai.apps.remedies.models import Remedy

    for organ, role in (
        (county.department, "co_defendant_maker"),
        (county.government, "co_defendant_review"),
    ):
        remedy = Remedy.objects.create(
            organ=organ, kind="suit", number=f"{organ.slug}-1", role=role, against="答复",
            forum="示例县人民法院", through_review=True, created_at=at(dt.date(2025, 6, 1)),
        )  # fmt: skip
        RemedyFigures.objects.create(
            remedy=remedy, organ_id=organ.pk, since=at(dt.date(2025, 6, 1)), until=None,
            block=block_of(remedy), column="", brought_on=dt.date(2025, 6, 1),
        )  # fmt: skip
    whole = compile_government(county.government, YEAR).whole
    assert whole.cells["t4.after_review.total"] == "1"
    (unit,) = whole.figures["t4.after_review.total"].behind()
    assert unit.pk == county.department.pk
