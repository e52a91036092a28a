"""`make run`: what it refuses, what it removes, when it has nothing to prepare."""

import os
import socket
import sqlite3

import pytest

from gongkai.config import run


@pytest.fixture(autouse=True)
def no_server_database(monkeypatch):
    monkeypatch.delenv("GONGKAI_DATABASE", raising=False)


def installation(folder, *, example, mark=True):
    """A home folder with a site record, as far as `run` looks at it."""
    (folder / "public").mkdir()
    (folder / "public" / "index.html").write_text("首页")
    connection = sqlite3.connect(folder / "gongkai.sqlite3")
    connection.execute("CREATE TABLE organs_siterecord (is_example bool)")
    connection.execute("INSERT INTO organs_siterecord VALUES (?)", (example,))
    connection.commit()
    connection.close()
    if mark:
        (folder / run.EXAMPLE).write_text("")
    (folder / "notes.txt").write_text("别人的文件")


def test_beginning_again_removes_the_example_and_nothing_else(tmp_path):
    installation(tmp_path, example=True)
    run.begin_again(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(("example", "mark"), [(False, True), (True, False), (False, False)])
def test_a_real_installation_is_not_begun_again(tmp_path, example, mark):
    installation(tmp_path, example=example, mark=mark)
    with pytest.raises(run.Refused, match="不是示例安装"):
        run.begin_again(tmp_path)
    assert (tmp_path / "public" / "index.html").exists()


def test_a_database_on_a_server_is_not_begun_again(tmp_path, monkeypatch):
    installation(tmp_path, example=True)
    monkeypatch.setenv("GONGKAI_DATABASE", "postgresql://u@h/db")
    with pytest.raises(run.Refused, match="SQLite"):
        run.begin_again(tmp_path)


def test_an_example_that_was_interrupted_may_be_begun_again(tmp_path):
    (tmp_path / run.EXAMPLE).write_text("")
    (tmp_path / "gongkai.sqlite3").write_bytes(b"")
    run.begin_again(tmp_path)
    assert not list(tmp_path.iterdir())


def test_an_empty_folder_needs_no_beginning_again(tmp_path):
    run.begin_again(tmp_path)


def test_links_are_removed_and_not_followed(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("x")
    home = tmp_path / "home"
    home.mkdir()
    (home / "public").symlink_to(outside)
    (home / run.EXAMPLE).write_text("")
    run.begin_again(home)
    assert (outside / "kept").exists() and not (home / "public").exists()


def test_one_start_at_a_time(tmp_path):
    handle = run.hold_home(tmp_path)
    with pytest.raises(run.Refused, match="已经在运行"):
        run.hold_home(tmp_path)
    os.close(handle)
    os.close(run.hold_home(tmp_path))


def test_a_taken_port_is_named_before_anything_is_prepared():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(run.Refused, match=f"PORT={port + 1}"):
            run.check_port("127.0.0.1", port)


def test_ready_only_by_this_state_of_the_program(tmp_path, monkeypatch):
    assert not run.is_ready(tmp_path)
    (tmp_path / run.READY).write_text(run.prepared_by())
    assert run.is_ready(tmp_path)
    monkeypatch.setenv("GONGKAI_DATABASE", "postgresql://another/one")
    assert not run.is_ready(tmp_path)


def test_the_accounts_are_named(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PORT", "8123")
    run.introduce(tmp_path)
    said = capsys.readouterr().out
    assert "http://127.0.0.1:8123/office/" in said and "jyj-clerk" not in said
    (tmp_path / "example-accounts.txt").write_text("说明\n全部账号的密码：X\n")
    run.introduce(tmp_path)
    said = capsys.readouterr().out
    for name in ("jyj-clerk", "county-office", "county-head", "xzf-clerk", "slj-head"):
        assert name in said


@pytest.mark.django_db
def test_the_example_goes_into_an_empty_database_only():
    from tests.county import make_county

    assert run.is_empty()
    make_county()
    assert not run.is_empty()
