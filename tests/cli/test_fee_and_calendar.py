"""`gongkai fee` and `gongkai calendar`: both formats, refusals, exit statuses, and how fast they start."""

import json
import resource
import subprocess
import sys

import pytest

from gongkai.cli.main import main


def test_by_items_and_by_pages(capsys):
    assert main(["fee", "items", "35", "--on", "2025-03-03", "--explain"]) == 0
    out = capsys.readouterr().out
    assert "按件计收：3000元" in out and "第31至35件：5件 × 200元 = 1000元" in out
    assert "可以不收" in out
    assert main(["fee", "pages", "68", "--on", "2025-03-03", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["yuan"] == 380
    assert main(["fee", "items", "12", "--first", "11", "--on", "2025-03-03"]) == 0
    assert "200元" in capsys.readouterr().out


def test_a_month_from_a_list(tmp_path, capsys):
    path = tmp_path / "march.yaml"
    path.write_text(
        "".join(
            f"- {{number: 2025-{n:03}, applicant: 甲, received_on: 2025-03-03}}\n"
            for n in range(1, 13)
        ),
        encoding="utf-8",
    )
    assert main(["fee", "month", str(path), "--month", "2025-03", "--explain"]) == 0
    out = capsys.readouterr().out
    assert "甲：2025年3月共12件，全部按件计收为200元" in out and "第12件  100元" in out
    assert "法律没有写明，程序的取值" in out
    assert main(["fee", "month", str(path), "--month", "2025-03", "--format", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["applicants"][0]["applications"][11] == {
        "number": "2025-012",
        "nth": 12,
        "yuan": 100,
        "note": "",
    }
    assert main(["fee", "month", str(path), "--month", "2025-04"]) == 0
    assert "没有申请" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("on", "status"), [("2026-11-30", 0), ("2026-12-01", 1), ("2026-06-01", 0), ("2027-01-01", 1)]
)
def test_the_missing_notice_turns_red_in_december(on, status, capsys):
    # Only what was public on 1 November 2026 counts, whatever notices are loaded later.
    arguments = ["calendar", "check", "--on", on, "--known-on", "2026-11-01"]
    assert main(arguments) == status
    assert "2027年" in capsys.readouterr().out
    assert main([*arguments, "--format", "json"]) == status
    assert json.loads(capsys.readouterr().out)["overdue"] is bool(status)


def test_days_are_shown_and_counted(capsys):
    assert main(["calendar", "show", "2022-10-08"]) == 0
    assert "上班  国庆节调休上班（国办发明电〔2021〕11号）" in capsys.readouterr().out
    assert main(["calendar", "show", "2026-10"]) == 0
    assert "工作日18天，休息日13天" in capsys.readouterr().out
    assert main(["calendar", "show", "2026", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["days"]) == 365
    assert main(["calendar", "count", "2022-09-30", "2022-11-02"]) == 0
    assert "20个工作日" in capsys.readouterr().out
    assert main(["calendar", "show", "2027-02-08", "--known-on", "2026-11-01"]) == 0
    assert "暂定" in capsys.readouterr().out


def test_local_days_are_taken_in(tmp_path, capsys):
    path = tmp_path / "local.yaml"
    path.write_text("source: 本州规定\nrest:\n  2026-07-01: 州庆\n", encoding="utf-8")
    assert main(["calendar", "show", "2026-07-01", "--local", str(path)]) == 0
    assert "州庆（本州规定）" in capsys.readouterr().out
    assert main(["due", "--received", "2026-06-30", "--local", str(path)]) == 0
    assert "2026-07-29" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("fee items 0 --on 2025-03-03", "件数 的“0”应为"),
        ("fee items ten --on 2025-03-03", "整数"),
        ("fee items 5 --first 9 --on 2025-03-03", "由小到大"),
        ("fee pages 40 --on 2020-03-03", "还不能收取"),
        ("fee pages 40 --on today", "不是有效的日期"),
        ("fee month none.yaml --month 2025-3", "不是有效的月份"),
        ("fee month none.yaml --month 2025-03", "无法打开"),
        ("calendar show 26-10", "应写作"),
        ("calendar show 2018-10", "早于2019年"),
        ("calendar show 2026-13", "不是有效的日期"),
        ("calendar count 2026-10-02 2026-10-01", "早于第一天"),
        ("calendar check --on 2026-1-1", "不是有效的日期"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_sentence(arguments, says, capsys):
    assert main(arguments.split()) == 2
    said = capsys.readouterr()
    assert says in said.err and not said.out


@pytest.mark.parametrize("arguments", ["due --received 2026-03-02 --explain", "calendar show 2026"])
def test_cold_start(arguments):
    def spent():
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    def seconds():
        began = spent()
        subprocess.run(
            [sys.executable, "-m", "gongkai.cli.main", *arguments.split()],
            check=True,
            capture_output=True,
        )
        return spent() - began

    seconds()  # the first may still be writing bytecode
    # Of the processor, not of the clock: waiting for other tests does not count. A third of this on
    # a quiet machine.
    assert min(seconds() for _ in range(3)) < 1.0
