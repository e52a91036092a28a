"""The ledger of a year from events: the year's edges, what is counted once, what never; the command's files."""

import datetime as dt
import io
import json
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from gongkai.apps import clock
from gongkai.apps.cases.actions.registering import Asked, Asking, open_case, register_paper
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.remedies.actions.following import settle
from gongkai.apps.remedies.queries.ledger import behind, ledger
from tests.apps.cases.example_cases import WANG, arrived_case, at, handled_case
from tests.apps.remedies.example_remedies import answered_case, review_of, suit_of, tell
from tests.apps.remedies.test_remedies import say
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
D = dt.date
LAST = D(2024, 12, 31)


@pytest.fixture
def county() -> County:
    return make_county()


def cells(county: County, year: int, as_of: dt.datetime | None = None) -> dict[str, int]:
    """What is not zero, without the columns' totals."""
    made = ledger({county.department.pk}, Period(year, as_of))
    assert made.broken == () and made.held == 42
    found = made.cells.items()
    return {key: n for key, n in found if n and not (key.startswith("t3") and "total" in key)}


def test_the_edges_of_a_year(county: County) -> None:
    case = handled_case(county, LAST)
    assert cells(county, 2024) == {"t3.new.natural": 1, "t3.carried_out.natural": 1}
    assert cells(county, 2025) == {"t3.carried_in.natural": 1, "t3.carried_out.natural": 1}
    tell(county, case, "propose", LAST, decision=1)
    tell(county, case, "reply", LAST, decision=1, outcome="PARTIAL")
    tell(county, case, "serve", LAST, way="post")
    tell(county, case, "delivered", D(2025, 1, 6))
    posted = {"t3.new.natural": 1, "t3.partial.natural": 1}
    assert cells(county, 2024) == posted and cells(county, 2025) == {}


def test_what_waits_on_the_last_day_is_carried_out(county: County) -> None:
    day = D(2024, 12, 23)
    correcting = handled_case(county, day)
    tell(county, correcting, "notify_correction", D(2024, 12, 25), limit=10)
    asking = handled_case(county, day)
    party = asking.parties.get().pk
    tell(county, asking, "ask_third_party", D(2024, 12, 26), party=party)
    charging = handled_case(county, day)
    tell(county, charging, "charge", D(2024, 12, 30), scale="count", yuan="100")
    online = arrived_case(county, LAST, channel="online")
    waiting = {"t3.new.natural": 3, "t3.carried_out.natural": 3}
    assert cells(county, 2024) == waiting
    tell(county, correcting, "correction_served", D(2024, 12, 26))
    tell(county, correcting, "abandon_correction", D(2025, 1, 24))
    tell(county, charging, "fee_served", D(2024, 12, 31))
    tell(county, charging, "abandon_payment", D(2025, 2, 13))
    tell(county, online, "confirm", D(2025, 1, 2), evidence="电话")
    tell(county, online, "withdraw", D(2025, 1, 3))
    assert cells(county, 2024) == waiting
    assert cells(county, 2025) == {
        "t3.new.natural": 1,
        "t3.carried_in.natural": 3,
        "t3.other.no_correction.natural": 1,
        "t3.other.no_payment.natural": 1,
        "t3.other.other.natural": 1,
        "t3.carried_out.natural": 1,
    }


def test_a_correction_begins_the_period_anew_and_stays_one_case(county: County) -> None:
    case = handled_case(county, D(2024, 12, 20))
    tell(county, case, "notify_correction", D(2024, 12, 24), limit=10)
    tell(county, case, "correction_served", D(2024, 12, 25))
    tell(county, case, "correct", D(2025, 1, 3))
    assert cells(county, 2024)["t3.new.natural"] == 1
    assert cells(county, 2025) == {"t3.carried_in.natural": 1, "t3.carried_out.natural": 1}


def test_joined_cases_and_other_kinds_are_not_counted(county: County) -> None:
    clerk = county.actor("case_clerk")
    handled_case(county, D(2024, 6, 3))
    for kind in ("correction", "complaint"):
        with clock.stopped_at(at(D(2024, 6, 3))):
            paper = register_paper(
                clerk, county.department, channel="in_person", arrived_on=D(2024, 6, 3)
            )
            open_case(clerk, paper, Asked("", "更正本人信息", kind=kind), Asking("natural", WANG))
    second = handled_case(county, D(2024, 6, 4))
    assert cells(county, 2024)["t3.new.natural"] == 2
    tell(county, second, "join", D(2024, 6, 5), into_case=Case.objects.order_by("pk")[0].pk)
    assert cells(county, 2024)["t3.new.natural"] == 1
    tell(county, second, "unjoin", D(2024, 6, 6), from_case=Case.objects.order_by("pk")[0].pk)
    assert cells(county, 2024)["t3.new.natural"] == 2


