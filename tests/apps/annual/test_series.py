"""Years side by side: what was published counts first, what cannot be compared is left out and said."""

from decimal import Decimal
from typing import Any

import pytest

from gongkai.apps import clock
from gongkai.apps.annual.models import Compilation, PastReport, Report, ReportState
from gongkai.apps.annual.pictures.of_years import of_years
from gongkai.apps.annual.queries.published import published_reports
from gongkai.apps.annual.queries.series import YearFigures, without_gaps, years_of
from gongkai.apps.disclosure.models import Column, Ending, ItemKind
from gongkai.apps.organs.models import Organ
from gongkai.documents.charting import Picture
from gongkai.domain.reports import AnnualReport
from tests.apps.annual.test_past import past_content
from tests.county import NOON, County, make_county, make_edition

pytestmark = pytest.mark.django_db
PLANTED = 987654


@pytest.fixture
def county() -> County:
    return make_county()


def store_past(
    organ: Organ, report: AnnualReport, *, kind: str = "own", public: bool = True
) -> PastReport:
    cells = {cell: None if one is None else f"{one:f}" for cell, one in report.numbers().items()}
    return PastReport.objects.create(
        organ=organ, year=report.year, kind=kind, form=report.form.key, title=report.title, cells=cells,
        texts={}, public=public, source_name="年报.docx", sha256="0" * 64, recorded_at=NOON,
    )  # fmt: skip


def store_report(
    county: County, organ: Organ, report: AnnualReport, *, kind: str = "own",
    state: str = ReportState.PUBLISHED, version: int = 1, item: int | None = None,
) -> Report:  # fmt: skip
    content = report.to_dict()
    return Report.objects.create(
        organ=organ, year=report.year, kind=kind, state=state, version=version, item_id=item,
        signed_content=content,
    )  # fmt: skip


def page_of(county: County, organ: Organ) -> int:
    """A public page of the organ, as a report has one."""
    county.columns.setdefault(
        f"annual-{organ.pk}",
        Column.objects.create(
            organ=organ, code="annual-reports", name="政府信息公开年报", column_type="信息公开年报",
            description="历年年报", keywords="年报", order=40, opened_on=NOON.date(),
        ),
    )  # fmt: skip
    return make_edition(
        county, "年度报告", column=f"annual-{organ.pk}", kind=ItemKind.ANNUAL_REPORT
    ).item_id


def numbers(new: int, closed: int = 0, **more: int) -> dict[str, int]:
    return {"t3__new__natural": new, "t3__new__total": new, "t3__total__total": closed} | more


def picture(held: tuple[YearFigures, ...], key: str) -> Picture:
    return next(one for one in of_years(held) if one.key == key)


def test_published_here_before_imported_before_kept_before_the_ledger(county: County) -> None:
    organ = county.department
    store_past(organ, past_content(2022, **numbers(22)))
    store_past(organ, past_content(2023, **numbers(1)))
    store_report(county, organ, past_content(2023, **numbers(23)), item=page_of(county, organ))
    draft = store_report(
        county, organ, past_content(2025, **numbers(PLANTED)), state=ReportState.DRAFTING
    )
    Compilation.objects.create(
        report=draft, as_of=NOON, cells={"t3.new.total": "25"}, digest="0", made_at=NOON
    )
    held = years_of(organ, "own", 2025, {"t3.new.total": Decimal(7)})
    assert [(one.year, one.source, one.of("new")) for one in held] == [
        (2022, "past", 22), (2023, "published", 23), (2024, "none", None), (2025, "kept", 25)
    ]  # fmt: skip
    assert years_of(county.township, "own", 2025, {"t3.new.total": Decimal(7)})[-1].of("new") == 7


