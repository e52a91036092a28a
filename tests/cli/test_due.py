"""`gongkai due`: options and files, both formats, refusals in Chinese, exit statuses."""

import json

import pytest

from gongkai.cli.main import main

RECORD = """- arrival: {channel: online, arrived_on: 2026-02-28, confirmed_on: 2026-03-02, evidence: 系统回执}
- consultation: {with: third_party, sent_on: 2026-03-09, received_on: 2026-03-11, answered_on: 2026-03-27}
- reply: {replied_on: 2026-04-20}
"""


def test_the_reply_is_told_day_by_day(capsys):
    assert main(["due", "--received", "2022-09-30", "--explain"]) == 0
    out = capsys.readouterr().out
    assert "答复申请人：2022-11-02（星期三）" in out
    assert "2022-10-08 星期六  第1个工作日  国庆节调休上班（国办发明电〔2021〕11号）" in out
    assert "第三十三条第二款 [已核原文]" in out


def test_a_record_file_and_its_json(tmp_path, capsys):
    path = tmp_path / "case.yaml"
    path.write_text(RECORD, encoding="utf-8")
    assert main(["due", str(path), "--format", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["schema"] == "gongkai.due/1"
    assert made["received_on"] == "2026-03-02"
    reply = made["clocks"][0]
    assert (reply["day"], reply["weekday"], reply["late_by_working_days"]) == (
        "2026-04-20",
        "星期一",
        0,
    )
    roles = [step["role"] for step in reply["derivation"]]
    assert roles.count("counted") == 20 and roles.count("excluded") == 14


def test_options_and_file_answer_alike(tmp_path, capsys):
    path = tmp_path / "case.yaml"
    path.write_text(RECORD, encoding="utf-8")
    main(["due", str(path)])
    from_file = capsys.readouterr().out
    main(
        [
            "due",
            "--channel",
            "online",
            "--arrived",
            "2026-02-28",
            "--received",
            "2026-03-02",
            "--third-party",
            "2026-03-09,2026-03-11,2026-03-27",
            "--replied",
            "2026-04-20",
        ]
    )
    from_options = capsys.readouterr().out
    assert [line for line in from_options.splitlines() if "证据" not in line] == [
        line for line in from_file.splitlines() if "证据" not in line
    ]


def test_late_and_overdue_are_exit_status_1(capsys):
    assert main(["due", "--received", "2026-03-02", "--replied", "2026-03-31"]) == 1
    assert "逾期1个工作日" in capsys.readouterr().out
    assert main(["due", "--received", "2026-03-02", "--on", "2026-03-31"]) == 1
    assert main(["due", "--received", "2026-03-02", "--on", "2026-03-30"]) == 0
    assert (
        main(["due", "--received", "2026-03-02", "--replied", "2026-03-30", "--on", "2026-05-01"])
        == 0
    )


def test_one_clock_alone(capsys):
    assert main(["due", "--clock", "publication", "--start", "2026-09-30", "--explain"]) == 0
    assert "主动公开政府信息：2026-11-03（星期二）" in capsys.readouterr().out
    assert main(["due", "--clock", "report_department", "--start", "2025-12-31"]) == 0
    assert "2026-01-31（星期六）" in capsys.readouterr().out


def test_a_remedy_not_told_of(capsys):
    told = ["due", "--clock", "suit_direct", "--start", "2025-03-01", "--told"]
    assert main([*told, "2025-03-10"]) == 0
    assert "2025-09-10" in capsys.readouterr().out
    assert main([*told, "未告知"]) == 0
    assert "2026-03-02" in capsys.readouterr().out


def test_the_register_is_listed(capsys):
    assert main(["due", "--list"]) == 0
    assert "third_party_opinion" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("due", "请写明收到申请的日子"),
        ("due --received 2026-02-30", "不是有效的日期"),
        ("due --received 20260302", "不在可用的范围"),
        ("due --received 2018-05-01", "早于2019年"),
        ("due --received 2026-03-02 --channel pigeon", "没有“pigeon”"),
        ("due --received 2026-03-02 --correction-received 2026-03-05", "--correction-sent"),
        ("due --received 2026-03-02 --correction-sent 2026-03-01", "早于"),
        ("due --received 2026-03-02 --third-party 2026-03-09,2026-03-08", "早于"),
        ("due --received 2026-03-02 --third-party 1,2,3,4", "应写作"),
        ("due --received 2026-03-02 --extension-days 10", "--extension-notified"),
        ("due --received 2026-03-02 --extension-notified 2026-03-20 --extension-days 十", "整数"),
        ("due --received 2026-03-02 --fee-paid 2026-03-20", "--fee-sent"),
        ("due --received 2020-03-02 --fee-sent 2020-03-20", "自2021-01-01起施行"),
        ("due --received 2026-03-02 --longer-until 2026-06-30", "--longer-notified"),
        ("due --clock reply --start 2026-03-02", "由多件事决定"),
        ("due --clock publication", "--start"),
        ("due --clock publication --start 2026-03-02 --told 2026-03-03", "只用于"),
        ("due --clock suit_direct --start 2026-03-02 --told 2026-03-01", "早于"),
        ("due no-such-file.yaml", "无法打开"),
        ("due no-such-file.yaml --received 2026-03-02", "不要再用 --received"),
        ("due --received 2026-03-02 --local no-such-file.yaml", "无法打开"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_sentence(arguments, says, capsys):
    assert main(arguments.split()) == 2
    said = capsys.readouterr()
    assert says in said.err and not said.out
    assert len(said.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: 1",
        "- arrival: 1",
        "- reply: {replied_on: 2026-03-02}",
        "- arrival: {channel: online, arrived_on: 2026-03-02}\n  reply: {replied_on: 2026-03-02}",
        "- arrival: {channel: online, arrived_on: 2026-03-02}\n- nothing: {}",
        "- arrival: {channel: online, arrived_on: soon}",
        "- &a arrival: {channel: online, arrived_on: 2026-03-02}\n- *a : 1",
        "[" * 3000,
    ],
)
def test_a_broken_record_is_refused(text, tmp_path, capsys):
    path = tmp_path / "case.yaml"
    path.write_text(text, encoding="utf-8")
    assert main(["due", str(path)]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_file_that_is_no_text_is_refused(tmp_path, capsys):
    path = tmp_path / "case.yaml"
    path.write_bytes(b"\xff\xfe\x00\x00")
    assert main(["due", str(path)]) == 2
    path.write_bytes(b"#" * 1_000_001)
    assert main(["due", str(path)]) == 2
    assert "UTF-8" in capsys.readouterr().err
