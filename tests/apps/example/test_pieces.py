"""The generator: the same for the same seed, as many as asked for, and fit to be read."""

import datetime as dt
import re
from collections import Counter
from itertools import combinations

import pytest

from gongkai.apps.clock import CHINA
from gongkai.apps.disclosure.data.columns import column_tree, kinds_of
from gongkai.apps.disclosure.data.topics import topics
from gongkai.apps.disclosure.models import Genre, ItemKind
from gongkai.apps.example.editions import make_documents, make_editions
from gongkai.apps.example.figures import CATALOGUE
from gongkai.apps.example.files import file_bytes
from gongkai.apps.example.register import register
from gongkai.apps.example.year.calendar import REPORTED_BY
from gongkai.apps.example.year.former import YEARS, annual_report
from gongkai.apps.example.year.prose import UnitProse
from gongkai.apps.example.years import county_pieces
from gongkai.documents.reader import read_document
from gongkai.domain.reports.similarity import bare_sentences
from gongkai.domain.rules.checking import check
from gongkai.domain.rules.subject import Subject
from gongkai.domain.working_days.calendar import load_calendar

NOW = dt.datetime(2026, 11, 22, 19, 0, tzinfo=CHINA)


@pytest.fixture(scope="module")
def pieces():
    return county_pieces(NOW)


def test_the_same_seed_gives_the_same_pieces(pieces):
    assert county_pieces(NOW) == pieces
    assert county_pieces(NOW, seed=7) != pieces


def test_a_piece_depends_on_the_seed_and_its_number_alone():
    assert list(make_editions(40))[:10] == list(make_editions(10))
    assert list(make_editions(10, seed=1)) != list(make_editions(10, seed=2))


def test_plain_documents_need_no_database():
    documents = list(make_documents(300))
    assert [one.id for one in documents] == list(range(1, 301))
    assert all(one.title and len(one.text) > 40 for one in documents)


@pytest.mark.parametrize("day", [dt.date(2026, 1, 20), dt.date(2026, 11, 22), dt.date(2027, 6, 1)])
def test_the_counts_of_2025_are_those_of_the_report(day):
    now = dt.datetime(day.year, day.month, day.day, 12, tzinfo=CHINA)
    made = Counter(piece.kind for piece in county_pieces(now) if piece.at.year == 2025)
    assert made["news"] == 3105
    assert sum(made[kind] for kind in CATALOGUE) == 948
    assert (made["policy"], made["interpretation"], made["normative"]) == (18, 18, 15)


def test_nothing_is_dated_after_the_day_of_loading(pieces):
    assert max(piece.at for piece in pieces) <= NOW
    assert max(piece.at for piece in pieces) > NOW - dt.timedelta(days=5)


def test_pieces_go_out_on_working_days(pieces):
    calendar = load_calendar()
    assert all(calendar.is_working(piece.at.date()) for piece in pieces)


def test_every_piece_stands_where_its_kind_may(pieces):
    codes = column_tree().specs
    for piece in pieces:
        organ = register()[piece.organ]
        assert piece.kind in kinds_of(piece.column)
        if piece.column in codes:
            level = "township" if organ.kind == "township" else "county"
            assert level in codes[piece.column].levels, (piece.organ, piece.column)
        assert piece.kind in ItemKind.values
        assert piece.topic in topics()
        assert piece.genre in ("", *Genre.values)
        assert organ.abolished_on is None or piece.at.date() < organ.abolished_on


def test_the_county_government_has_something_in_every_column_it_shows(pieces):
    filled = {piece.column for piece in pieces if piece.organ == "xzf"}
    wanted = {
        code
        for code, spec in column_tree().specs.items()
        if spec.kinds and "county" in spec.levels and code != "zdgk"
    }
    assert wanted <= filled