def test_only_what_is_public_is_published(county: County) -> None:
    organ = county.department
    item = page_of(county, organ)
    store_past(organ, past_content(2021, **numbers(PLANTED)), public=False)
    store_past(organ, past_content(2022, **numbers(22)))
    store_report(county, organ, past_content(2023, **numbers(23)), item=item)
    store_report(county, organ, past_content(2023, **numbers(24)), item=item, version=2)
    # The third version is being corrected; the year after is handed in; one page is gone.
    store_report(
        county, organ, past_content(2023, **numbers(PLANTED)), item=item, version=3,
        state=ReportState.SIGNED,
    )  # fmt: skip
    store_report(county, organ, past_content(2024, **numbers(PLANTED)), state=ReportState.HANDED_IN)
    gone = make_edition(county, "年报", column=f"annual-{organ.pk}", kind=ItemKind.ANNUAL_REPORT)
    gone.ending, gone.ended_at = Ending.WITHDRAWN, NOON
    gone.save()
    store_report(
        county, organ, past_content(2020, form="2019", **numbers(PLANTED)), item=gone.item_id
    )
    found = published_reports((organ.pk,))
    assert [(one.year, one.source, one.version) for one in found] == [
        (2023, "published", 2), (2022, "past", 1)
    ]  # fmt: skip
    assert found[0].report.number("t3.new.total") == 24
    assert str(PLANTED) not in str([one.report.numbers() for one in found])


def test_imported_again_as_not_public_is_not_public(county: County) -> None:
    store_past(county.department, past_content(2022, **numbers(22)))
    store_past(county.department, past_content(2022, **numbers(22)), public=False)
    assert published_reports() == []


def test_two_forms_in_one_line_only_where_they_count_the_same(county: County) -> None:
    organ = county.department
    old = past_content(
        2020, form="2019", t2__normative__made=9, **numbers(20, 10, t3__granted__total=4)
    )
    new = past_content(2021, t2__normative__in_force=31, **numbers(21, 3, t3__granted__total=1))
    for report in (old, new):
        store_past(organ, report)
    held = years_of(organ, "own", 2022)
    applications = picture(held, "series-new")
    assert [row[1] for row in applications.sheet.rows] == [20, 21, None]
    assert 'class="break"' in applications.svg
    assert any("30号" in note for note in applications.notes)
    assert any("2022年度没有报告" in note for note in applications.notes)
    documents = picture(held, "series-documents")
    assert [row[1:3] for row in documents.sheet.rows] == [(None, None), (31, 0), (None, None)]
    assert any(
        "2020年度不列入" in note and "新公开数量" in note or "对外公开总数量" in note
        for note in documents.notes
    )
    assert ">9<" not in documents.svg


def test_a_share_says_how_it_was_rounded_and_is_none_of_nothing(county: County) -> None:
    store_past(county.department, past_content(2022, **numbers(3, 3, t3__granted__total=1)))
    store_past(county.department, past_content(2023, **numbers(0, 0)))
    share = picture(years_of(county.department, "own", 2023), "series-share")
    assert [row[1:4] for row in share.sheet.rows] == [(1, 3, Decimal("33.3")), (0, 0, None)]
    assert any("四舍五入" in note for note in share.notes) and "33.3%" in share.svg
    store_past(county.department, past_content(2022, **numbers(4, 4, t3__granted__total=1)))
    exact = picture(years_of(county.department, "own", 2023), "series-share")
    assert exact.sheet.rows[0][3] == 25 and not any("四舍五入" in note for note in exact.notes)


def test_at_most_seven_years_and_no_chart_of_nothing() -> None:
    held = [
        YearFigures(year, "2021", {"t3.new.total": Decimal(year)}, "past")
        for year in range(2021, 2031)
    ]
    assert [one.year for one in without_gaps(held, 2030)] == list(range(2024, 2031))
    nothing = of_years(without_gaps([], 2025))
    assert all(one.svg == "" and one.empty for one in nothing)


def test_a_number_nobody_stated_is_no_zero(county: County) -> None:
    report = past_content(2023)
    past = store_past(county.department, report)
    blank = PastReport.objects.create(
        **{
            name: getattr(past, name)
            for name in ("organ", "year", "kind", "form", "title", "texts", "public", "source_name", "sha256", "recorded_at")
        },
        cells=dict(past.cells) | {"t3.new.total": None},
    )  # fmt: skip
    assert blank.pk > past.pk
    held = years_of(county.department, "own", 2023)
    assert held[0].of("new") is None and held[0].of("carried_in") == 0
    assert picture(held, "series-new").sheet.printed[0] == (
        "2023年",
        [("—", False), ("0", False), ("导入的往年报告", True)],
    )


@pytest.fixture(autouse=True)
def later() -> Any:
    with clock.stopped_at(NOON.replace(year=2026)):
        yield
