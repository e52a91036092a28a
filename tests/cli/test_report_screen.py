"""`gongkai report screen`: the sums of many reports, one a line."""

import json

from gongkai.cli.main import main
from gongkai.domain.rules.subject import example


def line(**cells: int) -> str:
    made = {key.replace("__", "."): value for key, value in cells.items()}
    return json.dumps(example({"cells": made}).report.to_dict(), ensure_ascii=False)


def test_reports_with_wrong_sums_are_named_by_line(tmp_path, capsys):
    path = tmp_path / "reports.jsonl"
    right = line(t4__review__upheld=2, t4__review__total=2)
    wrong = line(t4__review__upheld=2, t4__review__total=3)
    path.write_text("\n".join([right] * 5000 + [wrong, "", "{}", right]) + "\n", encoding="utf-8")
    assert main(["report", "screen", str(path)]) == 2
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith("第5001行\t示例县人民政府\t2025\t复议、诉讼各项结果相加等于总计")
    assert out[1].startswith("第5003行\t未能读取")
    assert out[2] == "共 5003 份：合计不成立 1 份，未能读取 1 份"


def test_status_is_one_for_a_wrong_sum_and_zero_for_none(tmp_path, capsys):
    path = tmp_path / "reports.jsonl"
    path.write_text(line(t4__review__total=3), encoding="utf-8")
    assert main(["report", "screen", str(path)]) == 1
    path.write_text(line(), encoding="utf-8")
    assert main(["report", "screen", str(path)]) == 0
    assert main(["report", "screen", str(tmp_path / "missing")]) == 2
    assert "无法打开" in capsys.readouterr().err
