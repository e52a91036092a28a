"""`gongkai report check --explained FILE`: explained errors no longer fail the check."""

import json
from pathlib import Path

import pytest

from gongkai.cli.main import main
from tests.shared_reports import SEED


def checked(capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, str | None]:
    main(["report", "check", str(SEED), "--format", "json", *more])
    findings = json.loads(capsys.readouterr().out)["findings"]
    return {one["code"]: one.get("explanation") for one in findings}


def test_an_explained_finding_carries_who_when_and_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "说明.yaml"
    path.write_text(
        "schema: gongkai.explained/1\nexplained:\n  - code: W01\n    figures: {}\n"
        "    words: [2025年我县我县政府信息公开工作]\n    by: 张三\n    day: 2026-01-20\n"
        "    reason: 原件如此\n",
        encoding="utf-8",
    )
    said = checked(capsys, "--explained", str(path))
    assert said["W01"] == "张三 2026年1月20日：原件如此"
    assert said["P01"] is None


def test_a_broken_file_is_named_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "说明.yaml"
    path.write_text("schema: gongkai.explained/1\nexplaned: []\n", encoding="utf-8")
    assert main(["report", "check", str(SEED), "--explained", str(path)]) == 2
    assert "第2行：未知的项“explaned”" in capsys.readouterr().err
