"""`gongkai report check`: what it says, in which form, and its exit status."""

import json
import re
from pathlib import Path

import pytest

from gongkai.cli.main import main
from gongkai.domain.rules.subject import example, example_report
from tests.shared_reports import SEED


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A report in order, as the JSON form."""
    path = tmp_path / "clean.json"
    report = example(
        {
            "organ": "示例县水利局",
            "preface": "本报告根据《中华人民共和国政府信息公开条例》编制。本报告所列数据的统计期限自2025年1月1日起至2025年12月31日止。",
            "sections": {
                "一": "（一）主动公开。主动公开政府信息12条。\n（二）依申请公开。未收到政府信息公开申请。\n"
                "（三）政府信息管理。落实政府信息管理制度。\n（四）平台建设。维护门户网站。\n（五）监督保障。开展培训。",
                "五": "一是公开内容不够丰富。下一步，拓展公开内容。",
                "六": "本机关2025年度未收取政府信息公开信息处理费。",
            },
        }
    ).report
    path.write_text(json.dumps(report.to_dict(), ensure_ascii=False), encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main(["report", "check", *(str(one) for one in arguments)])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_the_seed_report_has_errors(capsys):
    status, out, _ = run(capsys, SEED)
    assert status == 1
    assert "6" in out and "错误" in out


def test_a_clean_report_has_none(capsys, clean):
    status, out, _ = run(capsys, clean)
    assert status == 0, out


def test_json_has_the_fixed_form_one_object_a_line(capsys, clean, tmp_path):
    unreadable = tmp_path / "购物清单.txt"
    unreadable.write_text("牛奶\n面包\n", encoding="utf-8")
    status, out, _ = run(capsys, SEED, unreadable, clean, "--format", "json")
    first, second, third = (json.loads(line) for line in out.splitlines())
    assert status == 2
    assert first["schema"] == second["schema"] == "gongkai.report-check/1"
    assert first["report"]["organ"] and first["report"]["year"] == 2025
    assert first["source"]["name"] == SEED.name and len(first["source"]["sha256"]) == 64
    assert first["cells"]["t3.new.total"] == 5
    assert first["cells"]["t3.carried_out.business"] is None
    assert {"code", "kind", "severity", "message", "cells", "quotes", "basis", "suggestion"} <= set(
        first["findings"][0]
    )
    assert "message" in second["error"] and "findings" not in second
    assert third["report"]["organ"] == "示例县水利局"


def test_a_missing_file_is_said_and_status_two(capsys, tmp_path):
    status, out, _ = run(capsys, tmp_path / "没有.docx")
    assert status == 2
    assert "没有.docx" in out and "怎么办" in out


def test_output_goes_to_a_file_whole_or_not_at_all(capsys, clean, tmp_path):
    target = tmp_path / "out.json"
    assert run(capsys, clean, "--format", "json", "--output", target)[0] == 0
    assert json.loads(target.read_text(encoding="utf-8"))["report"]["year"] == 2025
    status, _, err = run(capsys, clean, "--output", tmp_path / "nowhere" / "out.txt")
    assert status == 2 and "无法写入" in err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["clean.json", "out.json"]


def test_html_is_a_page_of_its_own(capsys, tmp_path):
    target = tmp_path / "seed.html"
    assert run(capsys, SEED, "--format", "html", "--output", target)[0] == 1
    page = target.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>") or page.startswith("<!doctype html>")
    assert "<script" not in page and "http-equiv" not in page.lower().replace("utf-8", "")


def test_last_years_report_is_held_against_this_years(capsys, clean, tmp_path):
    previous = tmp_path / "previous.json"
    data = json.loads(clean.read_text(encoding="utf-8"))
    data["year"] = 2024
    data["cells"]["t3.new.natural"] = data["cells"]["t3.new.total"] = 3
    data["cells"]["t3.carried_out.natural"] = data["cells"]["t3.carried_out.total"] = 3
    data["sections"]["一"] = data["sections"]["一"].replace(
        "未收到政府信息公开申请", "收到政府信息公开申请3件，结转下年度3件"
    )
    previous.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    status, out, _ = run(capsys, clean, "--previous", previous, "--format", "json")
    kinds = {one["kind"] for one in json.loads(out)["findings"]}
    assert "carry-over" in kinds
    assert status == 1


def test_children_are_added_up(capsys, clean, tmp_path):
    folder = tmp_path / "children"
    folder.mkdir()
    data = json.loads(clean.read_text(encoding="utf-8"))
    data["organ"] = data["title"] = "示例县某镇人民政府"
    data["cells"]["t2.licences"] = 7
    (folder / "town.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    _, out, _ = run(capsys, clean, "--children", folder, "--format", "json")
    assert any(one["kind"] == "aggregation" for one in json.loads(out)["findings"])
    status, _, err = run(capsys, clean, "--children", tmp_path / "missing")
    assert status == 2 and "不是目录" in err


def test_what_was_given_beside_it_and_could_not_be_used_is_said(capsys, clean, tmp_path):
    other = example_report({"year": 2021, "organ": "示例县水利局"}).to_dict()
    earlier = tmp_path / "2021.json"
    earlier.write_text(json.dumps(other, ensure_ascii=False), encoding="utf-8")
    _, out, _ = run(capsys, clean, "--previous", earlier)
    assert "没有比对：给出的对比报告是2021年度的，不是2024年度的" in out
    _, out, _ = run(capsys, clean)
    assert "没有比对" not in out


def test_a_file_that_is_missing_is_named_in_chinese(capsys, clean, tmp_path):
    missing = tmp_path / "没有.txt"
    for given in ([missing], [clean, "--previous", missing], [clean, "--explained", missing]):
        status, out, err = run(capsys, *given)
        assert status == 2
        assert "没有.txt" in out + err
        assert not re.search("[A-Za-z]{2} [a-z]+ [a-z]+", out + err), out + err
    for words in (
        ["render", str(missing), "--to", "pdf", "--output", "x.pdf"],
        ["compare", str(clean), str(missing)],
    ):
        assert main(["report", *words]) == 2
        assert capsys.readouterr().err.startswith("没有.txt：找不到这个文件")


def test_a_folder_that_is_missing_is_said_in_chinese(capsys, clean, tmp_path):
    status, _, err = run(capsys, clean, "--output", tmp_path / "没有" / "x.txt")
    assert status == 2 and "没有这个文件或者目录" in err
