"""A small run of the mutation proof: every spoiled cell is noticed and located."""

from proof.consistent_reports import consistent_report
from proof.mutation import goals_missed, prove, table


def test_every_spoiled_cell_of_a_report_is_noticed_and_located() -> None:
    tallies = prove([("县", dict(consistent_report("县", 5)))])
    assert goals_missed(tallies) == [], table(tallies)
    assert sum(one.made for one in tallies.values()) > 1000
    assert tallies["改任意数"].made >= 5 * 190


def test_a_missed_goal_is_told() -> None:
    tallies = prove([("乡镇", dict(consistent_report("乡镇", 1)))])
    tallies["改任意数"].noticed -= 1
    tallies["改为负数"].alone = tallies["改为负数"].among = 0
    missed = goals_missed(tallies)
    assert any("没有发现" in one for one in missed) and any("定位" in one for one in missed)
