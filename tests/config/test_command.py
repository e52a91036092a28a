"""One command for everything: the words of the law without Django, the platform's as management commands."""

import subprocess
import sys

import pytest

from gongkai.config.command import PLATFORM, main, overview

pytestmark = pytest.mark.starts_a_command


def run(*words, code="import gongkai.config.command as c, sys; sys.exit(c.main())", home=None):
    import os

    env = os.environ | ({"GONGKAI_HOME": str(home)} if home else {})
    return subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, env=env, timeout=600
    )


def test_the_law_is_asked_without_django():
    code = (
        "import sys, gongkai.config.command as c; code = c.main();"
        "print('django' in sys.modules); sys.exit(code)"
    )
    done = run("calendar", "check", "--on", "2026-11-22", code=code)
    assert done.stdout.strip().endswith("False"), done


def test_every_platform_command_exists_or_is_named_as_missing(capsys):
    from django.core.management import get_commands

    for one, two in PLATFORM:
        if f"{one}_{two}".replace("-", "_") not in get_commands():
            assert main([one, two]) == 2
            assert "没有装入" in capsys.readouterr().err
    assert {"audit_verify", "audit_seal", "organs_start", "organs_import"} <= set(get_commands())


def test_the_overview_names_every_command(capsys):
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert said.strip() == overview()
    for one, two in PLATFORM:
        assert f"{one} {two}" in said
    assert "report" in said and "calendar" in said


@pytest.mark.parametrize("words", PLATFORM, ids=" ".join)
def test_help_speaks_chinese_alone(words, capsys):
    with pytest.raises(SystemExit):
        main([*words, "--help"])
    said = capsys.readouterr().out
    assert said.startswith("用法：gongkai ")
    for english in ("usage", "options:", "positional", "exit", "checks"):
        assert english not in said


def test_half_a_command_shows_its_other_halves(capsys):
    assert main(["audit"]) == 2
    assert "gongkai audit seal" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_new_installation_begins_with_three_administrators(capsys):
    from gongkai.apps.organs.models import Person, Post

    words = ["organs", "start", "--name", "示例县人民政府", "--short-name", "县政府"]
    words += ["--credit-code", "111400000000000000"]
    people = ["--system", "xitong:甲", "--security", "anquan:乙", "--audit", "shenji:丙"]
    assert main([*words, *people]) == 1
    assert "校验位" in capsys.readouterr().err and not Person.objects.exists()
    from tests.county import credit_code

    words[-1] = credit_code("xzf")
    assert main([*words, *people[:-1], "anquan:乙"]) == 1, "one person for two posts"
    capsys.readouterr()
    assert not Person.objects.exists()
    assert main([*words, *people]) == 0
    said = capsys.readouterr().out
    assert said.count("初始密码 ") == 3
    assert sorted(Post.objects.values_list("person__username", "kind")) == [
        ("anquan", "security_administrator"),
        ("shenji", "audit_administrator"),
        ("xitong", "system_administrator"),
    ]
    assert main([*words, *people]) == 1, "only once"
    assert main(["audit", "verify"]) == 0
    assert "完整：7 行" in capsys.readouterr().out


def test_a_database_that_was_never_prepared_is_told_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.delenv("GONGKAI_DATABASE", raising=False)
    done = run("audit", "verify", home=tmp_path)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "还没有本程序的数据" in done.stderr and "make run" in done.stderr


def test_a_database_that_does_not_answer_is_told_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_DATABASE", f"postgresql://nobody@/none?host={tmp_path}")
    done = run("audit", "verify", home=tmp_path)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "GONGKAI_DATABASE" in done.stderr and "不能使用" in done.stderr
