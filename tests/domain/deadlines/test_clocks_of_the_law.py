"""The clocks that a start day decides, the parties' own clocks, the law by date, broken data and records."""

from datetime import date

import pytest

from gongkai.domain.deadlines import (
    Arrival,
    Consultation,
    Consulted,
    Correction,
    Extension,
    Fee,
    History,
    HistoryError,
    LongerPeriod,
    Role,
    channels,
    clocks,
    due_from,
    due_if_told_late,
    overview,
    reply,
    simple_clocks,
)
from gongkai.domain.deadlines.receipt import parse_channels
from gongkai.domain.deadlines.register import parse_clocks
from gongkai.domain.law import LawDataError, Local, NotInForce, choices
from gongkai.domain.law.choices import parse_choices
from gongkai.domain.working_days import load_calendar

CALENDAR = load_calendar()
D = date


@pytest.mark.parametrize(
    ("clock", "start", "end"),
    [
        ("publication", D(2026, 9, 30), D(2026, 11, 3)),
        ("budget_publication", D(2026, 1, 10), D(2026, 1, 30)),  # 20 days, not working days
        ("budget_publication", D(2026, 1, 26), D(2026, 2, 24)),  # ends in 春节: the day after
        ("penalty_withdrawal", D(2026, 9, 30), D(2026, 10, 10)),
        ("correction_notice", D(2026, 9, 30), D(2026, 10, 15)),
        ("correction_limit", D(2026, 3, 6), D(2026, 3, 20)),
        ("third_party_opinion", D(2026, 3, 11), D(2026, 4, 1)),
        ("joint_organ_opinion", D(2026, 3, 11), D(2026, 4, 1)),
        ("fee_payment", D(2026, 3, 31), D(2026, 4, 29)),
        ("report_department", D(2025, 6, 1), D(2026, 1, 31)),  # Saturday, and stays
        ("report_government", D(2025, 6, 1), D(2026, 3, 31)),
        ("review_application", D(2026, 3, 2), D(2026, 5, 6)),  # 1 May: after the holiday
        ("review_answer_simple", D(2026, 9, 30), D(2026, 10, 13)),
        ("review_answer_normal", D(2026, 9, 30), D(2026, 10, 20)),
        ("review_decision_simple", D(2026, 3, 2), D(2026, 4, 1)),
        ("review_decision_normal", D(2026, 3, 2), D(2026, 5, 6)),
        ("review_decision_extended", D(2026, 3, 2), D(2026, 6, 1)),  # 31 May is a Sunday
        ("suit_after_review", D(2026, 3, 2), D(2026, 3, 17)),
        ("suit_direct", D(2025, 8, 31), D(2026, 2, 28)),  # no 31 February; a Saturday worked
        ("suit_inaction", D(2022, 11, 2), D(2023, 5, 4)),
    ],
)
def test_a_clock_from_its_start(clock, start, end):
    made = due_from(clock, start, CALENDAR, Local())
    assert made.day == end
    assert made.steps[-1].day == end
    assert made.basis and made.label == clocks()[clock].label


@pytest.mark.parametrize(
    ("clock", "told", "end"),
    [
        ("review_application", D(2025, 3, 10), D(2025, 5, 9)),
        ("review_application", D(2026, 2, 27), D(2026, 3, 2)),  # the year since knowing ends first
        ("review_application", None, D(2026, 3, 2)),
        ("suit_direct", D(2025, 3, 10), D(2025, 9, 10)),
        ("suit_direct", D(2025, 12, 1), D(2026, 3, 2)),
        ("suit_direct", None, D(2026, 3, 2)),
    ],
)
def test_whoever_was_not_told_has_longer_but_not_more_than_a_year(clock, told, end):
    # 1 March 2026 is a Sunday.
    made = due_if_told_late(clock, D(2025, 3, 1), told, CALENDAR, Local())
    assert made.day == end and made.notes
    assert made.steps[-1].reason != "满1年"
    assert any("满1年" in step.reason for step in made.steps) == (end == D(2026, 3, 2))


