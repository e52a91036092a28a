"""The backup file: what went in comes out; nothing else does."""

import io
import os
import tarfile

import pytest

from gongkai.apps.backups import databases
from gongkai.apps.backups.archive import BackupError, Contents, Writer, unpack


@pytest.fixture
def packed(tmp_path):
    """A backup with a database and a file in the media folder."""
    folder = tmp_path / "media" / "attachments"
    folder.mkdir(parents=True)
    (folder / "one.txt").write_text("附件")
    database = tmp_path / "database.sqlite3"
    database.write_bytes(b"rows")
    stream = io.BytesIO()
    writer = Writer(stream, Contents("2026-11-22T19:00:00+08:00", "sqlite"))
    writer.add("database.sqlite3", database)
    writer.add_folder("media", tmp_path / "media")
    writer.close()
    return stream.getvalue()


def test_what_went_in_comes_out(packed, tmp_path):
    contents = unpack(io.BytesIO(packed), tmp_path / "out")
    assert set(contents.members) == {"database.sqlite3", "media/attachments/one.txt"}
    assert (tmp_path / "out/media/attachments/one.txt").read_text() == "附件"


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_a_file_cut_short_is_refused(packed, tmp_path, kept):
    with pytest.raises(BackupError):
        unpack(io.BytesIO(packed[: int(len(packed) * kept)]), tmp_path / "out")


def test_something_else_is_refused(tmp_path):
    with pytest.raises(BackupError):
        unpack(io.BytesIO(b"hello"), tmp_path / "out")


@pytest.mark.parametrize(
    "name", ["../outside", "/etc/passwd", "media/../../outside", "public/index.html", "others"]
)
def test_names_outside_are_refused(tmp_path, name):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as tar:
        entry = tarfile.TarInfo(name)
        entry.size = 1
        tar.addfile(entry, io.BytesIO(b"x"))
    stream.seek(0)
    with pytest.raises(BackupError, match="不该有"):
        unpack(stream, tmp_path / "out")
    assert not (tmp_path / "outside").exists()


def test_links_are_refused(tmp_path):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as tar:
        entry = tarfile.TarInfo("media/link")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(entry)
    stream.seek(0)
    with pytest.raises(BackupError, match="不该有"):
        unpack(stream, tmp_path / "out")


def test_a_member_that_was_exchanged_is_refused(packed, tmp_path):
    stream = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(packed)) as old,
        tarfile.open(fileobj=stream, mode="w:gz") as new,
    ):
        for entry in old:
            data = old.extractfile(entry).read()
            if entry.name.startswith("media/"):
                data = b"x" * len(data)
            new.addfile(entry, io.BytesIO(data))
    stream.seek(0)
    with pytest.raises(BackupError, match="清单不符"):
        unpack(stream, tmp_path / "out")


def test_an_old_pg_dump_is_told_in_a_sentence(tmp_path, monkeypatch):
    program = tmp_path / "pg_dump"
    said = "pg_dump: error: aborting because of server version mismatch"
    program.write_text(f"#!/bin/sh\necho '{said}' >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(databases, "_server_version", lambda: "18.4")
    with pytest.raises(BackupError, match="服务器 18.4"):
        databases._run(("pg_dump", "--format=custom"))
