from decimal import Decimal

from gongkai.domain.reports.annual_report import AnnualReport, State, report_from_cells
from gongkai.domain.reports.comparing import Change, Comparison, compare, stretches_of
from gongkai.domain.rules.subject import example_report


def reports(old: dict[str, object], new: dict[str, object]) -> Comparison:
    return compare(example_report({"year": 2024, **old}), example_report({"year": 2025, **new}))


def changes(old: str, new: str) -> list[tuple[Change, str | None, str | None]]:
    made = reports({"sections": {"一": old}}, {"sections": {"一": new}})
    section = next(one for one in made.prose if one.section == "一")
    return [(one.change, one.old, one.new) for one in section.paragraphs]


def test_nothing_changed() -> None:
    made = reports({"sections": {"一": "甲。\n乙。"}}, {"sections": {"一": "甲。\n乙。"}})
    assert made.changed_cells == ()
    assert not any(one.is_changed for one in made.prose)
    assert len(made.cells) == 200


def test_difference_and_ratio_of_a_cell() -> None:
    made = reports(
        {"cells": {"t3.new.total": 4, "t2.fees": Decimal("0.3")}, "blank": ["t2.licences"]},
        {"cells": {"t3.new.total": 6, "t2.fees": Decimal("0.1"), "t2.penalties": 3}},
    )
    by_cell = {one.cell: one for one in made.changed_cells}
    assert set(by_cell) == {"t3.new.total", "t2.fees", "t2.licences", "t2.penalties"}
    assert (by_cell["t3.new.total"].difference, by_cell["t3.new.total"].ratio) == (
        2,
        Decimal("1.5"),
    )
    assert by_cell["t2.fees"].difference == Decimal("-0.2")
    # From zero nothing can be said as a multiple; a blank has no difference.
    assert (by_cell["t2.penalties"].difference, by_cell["t2.penalties"].ratio) == (3, None)
    assert (by_cell["t2.licences"].difference, by_cell["t2.licences"].ratio) == (None, None)
    assert by_cell["t2.licences"].old.state is State.BLANK


def test_forms_of_two_years_share_some_cells() -> None:
    old = example_report({"form": "2019", "year": 2020})
    new = example_report({"year": 2021})
    made = compare(old, new)
    assert "t2.rules.disclosed" in made.only_old
    assert "t2.rules.repealed" in made.only_new
    assert "t3.other.no_payment.natural" in made.only_new
    assert {one.cell for one in made.cells} == old.form.cell_set & new.form.cell_set


def test_a_paragraph_rewritten_is_one_change() -> None:
    assert changes("全年受理申请5件，办结5件。", "全年受理申请8件，办结7件。") == [
        (Change.CHANGED, "全年受理申请5件，办结5件。", "全年受理申请8件，办结7件。")
    ]


def test_paragraphs_added_and_removed_keep_their_order() -> None:
    found = changes(
        "甲段讲主动公开的情况。\n乙段已经不再需要了。\n丙段讲培训。",
        "新写的一段放在最前面。\n甲段讲主动公开的情况。\n丙段讲培训。",
    )
    assert [one for one, _, _ in found] == [
        Change.ADDED,
        Change.SAME,
        Change.REMOVED,
        Change.SAME,
    ]


def test_a_paragraph_that_moved_to_another_section_is_shown_once() -> None:
    sentence = "持续加强政务公开培训，全年培训三次。"
    made = reports(
        {"sections": {"一": f"甲。\n{sentence}", "五": "问题。"}},
        {"sections": {"一": "甲。", "五": f"问题。\n{sentence}"}},
    )
    every = [
        (s.section, p) for s in made.prose for p in s.paragraphs if p.change is not Change.SAME
    ]
    assert [(section, one.change, one.old_section, one.old_place) for section, one in every] == [
        ("五", Change.MOVED, "一", 2)
    ]


def test_stretches_give_back_both_texts_and_keep_numbers_whole() -> None:
    old = "全年受理申请105件。主动公开信息20条。撤销的一句话。"
    new = "全年受理申请115件。主动公开信息20条。完全另外写成的结尾"
    made = list(stretches_of(old, new))
    assert "".join(s.text for s in made if s.change is not Change.ADDED) == old
    assert "".join(s.text for s in made if s.change is not Change.REMOVED) == new
    assert (Change.REMOVED, "105") in [(s.change, s.text) for s in made]
    assert (Change.ADDED, "115") in [(s.change, s.text) for s in made]


def test_every_paragraph_of_both_reports_is_told_exactly_once() -> None:
    old = "\n".join(f"第{n}段说的是第{n % 7}件事情，共{n}件。" for n in range(60))
    new = "\n".join(f"第{n}段说的是第{n % 5}件事情，共{n + n % 3}件。" for n in range(10, 75))
    made = compare(with_prose(old), with_prose(new))
    section = next(one for one in made.prose if one.section == "一")
    assert [p.new for p in section.paragraphs if p.new is not None] == new.split("\n")
    told = [p.old for p in section.paragraphs if p.old is not None]
    assert sorted(told) == sorted(old.split("\n"))


def with_prose(text: str) -> AnnualReport:
    return report_from_cells({}, sections={"一": text})
