"""The public page says what was published, in a page, a workbook and data; of what was not, not one figure."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.annual.models import Compilation, ReportState, Statement
from gongkai.apps.annual.statistics.page import StatisticsPages
from gongkai.apps.changes import actions as changes
from gongkai.apps.disclosure.models import Edition, Ending
from gongkai.apps.publishing.engine import publish_due
from gongkai.apps.publishing.pages.contract import PageKey, Rendered
from gongkai.apps.publishing.pages.kinds import kinds
from gongkai.apps.publishing.place import Place, configured_place
from tests.apps.annual.test_past import past_content
from tests.apps.annual.test_series import PLANTED, numbers, page_of, store_past, store_report
from tests.county import NOON, County, make_county

pytestmark = pytest.mark.django_db
KEY = PageKey("statistics", 0)


@pytest.fixture
def county(settings: Any, tmp_path: Path) -> County:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PUBLIC_ROOT = tmp_path / "public"
    settings.PUBLISHING_ROOT = tmp_path / "state"
    return make_county()


@pytest.fixture(autouse=True)
def later() -> Any:
    with clock.stopped_at(NOON.replace(year=2026)):
        yield


def files() -> dict[str, bytes]:
    found = {}
    for one in StatisticsPages().render([KEY]):
        assert isinstance(one, Rendered) and isinstance(one.body, bytes)
        found[one.path] = one.body
    return found


def plant(county: County) -> None:
    """A number that no reader may see, at every place where a report that is not public lies."""
    for organ, kind in ((county.department, "own"), (county.government, "government")):
        for year, state in ((2024, ReportState.HANDED_IN), (2025, ReportState.SIGNED)):
            report = store_report(
                county,
                organ,
                past_content(year, **numbers(PLANTED, PLANTED)),
                kind=kind,
                state=state,
            )
            Compilation.objects.create(
                report=report, as_of=NOON, cells={"t3.new.total": str(PLANTED)}, digest="0",
                made_at=NOON,
            )  # fmt: skip
        store_past(organ, past_content(2021, **numbers(PLANTED)), kind=kind, public=False)
    Statement.objects.create(
        organ=county.department, year=2025, cell="t2.licences", value=PLANTED, source="form",
        recorded_at=NOON,
    )  # fmt: skip


def test_nothing_is_public_before_something_is_published(county: County) -> None:
    plant(county)
    found = files()
    assert set(found) == {"statistics/index.html", "statistics/statistics.json"}
    assert "还没有公布年度报告" in found["statistics/index.html"].decode()
    assert json.loads(found["statistics/statistics.json"])["tables"] == []
    assert not any(str(PLANTED).encode() in body for body in found.values())


def test_published_figures_and_no_others(county: County, tmp_path: Path) -> None:
    store_past(
        county.government,
        past_content(2022, organ="示例县人民政府", **numbers(31, 30)),
        kind="government",
    )
    store_report(
        county, county.government, past_content(2023, organ="示例县人民政府", **numbers(37, 35)),
        kind="government", item=page_of(county, county.government),
    )  # fmt: skip
    store_report(
        county, county.department, past_content(2023, **numbers(11)),
        item=page_of(county, county.department),
    )  # fmt: skip
    plant(county)
    found = files()
    assert found == files()  # the same bytes
    html = found["statistics/index.html"].decode()
    assert ">37<" in html and ">31<" in html and ">11<" in html and "教育局" in html
    data = json.loads(found["statistics/statistics.json"])
    new = next(one for one in data["tables"] if one["key"] == "series-new")
    assert [row[:3] for row in new["rows"]] == [["2022年", 31, 30], ["2023年", 37, 35]]
    book = tmp_path / "book.xlsx"
    book.write_bytes(found["statistics/statistics.xlsx"])
    sheets = openpyxl.load_workbook(book)
    kept = [str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row]
    assert "37" in kept
    for text in (html, json.dumps(data), " ".join(kept)):
        assert str(PLANTED) not in text


def test_a_withdrawn_report_takes_its_figures_along(county: County) -> None:
    item = page_of(county, county.department)
    report = store_report(county, county.department, past_content(2023, **numbers(11)), item=item)
    assert ">11<" in files()["statistics/index.html"].decode()
    edition = Edition.objects.get(item_id=report.item_id)
    edition.ending, edition.ended_at = Ending.WITHDRAWN, NOON
    edition.save()
    assert ">11<" not in files()["statistics/index.html"].decode()


def test_made_again_when_a_report_is_published_corrected_or_imported(county: County) -> None:
    item = page_of(county, county.department)
    kind = StatisticsPages()
    assert kind.keys_for({f"item:{item}"}) == {KEY} == kind.keys_for({"annual:7"})
    assert kind.keys_for({"organ:1"}) == {KEY}
    assert kind.keys_for({"item:999999", "column:1", "guide:1"}) == set()
    place: Place = configured_place()
    store_past(county.department, past_content(2023, **numbers(11)))
    with transaction.atomic():
        changes.changed(f"annual:{county.department.pk}")
    publish_due(place=place, kinds=[one for one in kinds() if one.name == "statistics"])
    written = (place.root / "statistics/index.html").read_text(encoding="utf-8")
    assert ">11<" in written and (place.root / "statistics/statistics.xlsx").exists()


def test_one_kind_of_the_site(county: County) -> None:
    assert [one.name for one in kinds()].count("statistics") == 1
