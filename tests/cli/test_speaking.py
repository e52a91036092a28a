"""A command that is used wrongly says what is wrong in Chinese and ends with status 2."""

import re

import pytest

from gongkai.cli.main import main
from gongkai.cli.speaking import in_chinese
from gongkai.config.command import main as gongkai

WRONG = (
    (["report"], "还缺少：操作。"),
    (["report", "check"], "还缺少：文件。"),
    (["report", "check", "a.docx", "--format", "word"], "没有“word”，可以选：“text”、“json”、“html”。"),
    (["report", "render", "a.docx", "--to", "pdf"], "还缺少：--output。"),
    (["report", "render", "a.docx", "--to"], "--to：后面要写一个值。"),
    (["report", "chek"], "没有“chek”"),
    (["fee", "by_items"], "没有“by_items”"),
    (["calendar", "check"], "还缺少：--on。"),
    (["nonsense"], "没有“nonsense”"),
    (["calendar", "check", "--on", "2026-03-02", "--loud"], "不认识：--loud。"),
)  # fmt: skip


@pytest.mark.parametrize(("words", "sentence"), WRONG)
def test_said_in_chinese(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert sentence in said and said.startswith("用法：")
    assert not re.search(r"argument|required|invalid|error|usage|choose", said), said


def test_commands_of_the_platform_speak_so_too(capsys: pytest.CaptureFixture[str]) -> None:
    for words, sentence in (
        (["cases", "ledger", "--year", "vorig"], "不能写“vorig”"),
        (["cases", "ledger"], "还缺少：--year"),
        (["backup", "restore"], "还缺少："),
        (["audit", "verify", "--laut"], "不认识：--laut。"),
    ):
        assert gongkai(words) == 2
        said = capsys.readouterr().err
        assert sentence in said and said.startswith("用法："), said


def test_every_sentence_of_argparse_is_known() -> None:
    """What argparse may say of typed words; a new version that words it otherwise shows here."""
    for english in (
        "the following arguments are required: --on, 文件",
        "one of the arguments --a --b is required",
        "unrecognized arguments: x",
        "ambiguous option: --pr could match --previous, --profile",
        "argument --to: invalid choice: 'x' (choose from 'a', 'b')",
        "argument --to: expected one argument",
        "argument 文件: expected at least one argument",
        "argument --a: not allowed with argument --b",
        "argument --a: ignored explicit argument '3'",
        "argument --year: invalid int value: 'x'",
        "argument f: can't open 'x': [Errno 2] No such file",
    ):
        assert re.sub(r"--\w+|[abfx]", "", in_chinese(english)).isascii() is False
        assert not re.search(r"argument|invalid|expected|required", in_chinese(english))


def test_help_is_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["report", "check", "--help"])
    said = capsys.readouterr().out
    assert said.startswith("用法：gongkai report check [-h]")
    assert not re.search(r"usage|positional|options:|show this", said), said