def test_every_simple_clock_is_answered_and_grounded():
    for key in simple_clocks():
        made = due_from(key, D(2026, 3, 2), CALENDAR, Local())
        assert made.day > D(2026, 3, 2) and made.basis


@pytest.mark.parametrize(
    ("clock", "start"),
    [
        ("fee_payment", D(2020, 12, 31)),
        ("correction_notice", D(2019, 5, 14)),
        ("review_answer_simple", D(2023, 12, 31)),
        ("penalty_withdrawal", D(2021, 7, 14)),
    ],
)
def test_before_the_law_there_is_no_such_clock(clock, start):
    with pytest.raises(NotInForce, match="起施行"):
        due_from(clock, start, CALENDAR, Local())


def test_silence_means_something_else_for_each_party():
    third = due_from("third_party_opinion", D(2026, 3, 11), CALENDAR, Local())
    joint = due_from("joint_organ_opinion", D(2026, 3, 11), CALENDAR, Local())
    assert "沉默不等于同意" in third.consequence
    assert "视为同意公开" in joint.consequence


def test_abandoned_for_no_correction_is_not_unclear_after_correction():
    made = due_from("correction_limit", D(2026, 3, 6), CALENDAR, Local(), length=5)
    assert made.day == D(2026, 3, 13)
    assert any("通知书写明5个工作日" in ground.text for ground in made.basis)
    assert "（六）1" in made.consequence
    assert "视为放弃" in due_from("fee_payment", D(2026, 3, 6), CALENDAR, Local()).consequence


def test_what_is_not_verified_says_so():
    made = due_from("correction_limit", D(2026, 3, 6), CALENDAR, Local())
    assert "design" in {ground.mark for ground in made.basis}
    paid = History(
        Arrival("in_person", D(2026, 3, 2)),
        (Fee(D(2026, 3, 10), D(2026, 3, 10), D(2026, 3, 12)),),
    )
    texts = {ground.text: ground.mark for ground in reply(paid, CALENDAR).result.basis}
    (payment,) = [text for text in texts if "缴纳信息处理费后" in text]
    assert texts[payment] == "memory"


def test_the_reply_after_payment_runs_on_where_the_place_says_so():
    paid = History(
        Arrival("in_person", D(2026, 3, 2)),
        (Fee(D(2026, 3, 10), D(2026, 3, 10), D(2026, 3, 12)),),
    )
    own = Local("本县", answers={"payment_restarts_reply": "continue"})
    assert reply(paid, CALENDAR, own).result.day == D(2026, 3, 30)
    assert reply(paid, CALENDAR).result.day > D(2026, 3, 30)


def test_all_clocks_of_an_application_and_who_was_late():
    history = History(
        Arrival("in_person", D(2026, 3, 2)),
        (
            Correction(D(2026, 3, 12), D(2026, 3, 12), 5, D(2026, 3, 20)),
            Consultation(Consulted.THIRD_PARTY, D(2026, 3, 23), D(2026, 3, 24), D(2026, 3, 30)),
            Extension(D(2026, 4, 20), 5, D(2026, 4, 20)),
        ),
        replied_on=D(2026, 5, 9),
    )
    made = overview(history, CALENDAR)
    late = {one.clock.clock: one.late_by for one in made.standings}
    assert late["correction_notice"] == 1
    assert late["correction_limit"] == 1
    assert late["third_party_opinion"] == 0
    assert late["extension_notice"] == 0
    assert made.standings[0].clock.day == D(2026, 5, 7)
    (notice,) = [one.clock for one in made.standings if one.clock.clock == "extension_notice"]
    assert notice.steps[-1].day == notice.day == made.reply.first
    assert notice.steps[-1].number == 20
    assert (late["reply"], made.standings[0].in_time) == (2, False)  # 9 May is a Saturday worked