def test_every_organ_keeps_its_statutory_columns(pieces):
    """What every organ has to show; what only some deal with stays empty for the others."""
    filled = {(piece.organ, piece.column) for piece in pieces if not piece.withdrawn}
    for organ in register().values():
        if organ.abolished_on is None:
            for number in (1, 2, 3, 7, 8, 9, 15):
                assert (organ.slug, f"zdgk/20-{number}") in filled, (organ.slug, number)
            held = {code for slug, code in filled if slug == organ.slug and "zdgk/" in code}
            assert len(held) >= 7, (organ.slug, held)
    assert {code for slug, code in filled if slug == "xczx"} > {"zwdt", "regulations"}


def test_no_month_and_no_quarter_is_told_before_it_is_over(pieces):
    quarters = {"一": 4, "二": 7, "三": 10, "四": 13}
    for piece in pieces:
        if piece.kind != "information":
            continue
        at = piece.at.year * 12 + piece.at.month
        for year, quarter in re.findall(r"(20\d\d)年(.)季度", piece.title):
            assert at >= int(year) * 12 + quarters[quarter], (piece.at, piece.title)
        for year, month in re.findall(r"(20\d\d)年(\d+)月", piece.title):
            assert at > int(year) * 12 + int(month), (piece.at, piece.title)


def test_texts_are_whole_sentences_without_gaps(pieces):
    for piece in pieces:
        assert not re.search(r"[{}]", piece.title + piece.text), piece.title
        assert "。。" not in piece.text and "，，" not in piece.text
        assert len(piece.title) <= 200
        for part in piece.parts:
            assert part.text.strip() or part.rows
            assert len({len(row) for row in part.rows}) <= 1


def test_titles_hardly_repeat(pieces):
    same = Counter((piece.organ, piece.title) for piece in pieces)
    assert sum(count - 1 for count in same.values()) < len(pieces) / 100


def test_there_is_no_real_telephone_and_no_real_domain(pieces):
    for piece in pieces:
        numbers = re.findall(r"(?<!\d)(?:\d{3,4}-\d{7,8}|1[3-9]\d{9})(?!\d)", piece.text)
        assert set(numbers) <= {"0000-0000000", "0000-0000001"}, piece.title
        assert not re.search(r"[\w.-]+\.(?:gov\.cn|com|cn)\b", piece.text), piece.title
        assert not re.search(r"(?<!\d)\d{17}[\dXx]", piece.text), piece.title


def test_reports_stand_before_our_own_rules():
    for slug, organ in register().items():
        if organ.abolished_on is None:
            for year in YEARS:
                found = check(Subject(annual_report(slug, year))).findings
                # Reviews of answers given in former years: a warning that the report itself explains.
                wrong = [one for one in found if one.code != "T403" or slug not in ("fgj", "zjj")]
                assert not wrong, (slug, year, wrong)


@pytest.mark.parametrize("format", ["xlsx", "docx", "pdf"])
def test_attachments_are_real_files_and_the_same_every_time(pieces, format):
    piece, file = next(
        (piece, file)
        for piece in pieces
        for file in piece.files
        if file.format == format and file.report is None
    )
    data = file_bytes(piece, file)
    assert file_bytes(piece, file) == data
    assert read_document(data, f"file.{format}").blocks


def test_units_write_in_their_own_words():
    """Of 700 pairs of units a few may say the same in half of their sentences, as in a real county."""
    units = [slug for slug in register() if slug not in ("xzf", "zfb", *REPORTED_BY)]
    said = {
        slug: bare_sentences("\n".join(UnitProse(slug).texts(asked=False).values()))
        for slug in units
    }
    alike = [
        (one, other)
        for one, other in combinations(units, 2)
        if len(said[one] & said[other]) > len(said[one]) / 2
    ]
    assert len(alike) <= 3, alike
    for slug in units[:6]:
        for year in YEARS:
            assert not check(Subject(annual_report(slug, year))).findings
        old = UnitProse(slug).old_problems
        assert all(one.problem in annual_report(slug, 2024).text_of("五") for one in old)
