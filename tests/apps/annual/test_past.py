"""Reports of earlier years: read, kept with their file, never changed; last year's closing is held against."""

import datetime as dt
import hashlib
import io
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from gongkai.apps import clock
from gongkai.apps.annual.actions.past import PastFile, import_past_report
from gongkai.apps.annual.checking import check_report
from gongkai.apps.annual.keeping import kept_file
from gongkai.apps.annual.models import PastReport
from gongkai.apps.annual.past.reading import organ_of, read_past
from gongkai.apps.annual.previous import previous_report
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit.models import Entry
from gongkai.apps.changes.models import Effect
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.organs.models import Organ
from gongkai.documents.rendering.writing import checked
from gongkai.domain.reports import AnnualReport, report_from_cells
from gongkai.domain.reports.forms import load_form
from tests.apps.annual.test_signing import begun
from tests.apps.cases.example_cases import at, handled_case
from tests.county import County, make_county
from tests.shared_reports import shared_report

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 1, 12)


@pytest.fixture
def county(settings: object, tmp_path: Path) -> County:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    return make_county()


def past_content(
    year: int = 2024, organ: str = "示例县教育局", form: str = "2021", **numbers: int
) -> AnnualReport:
    """A report whose cells are zeros but for those named (`t3_new_natural=3`)."""
    cells = dict.fromkeys(load_form(form).cells, Decimal(0))
    for name, number in numbers.items():
        cells[name.replace("__", ".")] = Decimal(number)
    return report_from_cells(
        cells, organ=organ, year=year, form=form, preface="根据条例编制。",
        sections={"一": f"{year}年收到申请。", "五": "存在不足。", "六": "没有收取信息处理费。"},
    )  # fmt: skip


def past_file(year: int = 2024, to: str = "docx", **numbers: int) -> PastFile:
    return PastFile(f"{year}年报.{to}", checked(past_content(year, **numbers), to))


def taken(county: County, file: PastFile, post: str = "disclosure_head") -> PastReport:
    with clock.stopped_at(at(TODAY)):
        return import_past_report(county.actor(post), county.department, file)


def of(past: PastReport) -> bytes:
    return kept_file(past.path, past.sha256, str(past))


def carried(number: int) -> dict[str, int]:
    return {
        "t3__new__natural": number, "t3__new__total": number,
        "t3__carried_out__natural": number, "t3__carried_out__total": number,
    }  # fmt: skip


@pytest.mark.parametrize("to", ["docx", "pdf", "xlsx", "json", "ofd"])
def test_what_the_file_says_is_kept_with_the_file(county: County, to: str) -> None:
    file = past_file(to=to, **carried(2))
    past = taken(county, file)
    assert (past.year, past.form, past.kind) == (2024, "2021", "own")
    assert past.cells["t3.carried_out.natural"] == "2" and past.cells["t2.fees"] is not None
    assert "没有收取信息处理费" in past.texts["六"]
    assert past.sha256 == hashlib.sha256(file.data).hexdigest() and of(past) == file.data
    assert Entry.objects.filter(act="report.import").count() == 1
    assert Effect.objects.filter(subject=f"annual:{county.department.pk}").exists()


def test_a_newer_one_replaces_and_the_older_stays(county: County) -> None:
    first = taken(county, past_file(**carried(2)))
    second = taken(county, past_file(**carried(3)))
    assert PastReport.objects.count() == 2 and of(first) != of(second)
    found = previous_report(county.department, 2025, "own")
    assert found is not None and found.number("t3.carried_out.total") == 3
    entry = Entry.objects.filter(act="report.import").order_by("-seq").first()
    assert entry is not None and entry.before["sha256"] == first.sha256


def test_the_same_once_more_is_refused_but_not_for_another_word_on_being_public(
    county: County,
) -> None:
    file = past_file(**carried(2))
    taken(county, file)
    with pytest.raises(Refused, match="完全相同"):
        taken(county, file)
    told = PastFile(file.name, file.data, public=True)
    assert taken(county, told).public


def test_a_row_cannot_be_changed_even_behind_the_program(county: County) -> None:
    past = taken(county, past_file())
    with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
        connection.cursor().execute(
            "UPDATE annual_pastreport SET year = 2019 WHERE id = %s", [past.pk]
        )


def test_opening_figures_are_held_against_the_imported_closing(county: County) -> None:
    """上年结转 of the register is 1; the report of last year closed with 3."""
    taken(county, past_file(**carried(3)))
    handled_case(county, dt.date(2024, 12, 20))
    report = begun(county)
    said = [one.message for one in check_report(report).findings if one.code == "Y04"]
    assert said and all("相差-2件" in one for one in said)