@pytest.mark.parametrize(("noticed", "late"), [(D(2026, 3, 30), 0), (D(2026, 4, 1), 2)])
def test_a_fee_notice_has_its_last_day_inside_the_reply_period(noticed, late):
    history = History(Arrival("in_person", D(2026, 3, 2)), (Fee(noticed, noticed, noticed),))
    standings = {one.clock.clock: one for one in overview(history, CALENDAR).standings}
    assert standings["fee_notice"].clock.day == D(2026, 3, 30)
    assert standings["fee_notice"].late_by == late
    assert standings["fee_payment"].late_by == 0


@pytest.mark.parametrize(
    ("on", "left"),
    [
        (D(2026, 3, 2), 20),
        (D(2026, 3, 29), 1),
        (D(2026, 3, 30), 0),
        (D(2026, 3, 31), -1),
        (D(2026, 4, 6), -4),  # a holiday after four working days
    ],
)
def test_how_many_working_days_are_left(on, left):
    made = overview(History(Arrival("in_person", D(2026, 3, 2))), CALENDAR, as_of=on)
    assert made.standings[0].left == left
    done = History(Arrival("in_person", D(2026, 3, 2)), (), D(2026, 3, 10))
    assert overview(done, CALENDAR, as_of=on).standings[0].left is None


def test_the_last_days_of_december_wait_for_the_next_years_notice():
    known = load_calendar(known_on=D(2026, 1, 1))
    for received, waits in [
        (D(2026, 11, 27), None),
        (D(2026, 11, 30), "2027年"),
        (D(2026, 12, 3), "2027年"),
    ]:
        unsettled = reply(History(Arrival("in_person", received)), known).result.unsettled
        assert (len(unsettled) == 1 and waits in unsettled[0]) if waits else not unsettled


def test_the_clock_for_confirming():
    letter = Arrival("ordinary_letter", D(2026, 3, 2), D(2026, 3, 4), "电话记录")
    (confirm,) = [
        one
        for one in overview(History(letter), CALENDAR).standings
        if one.clock.clock == "confirmation"
    ]
    assert (confirm.clock.day, confirm.late_by) == (D(2026, 3, 2), 2)
    online = Arrival("online", D(2026, 3, 2))
    names = [one.clock.clock for one in overview(History(online), CALENDAR).standings]
    assert names == ["reply", "confirmation"]
    confirmed = Arrival("online", D(2026, 3, 2), D(2026, 3, 9), "回执")
    names = [one.clock.clock for one in overview(History(confirmed), CALENDAR).standings]
    assert "confirmation" not in names
    handed_in = History(Arrival("in_person", D(2026, 3, 2)))
    assert "confirmation" not in [
        one.clock.clock for one in overview(handed_in, CALENDAR).standings
    ]


def test_letters_to_two_organs_on_one_day_are_told_in_one_order():
    asked = [
        Consultation(Consulted.OTHER_ORGAN, D(2026, 3, 9), None, None, by)
        for by in (D(2026, 3, 12), D(2026, 3, 11), None)
    ]
    first, second = (
        reply(History(Arrival("in_person", D(2026, 3, 2)), tuple(one)), CALENDAR)
        for one in (asked, asked[::-1])
    )
    assert first == second


def test_late_on_a_day_off_is_late():
    made = overview(History(Arrival("in_person", D(2026, 9, 1)), (), D(2026, 10, 1)), CALENDAR)
    assert made.standings[0].clock.day < D(2026, 10, 1)
    on_holiday = overview(
        History(Arrival("in_person", D(2026, 9, 2)), (), D(2026, 10, 3)), CALENDAR
    )
    assert on_holiday.standings[0].clock.day == D(2026, 9, 30)
    assert on_holiday.standings[0].late_by == 1


def test_excluded_days_are_shown_with_every_reason():
    asked = [
        Consultation(Consulted.THIRD_PARTY, D(2026, 3, 9), D(2026, 3, 10), D(2026, 3, 18)),
        Consultation(Consulted.JOINT_ORGAN, D(2026, 3, 11), D(2026, 3, 12), D(2026, 3, 20)),
    ]
    made = reply(History(Arrival("in_person", D(2026, 3, 2)), tuple(asked)), CALENDAR).result
    excluded = {step.day: step.reason for step in made.steps if step.role is Role.EXCLUDED}
    assert "第三方" in excluded[D(2026, 3, 12)] and "共同制作机关" in excluded[D(2026, 3, 12)]
    assert "共同制作机关" not in excluded[D(2026, 3, 10)]
    assert len(excluded) == 9


