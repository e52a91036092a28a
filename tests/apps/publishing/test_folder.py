"""Paths that may exist, and files that appear whole."""

import pytest

from gongkai.apps.publishing.folder import Busy, PublicFolder, UnsafePath, checked_path


@pytest.fixture
def folder(tmp_path):
    return PublicFolder(tmp_path / "public", tmp_path / "state")


@pytest.mark.parametrize(
    "path", ["index.html", "jyj/zdgk/20-1/index.html", "files/ab/附件 一.docx"]
)
def test_plain_paths(path):
    assert checked_path(path) == path


@pytest.mark.parametrize(
    "path",
    ["", "/a", "a/", "a//b", "../a", "a/../b", "./a", "a/.b", ".staging/1", "a\\b", "a\nb", "a\x00",
     "a:b", "a/ b.html", "office/index.html", "api/v1", "search/index.html", "字" * 81 + ".html",
     "a/" * 150 + "b"],
)  # fmt: skip
def test_paths_that_must_not_exist(path):
    with pytest.raises(UnsafePath):
        checked_path(path)


def test_the_lock_is_one_processs(folder):
    with folder.locked():
        with pytest.raises(Busy), folder.locked():
            pass
        with pytest.raises(Busy), PublicFolder(folder.root, folder.state).locked(0.1):
            pass
    with folder.locked():
        pass


def test_removing_leaves_no_empty_folder(folder):
    for path in ("a/b/c/1.html", "a/b/2.html"):
        folder.put(folder.stage(b"x"), path)
    folder.remove("a/b/c/1.html")
    assert not (folder.root / "a/b/c").exists() and (folder.root / "a/b/2.html").exists()
    folder.remove("a/b/2.html")
    folder.remove("a/b/2.html")
    assert not (folder.root / "a").exists() and folder.root.exists()


def test_a_stored_file_is_copied(folder, tmp_path):
    (tmp_path / "stored").write_bytes(b"0" * 3_000_000)
    folder.put(folder.stage(tmp_path / "stored"), "files/a")
    assert folder.size("files/a") == 3_000_000 and (tmp_path / "stored").exists()
    assert (
        folder.digest("files/a") and not folder.digest("files/b") and folder.size("files/b") == -1
    )


def test_two_objects_of_a_process_stage_under_names_of_their_own(folder):
    again = PublicFolder(folder.root, folder.state)
    first, second = folder.stage(b"one"), again.stage(b"two")
    assert first != second
    assert (folder.staging / first).read_bytes() == b"one"
