from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.documents.errors import DocumentError, RoundTripFailure
from gongkai.documents.reader import read_report, read_report_file
from gongkai.documents.rendering import (
    FORMATS,
    checked,
    first_difference,
    render,
    same_report,
    write_report,
)
from gongkai.domain.reports.annual_report import (
    AnnualReport,
    Paragraph,
    Section,
    State,
    Value,
    report_from_cells,
)
from tests.documents.rendering.sample_reports import hard_report, plain_report
from tests.shared_reports import SEED, shared_report

REPORTS = {
    "2021": plain_report("2021"),
    "2019": plain_report("2019"),
    "hard": hard_report(),
    "bare": report_from_cells({}, organ="示例县"),
}


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("name", REPORTS)
def test_what_is_written_reads_back_as_the_same_report(name: str, to: str) -> None:
    report = REPORTS[name]
    again = read_report(render(report, to), f"report.{to}")
    assert first_difference(report, again, to) is None


@pytest.mark.parametrize("to", FORMATS)
def test_the_same_report_gives_the_same_bytes(to: str) -> None:
    assert render(hard_report(), to) == render(hard_report(), to)


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize(
    "name",
    [
        "hongze-2023.pdf",
        "pingtan-2022.txt",
        "shanghai-office-2019.html",
        "shuyang-fgj-2023.html",
        "anonymous-city-2025.html",
    ],
)
def test_real_reports_survive_every_format(name: str, to: str) -> None:
    path = shared_report(name)
    checked(read_report(path.read_bytes(), path.name), to)


@pytest.mark.parametrize("to", FORMATS)
def test_the_seed_survives_every_format(to: str, tmp_path: Path) -> None:
    report = read_report(SEED.read_bytes(), SEED.name)
    target = tmp_path / f"report.{to}"
    write_report(report, to, target)
    assert same_report(report, read_report_file(target), to)
    assert [one.name for one in tmp_path.iterdir()] == [target.name]


def misreadable() -> AnnualReport:
    """A paragraph that is, word for word, the heading of another section."""
    report = plain_report()
    paragraphs = (Paragraph("六、其他需要报告的事项"), Paragraph("之后的话属于第五部分。"))
    sections = {**report.sections, "五": Section("五", "存在的主要问题及改进情况", "", paragraphs)}
    return replace(report, sections=sections)


def test_a_file_that_reads_differently_is_not_left(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    with pytest.raises(RoundTripFailure) as failure:
        write_report(misreadable(), "html", target)
    assert "第五部分" in failure.value.message
    assert list(tmp_path.iterdir()) == []


def test_an_older_file_stays_when_writing_fails(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("older")
    with pytest.raises(RoundTripFailure):
        write_report(misreadable(), "html", target)
    assert target.read_text() == "older"


def test_an_unknown_format_and_a_missing_folder_are_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="不能写成“rtf”"):
        render(plain_report(), "rtf")
    with pytest.raises(DocumentError, match="无法写入"):
        write_report(plain_report(), "json", tmp_path / "none" / "report.json")


def changed(**cells: Value) -> AnnualReport:
    report = plain_report()
    return replace(
        report, values={**report.values, **{k.replace("__", "."): v for k, v in cells.items()}}
    )


def test_every_cell_of_every_format_is_compared() -> None:
    report = plain_report()
    for cell in report.form.cells:
        other = replace(report, values={**report.values, cell: Value.of(987)})
        for to in FORMATS:
            difference = first_difference(report, other, to)
            assert difference is not None and report.form.label_of(cell) in difference


def test_blank_zero_and_slash_are_different_where_the_format_carries_them() -> None:
    blank, slash = Value(State.BLANK), Value(State.SLASH)
    for to in FORMATS:
        assert not same_report(changed(t2__licences=blank), changed(t2__licences=Value.of(0)), to)
        differs = not same_report(changed(t2__licences=blank), changed(t2__licences=slash), to)
        assert differs is (to != "json")


def test_unread_and_missing_equal_a_blank() -> None:
    blank = changed(t2__licences=Value(State.BLANK))
    assert same_report(changed(t2__licences=Value(State.UNREAD, raw="1 2")), blank)
    without = replace(blank, values={k: v for k, v in blank.values.items() if k != "t2.licences"})
    assert same_report(without, blank)


def test_words_paragraphs_title_organ_and_year_are_compared() -> None:
    report = plain_report()
    split = replace(report, preface=(Paragraph(report.text_of("preface").replace("\n", "")),))
    assert "段" in (first_difference(report, split, "json") or "")
    assert all(same_report(report, split, to) for to in FORMATS if to != "json")
    spaced = replace(report, title=report.title.replace("2025", " 2025 "))
    assert same_report(report, spaced)
    for other in (
        replace(report, title="另一份报告"),
        replace(report, organ="另一县"),
        replace(report, year=2024),
        replace(report, preface=(Paragraph("别的话。"), report.preface[1])),
        replace(report, form=plain_report("2019").form),
    ):
        assert all(not same_report(report, other, to) for to in FORMATS)