def test_the_head_of_the_office_approves_not_later_than_the_notice():
    late = History(
        Arrival("in_person", D(2026, 3, 2)), (Extension(D(2026, 3, 20), 5, D(2026, 3, 23)),)
    )
    made = reply(late, CALENDAR)
    assert made.extended_by == 0 and "晚于告知" in made.result.notes[0]


def test_an_extension_of_a_period_begun_anew_is_spent():
    history = History(
        Arrival("in_person", D(2026, 3, 2)),
        (
            Extension(D(2026, 3, 5), 5, D(2026, 3, 5)),
            Correction(D(2026, 3, 9), D(2026, 3, 9), 10, D(2026, 3, 12)),
        ),
    )
    made = reply(history, CALENDAR)
    assert made.extended_by == 0 and "重新计算" in made.result.notes[0]


@pytest.mark.parametrize(
    ("acts", "says"),
    [
        ((Correction(D(2026, 3, 1)),), "发出补正告知书之日（2026-03-01）早于到件之日"),
        ((Correction(D(2026, 3, 5), D(2026, 3, 4)),), "送达之日"),
        ((Correction(D(2026, 3, 5), None, 0),), "补正期限"),
        ((Correction(D(2026, 3, 5), None, 61),), "补正期限"),
        ((Extension(D(2026, 3, 5), 61),), "延长的天数"),
        ((Extension(D(2026, 3, 5), 0),), "延长的天数"),
        ((LongerPeriod(D(2026, 3, 5), D(2026, 3, 4)),), "告知的答复期限"),
        ((Fee(D(2026, 3, 5), D(2026, 3, 6), D(2026, 3, 5)),), "缴费之日"),
        ((Consultation(Consulted.OTHER_ORGAN, D(2026, 3, 5), None, D(2026, 3, 4)),), "对方答复"),
        ((LongerPeriod(D(2026, 3, 5), D(2036, 3, 4)),), "五年以上"),
    ],
)
def test_a_record_that_contradicts_itself_is_refused(acts, says):
    with pytest.raises(HistoryError, match=says):
        History(Arrival("in_person", D(2026, 3, 2)), acts)


def test_an_unknown_channel_and_a_day_before_any_rule_are_refused():
    with pytest.raises(HistoryError, match="可用的有"):
        reply(History(Arrival("pigeon", D(2026, 3, 2))), CALENDAR)
    with pytest.raises(HistoryError, match="没有可用的收件规定"):
        channels()["fax"].rule(D(2015, 1, 1))


@pytest.mark.parametrize(
    ("parse", "text", "says"),
    [
        (parse_channels, "fax: {label: 传真}", "缺少“rules”"),
        (parse_channels, "fax: {label: 传真, rules: {soon: {}}}", "不是有效的日期"),
        (
            parse_channels,
            "fax: {label: 传真, rules: {2019-05-15: {received: never, norm: minfa-dian, mark: verified}}}",
            "arrival、confirmation",
        ),
        (parse_clocks, "a: {label: 甲, starts: 乙, length: forever}", "不在允许的取值"),
        (parse_choices, "a: {question: 甲}", "缺少“options”"),
        (
            parse_choices,
            "a: {question: 甲, options: {x: 一}, default: z, source: 无, mark: design}",
            "不在允许的取值",
        ),
    ],
)
def test_broken_data_is_named(parse, text, says):
    with pytest.raises(LawDataError, match=says):
        parse(text, "f.yaml")


def test_every_open_question_is_used():
    from pathlib import Path

    sources = "".join(
        path.read_text(encoding="utf-8")
        for path in (Path(__file__).parents[3] / "src/gongkai").rglob("*.py")
    )
    assert [key for key in choices() if f'"{key}"' not in sources] == []