def test_what_was_known_then(county: County) -> None:
    """A record put right later leaves what was compiled before as it was."""
    case = handled_case(county, D(2024, 12, 2))
    tell(county, case, "classify", D(2024, 12, 2), applicant_kind="natural")
    compiled = at(D(2025, 1, 10))
    tell(county, case, "classify", D(2025, 1, 20), applicant_kind="business")
    assert cells(county, 2024, compiled)["t3.new.natural"] == 1
    assert "t3.new.natural" not in cells(county, 2024)
    assert cells(county, 2024)["t3.new.business"] == 1


def test_a_new_answer_after_a_reversal_is_not_counted_again(county: County) -> None:
    case = answered_case(county, D(2024, 8, 5), D(2024, 8, 20), "NO_INTERNAL")
    remedy = review_of(county, case, D(2024, 9, 18))
    assert cells(county, 2024)["t4.review.pending"] == 1
    say(county, remedy, "decided", D(2025, 1, 6), result="review-revoked")
    with clock.stopped_at(at(D(2025, 1, 8))):
        settle(county.actor("case_clerk"), remedy, on=D(2025, 1, 8), reply_again=True)
    tell(county, case, "propose", D(2025, 1, 15), decision=2)
    tell(county, case, "reply", D(2025, 1, 16), decision=2, outcome="OPEN_GIVE")
    tell(county, case, "serve", D(2025, 1, 17), way="direct")
    assert cells(county, 2024) == {
        "t3.new.natural": 1,
        "t3.refused.internal.natural": 1,
        "t4.review.pending": 1,
        "t4.review.total": 1,
    }
    assert cells(county, 2025) == {"t4.review.corrected": 1, "t4.review.total": 1}


def test_suits_once_and_only_where_they_count(county: County) -> None:
    suit = suit_of(county, None, D(2024, 3, 4))
    suit_of(county, None, D(2024, 3, 4), role="co_defendant_review")
    suit_of(county, None, D(2024, 3, 4), role="third_party")
    through = suit_of(county, None, D(2024, 3, 4), role="co_defendant_maker")
    say(county, suit, "decided", D(2024, 12, 20), result="suit-revoked")
    say(county, through, "decided", D(2024, 6, 3), result="suit-dismissed")
    known = at(D(2024, 12, 31))
    say(county, suit, "appealed", D(2025, 1, 3))
    say(county, suit, "appeal_decided", D(2025, 6, 3), result="suit-rejected")
    after = {"t4.after_review.other": 1, "t4.after_review.total": 1}
    then = {"t4.direct.corrected": 1, "t4.direct.total": 1}
    assert cells(county, 2024, known) == then | after
    assert cells(county, 2024) == {"t4.direct.pending": 1, "t4.direct.total": 1} | after
    assert cells(county, 2025) == {"t4.direct.upheld": 1, "t4.direct.total": 1}


def test_the_command(county: County, tmp_path: Path) -> None:
    case = answered_case(county, D(2025, 8, 4), D(2025, 8, 20))
    remedy = review_of(county, case, D(2025, 9, 16))
    out = io.StringIO()
    call_command("cases_ledger", year=2025, organ="xzf", below=True, stdout=out)
    made = json.loads(out.getvalue())
    assert made["schema"] == "gongkai.ledger/1" and made["equations"] == {"held": 42, "broken": []}
    assert made["cells"]["t3.granted.natural"] == 1 and len(made["cells"]) == 190
    assert made["numbers"]["t3.granted.natural"] == [case.number]
    assert made["numbers"]["t4.review.pending"] == [remedy.number]
    out = io.StringIO()
    call_command("cases_ledger", year=2025, organ="xzf", stdout=out)
    assert not any(json.loads(out.getvalue())["cells"].values())
    book = tmp_path / "ledger.xlsx"
    call_command("cases_ledger", year=2025, organ="xzf", below=True, format="xlsx", output=book)
    sheets = openpyxl.load_workbook(book)
    assert sheets.sheetnames[:2] == ["表三", "表四"] and len(sheets.sheetnames) == 6
    assert [cell.value for cell in sheets[sheets.sheetnames[2]][2]][:3] == [
        case.number,
        "教育局",
        "自然人",
    ]
    assert WANG.name not in str([[c.value for c in row] for s in sheets for row in s.rows])
    links = [cell for row in sheets["表三"].rows for cell in row if cell.hyperlink]
    assert len(links) == 6 and {cell.value for cell in links} == {1}
    for wrong, word in (
        ({"organ": "nobody", "year": 2025}, "没有"),
        ({"organ": "jyj", "year": 2010}, "年度"),
        ({"organ": "jyj", "year": 2025, "as_of": "1月"}, "应写作"),
        ({"organ": "jyj", "year": 2025, "format": "xlsx"}, "--output"),
    ):
        with pytest.raises(CommandError, match=word):
            call_command("cases_ledger", **wrong, stdout=io.StringIO())


def test_numbers_behind_every_figure(county: County) -> None:
    cases = [answered_case(county, D(2025, 8, 4), D(2025, 8, 20)) for _ in range(2)]
    found = behind({county.department.pk}, Period(2025))
    assert found["t3.new.total"] == [one.number for one in cases]
    made = ledger({county.department.pk}, Period(2025))
    assert {key: len(value) for key, value in found.items()} == {
        key: value for key, value in made.cells.items() if value
    }