def test_both_reports_of_a_government_are_kept_apart(county: County) -> None:
    with clock.stopped_at(at(TODAY)):
        office = county.actor("county_office")
        for kind, number in (("government", 8), ("own", 1)):
            content = past_content(organ="示例县人民政府", **carried(number))
            import_past_report(
                office, county.government, PastFile("a.docx", checked(content, "docx"), kind)
            )
    for kind, number in (("government", 8), ("own", 1)):
        found = previous_report(county.government, 2025, kind)
        assert found is not None and found.number("t3.new.total") == number


@pytest.mark.parametrize(
    ("file", "word"),
    [
        (PastFile("a.docx", b"PK\x03\x04 broken"), "a.docx"),
        (PastFile("a.txt", "今天天气很好。".encode()), "a.txt"),
        (PastFile("a.json", b"{}"), "a.json"),
        (PastFile("a.docx", checked(past_content(2025), "docx"), year=2024), "写的是2025年"),
        (PastFile("a.docx", checked(past_content(2024), "docx"), "government"), "只有人民政府"),
        (PastFile("a.docx", checked(past_content(2024), "docx"), "both"), "请选择"),
    ],
)
def test_what_cannot_be_imported(county: County, file: PastFile, word: str) -> None:
    with pytest.raises(Refused, match=word):
        taken(county, file)
    assert not PastReport.objects.exists()


def test_the_running_year_is_no_past_year(county: County) -> None:
    with clock.stopped_at(at(dt.date(2025, 7, 1))), pytest.raises(Refused, match="能导入的是"):
        import_past_report(county.actor("disclosure_head"), county.department, past_file(2025))


def test_who_may_import(county: County) -> None:
    for post in ("clerk", "final_reviewer", "county_head"):
        with pytest.raises(Forbidden):
            taken(county, past_file(), post)
    with clock.stopped_at(at(TODAY)), pytest.raises(Forbidden):
        import_past_report(county.actor("disclosure_head"), county.township, past_file())
    assert taken(county, past_file(), "county_office").pk


def test_a_changed_file_is_told(county: County) -> None:
    past = taken(county, past_file())
    default_storage.delete(past.path)
    with pytest.raises(Refused, match="不在存放处"):
        of(past)


@pytest.mark.parametrize(
    ("said", "slug"),
    [
        ("示例县人民政府", "xzf"), ("示例县", "xzf"), ("示例县教育局", "jyj"), ("教育局", "jyj"),
        ("示例县 教育局", "jyj"), ("示例县卫生健康局", None), ("", None),
    ],
)  # fmt: skip
def test_whose_report_it_is(county: County, said: str, slug: str | None) -> None:
    found = organ_of(past_content(organ=said or "x"), Organ.objects.all()) if said else None
    assert (found.slug if found else None) == slug


def test_by_command(county: County, tmp_path: Path) -> None:
    out, err = io.StringIO(), io.StringIO()
    for year in (2022, 2023):
        (tmp_path / f"{year}.docx").write_bytes(past_file(year).data)
    (tmp_path / "bad.txt").write_text("没有报告", encoding="utf-8")
    names = [str(tmp_path / name) for name in ("2022.docx", "bad.txt", "2023.docx")]
    with clock.stopped_at(at(TODAY)), pytest.raises(CommandError, match="3 个文件里有 1 个"):
        call_command("report_import_past", *names, organ="jyj", public=True, stdout=out, stderr=err)
    assert "教育局2022年度" in out.getvalue() and "bad.txt" in err.getvalue()
    rows = PastReport.objects.filter(public=True, organ=county.department)
    assert sorted(rows.values_list("year", flat=True)) == [2022, 2023]


@pytest.mark.parametrize(
    ("name", "year", "form", "total"),
    [
        ("hongze-2023.pdf", 2023, "2021", "21"),
        ("pingtan-2022.txt", 2022, "2021", "74"),
        ("shuyang-fgj-2023.html", 2023, "2021", "26"),
        ("shanghai-office-2019.html", 2019, "2019", "859"),
    ],
)
def test_real_reports(county: County, name: str, year: int, form: str, total: str) -> None:
    path = shared_report(name)
    past = taken(county, PastFile(name, path.read_bytes()))
    assert (past.year, past.form, past.cells["t3.new.total"]) == (year, form, total)
    assert set(past.cells) == load_form(form).cell_set


def test_the_form_of_2019_is_not_read_as_the_new_one(county: County) -> None:
    path = shared_report("shanghai-office-2019.html")
    past = taken(county, PastFile(path.name, path.read_bytes()))
    assert "t2.normative.in_force" not in past.cells
    assert read_past(path.name, path.read_bytes()).report.form.key == "2019"
