"""The redaction desk: marks with grounds, made by one, checked by another, nothing under the marks."""

import datetime as dt
from pathlib import Path

import pytest

from gongkai.apps import clock
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.actions.redacting import (
    Piece,
    add_source,
    begin,
    check,
    drop,
    make,
    mark_page,
    reopen,
)
from gongkai.apps.cases.filing import file_content, file_name
from gongkai.apps.cases.models import Redaction
from gongkai.apps.cases.queries.redactions import grounds, grounds_used, pieces_list, unready
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import Forbidden
from gongkai.documents.redacting import Mark
from tests.apps.cases.example_cases import at, handled_case
from tests.county import County, make_county
from tests.documents.redacting.planted import planted_pdf, planted_picture

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 9, 26)
MARK = Mark(1, 0.1, 0.28, 0.6, 0.08)
WHOLE = Piece(MARK, "NO_THIRD", "个人隐私", "公开会侵害个人隐私")


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, settings: object) -> None:
    settings.SEALED_ROOT = tmp_path / "sealed"  # type: ignore[attr-defined]


@pytest.fixture
def county() -> County:
    return make_county()


def begun(county: County, data: bytes = b"", name: str = "王小明的材料.pdf") -> Redaction:
    clerk = county.actor("case_clerk")
    case = handled_case(county, DAY)
    with clock.stopped_at(at(DAY, 12)):
        return begin(clerk, case, add_source(clerk, case, data or planted_pdf(), name))


def test_from_marking_to_checked(county: County) -> None:
    row = begun(county)
    clerk, reviewer = county.actor("case_clerk"), county.actor("case_reviewer")
    assert unready(row.case)
    with clock.stopped_at(at(DAY, 13)):
        row = mark_page(clerk, row, 1, [WHOLE], seen=0)
        row = make(clerk, row, seen=1)
        assert row.output is not None and not row.output.to_applicant
        assert pieces_list(row.case) == () and len(pieces_list(row.case, checked=False)) == 1
        row = check(reviewer, row, True, seen=2)
    row.output.refresh_from_db()  # type: ignore[union-attr]
    assert row.output is not None and row.output.to_applicant
    assert b"SECRETLINE" not in file_content(row.output)
    assert "王小明" not in file_name(row.output)
    (listed,) = pieces_list(row.case)
    assert (listed.where, listed.ground, listed.category) == ("第1页第1处", "NO_THIRD", "个人隐私")
    assert "第十五条" in listed.basis and grounds_used(row.case) == ("NO_THIRD",)
    assert unready(row.case) == ()
    logged = str(list(Entry.objects.values()))
    assert "王小明" not in logged and "SECRETLINE" not in logged


def test_a_picture_stays_a_picture(county: County) -> None:
    row = begun(county, planted_picture("JPEG"), "现场照片.jpg")
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(DAY, 13)):
        row = make(clerk, mark_page(clerk, row, 1, [WHOLE], seen=0), seen=1)
    assert row.output is not None and row.output.media_type == "image/jpeg"
    assert b"EXIFMARK" not in file_content(row.output)


def test_nobody_checks_their_own(county: County) -> None:
    row = begun(county)
    head = county.actor("disclosure_head")
    with clock.stopped_at(at(DAY, 13)):
        row = make(head, mark_page(county.actor("case_clerk"), row, 1, [WHOLE], seen=0), seen=1)
        with pytest.raises(Forbidden):
            check(head, row, True, seen=2)
        with pytest.raises(Forbidden):
            check(county.actor("case_clerk"), row, True, seen=2)
        row = check(county.actor("case_reviewer"), row, False, "还看得见电话", seen=2)
    assert row.output is None and row.return_reason == "还看得见电话"


def test_what_is_missing_is_said(county: County) -> None:
    row = begun(county)
    clerk, reviewer = county.actor("case_clerk"), county.actor("case_reviewer")
    with clock.stopped_at(at(DAY, 13)):
        with pytest.raises(Refused, match="还没有遮盖"):
            make(clerk, row, seen=0)
        row = mark_page(clerk, row, 1, [Piece(MARK, "NO_THIRD")], seen=0)
        with pytest.raises(Refused, match="第1页第1处"):
            make(clerk, row, seen=1)
        with pytest.raises(Refused, match="页面之内"):
            mark_page(clerk, row, 1, [Piece(Mark(1, 0.9, 0, 0.5, 0.5))], seen=1)
        with pytest.raises(Refused, match="依据"):
            mark_page(clerk, row, 1, [Piece(MARK, "OPEN_GIVE")], seen=1)
        with pytest.raises(Refused, match="没有这一页"):
            mark_page(clerk, row, 2, [], seen=1)
        with pytest.raises(Refused, match="还没有生成"):
            check(reviewer, row, True, seen=1)
        with pytest.raises(Refused, match="同事改动过"):
            mark_page(clerk, row, 1, [], seen=0)
        with pytest.raises(Refused, match="已经在区分处理台"):
            begin(clerk, row.case, row.source)
        with pytest.raises(Forbidden):
            mark_page(reviewer, row, 1, [], seen=1)


def test_a_later_change_unmakes_the_file(county: County) -> None:
    row = begun(county)
    clerk, reviewer = county.actor("case_clerk"), county.actor("case_reviewer")
    with clock.stopped_at(at(DAY, 13)):
        row = make(clerk, mark_page(clerk, row, 1, [WHOLE], seen=0), seen=1)
        first = row.output
        row = mark_page(clerk, row, 1, [WHOLE, WHOLE], seen=2)
        assert first is not None and row.output is None
        first.refresh_from_db()
        assert first.removed_at is not None
        row = check(reviewer, make(clerk, row, seen=3), True, seen=4)
        with pytest.raises(Refused, match="复核通过"):
            mark_page(clerk, row, 1, [], seen=5)
        row = reopen(clerk, row, "漏了一处", seen=5)
        assert row.checked_at is None and pieces_list(row.case) == ()
        row = drop(clerk, row, "改用另一份", seen=6)
    assert unready(row.case) == ()


def test_what_is_no_document_is_refused(county: County) -> None:
    clerk, case = county.actor("case_clerk"), handled_case(county, DAY)
    with clock.stopped_at(at(DAY, 12)):
        text = add_source(clerk, case, "不是页面".encode(), "说明.txt")
        with pytest.raises(Refused, match="PDF"):
            begin(clerk, case, text)


def test_grounds_are_those_of_articles_14_to_16() -> None:
    assert set(grounds()) == {
        "NO_SECRET", "NO_LAW", "NO_SAFETY", "NO_THIRD", "NO_INTERNAL", "NO_PROCESS", "NO_CASEFILE",
    }  # fmt: skip
