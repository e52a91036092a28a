"""The signed list: what it costs to keep, and that no change of the folder or of the list goes unseen."""

import json
import random

import pytest

from gongkai.apps.publishing.manifest import log as manifest_log
from gongkai.apps.publishing.manifest import signing, verifying
from gongkai.apps.publishing.manifest.log import (
    BrokenManifest,
    ManifestLog,
    Record,
    read_head,
    read_manifest,
)
from gongkai.apps.publishing.manifest.verifying import verify

AT = "2025-12-31T12:00:00+08:00"


def record(root, path, body=b"page"):
    import hashlib

    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(body)
    return Record(path, hashlib.sha256(body).hexdigest(), len(body))


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(verifying, "PAUSE", 0)
    root, folder = tmp_path / "public", tmp_path / "manifest"
    root.mkdir()
    return root, folder


@pytest.fixture
def listed(place):
    root, folder = place
    log = ManifestLog(folder)
    log.append([record(root, f"jyj/2025/{n}.html", b"%d" % n) for n in range(5)], [], at=AT)
    log.append([record(root, "jyj/2025/附件 表.docx")], ["jyj/2025/0.html"], at=AT)
    (root / "jyj/2025/0.html").unlink()
    return root, folder, log


def test_what_was_written_is_listed(listed):
    root, folder, _ = listed
    assert set(read_manifest(folder)) == {
        *(f"jyj/2025/{n}.html" for n in range(1, 5)),
        "jyj/2025/附件 表.docx",
    }
    found = verify(root, folder)
    assert not found and found.checked == 5


def test_each_difference_is_named(listed):
    root, folder, _ = listed
    (root / "jyj/2025/1.html").write_bytes(b"x")
    (root / "jyj/2025/2.html").unlink()
    (root / "jyj/2025/3.html").unlink()
    (root / "jyj/2025/3.html").symlink_to(root / "jyj/2025/4.html")
    (root / "jyj/evil").mkdir()
    (root / "jyj/evil/a.php").write_bytes(b"<?php")
    (root / "link").symlink_to("/etc")
    (root / ".staging").mkdir()
    (root / ".staging/1-1").write_bytes(b"half")
    found = verify(root, folder)
    assert found.changed == ["jyj/2025/1.html", "jyj/2025/3.html"]
    assert found.missing == ["jyj/2025/2.html"]
    assert found.foreign == ["jyj/evil/a.php", "link"]


def test_every_single_changed_byte_is_seen(listed):
    root, folder, _ = listed
    path = root / "jyj/2025/附件 表.docx"
    for place in range(4):
        body = bytearray(b"page")
        body[place] ^= 1
        path.write_bytes(body)
        assert verify(root, folder).changed == ["jyj/2025/附件 表.docx"]


def test_a_publication_under_way_is_no_difference(listed, monkeypatch):
    root, folder, log = listed
    new = record(root, "jyj/2025/9.html")

    def wait(seconds):
        log.append([new], [], at=AT)

    monkeypatch.setattr(verifying.time, "sleep", wait)
    assert not verify(root, folder)


def test_no_line_of_the_list_can_be_changed_unseen(listed):
    root, folder, _ = listed
    path = folder / "00000001.log"
    whole = path.read_bytes()
    chance = random.Random(1)
    for place in chance.sample(range(len(whole)), 60):
        body = bytearray(whole)
        body[place] ^= 1 << chance.randrange(8)
        path.write_bytes(body)
        with pytest.raises(BrokenManifest):
            read_manifest(folder)
    path.write_bytes(whole[:-10])
    with pytest.raises(BrokenManifest):
        read_manifest(folder)
    path.write_bytes(whole)
    read_manifest(folder)


def test_the_head_cannot_be_changed_unseen(listed):
    _, folder, _ = listed
    whole = json.loads((folder / "head.json").read_text())
    for name in ("log", "length", "lines", "began_with", "chain", "at"):
        changed = whole[name] + 1 if isinstance(whole[name], int) else whole[name][::-1]
        (folder / "head.json").write_text(json.dumps(whole | {name: changed}))
        with pytest.raises(BrokenManifest):
            read_manifest(folder)
    (folder / "head.json").write_text("{")
    with pytest.raises(BrokenManifest, match="publish --all"):
        read_manifest(folder)


def test_another_key_is_refused(listed, tmp_path):
    root, folder, _ = listed
    signing.signing_key(tmp_path / "other")
    with pytest.raises(BrokenManifest, match="签名不对"):
        verify(root, folder, key=tmp_path / "other" / signing.PUBLIC)
    with pytest.raises(ValueError, match="没有找到公钥"):
        verify(root, folder, key=tmp_path / "none.pem")


def test_the_private_key_is_its_owners(listed):
    _, folder, _ = listed
    assert (folder / signing.PRIVATE).stat().st_mode & 0o777 == 0o600


def test_a_tail_that_the_head_does_not_count_is_cut_off(listed):
    root, folder, log = listed
    with open(folder / "00000001.log", "ab") as file:
        file.write(b"+ half a bl")
    assert not verify(root, folder)
    log.append([record(root, "new.html")], [], at=AT)
    assert "new.html" in read_manifest(folder) and not verify(root, folder)


def test_a_publication_costs_what_changed_not_what_is_there(place):
    root, folder = place
    log = ManifestLog(folder)
    sizes = []
    for count in (10, 1000):
        log.restart([Record(f"a/{n}.html", "0" * 64, n) for n in range(count)], at=AT)
        before = read_head(folder).length
        log.append([Record("a/1.html", "1" * 64, 1)], [], at=AT)
        sizes.append(read_head(folder).length - before)
    assert sizes[0] == sizes[1] < 300


def test_history_is_dropped_when_it_is_most_of_the_log(place, monkeypatch):
    monkeypatch.setattr(manifest_log, "SMALLEST_COMPACTION", 50)
    root, folder = place
    log = ManifestLog(folder)
    records = [record(root, f"a/{n}.html", b"%d" % n) for n in range(10)]
    for _ in range(6):
        log.append(records, [], at=AT)
    assert log.wants_compaction()
    log.restart(records, at=AT)
    assert not log.wants_compaction() and not verify(root, folder)
    assert [path.name for path in folder.glob("*.log")] == ["00000002.log"]
    for _ in range(4):
        log.append(records, [], at=AT)
    assert not log.wants_compaction()  # 50 lines
    log.append(records[:1], [], at=AT)
    assert log.wants_compaction()
