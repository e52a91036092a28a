"""Old formats through LibreOffice, in the sandbox as in real life."""

import shutil
import subprocess
from pathlib import Path

import pytest

from gongkai.documents import sandbox
from gongkai.documents.blocks import Document, TableBlock
from gongkai.documents.errors import Unreadable
from gongkai.documents.formats import office
from tests.documents.formats import samples

READ = "gongkai.documents.reader:read_document"
installed = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice 没有安装")


def read_patiently(data: bytes, name: str) -> Document:
    """LibreOffice may need longer than its time on a busy machine, most of all at its first start."""
    for _ in range(3):
        try:
            found = sandbox.call(READ, data, name)
        except Unreadable as refusal:
            if "秒" not in refusal.message:
                raise
            late = refusal
        else:
            assert isinstance(found, Document)
            return found
    raise late


@pytest.fixture
def converted(tmp_path: Path) -> dict[str, bytes]:
    """The sample report as .doc and .rtf; .wps is a .doc by another name."""
    source = tmp_path / "source.docx"
    source.write_bytes(samples.docx())
    for kind in ("doc", "rtf"):
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'p').as_uri()}", "--convert-to", kind,
             "--outdir", str(tmp_path), str(source)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
    return {kind: (tmp_path / f"source.{kind}").read_bytes() for kind in ("doc", "rtf")}


@installed
def test_old_formats_within_the_limits(
    converted: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    for name, kind, media_type in (
        ("年报.doc", "doc", "application/msword"),
        ("年报.wps", "doc", "application/msword"),
        ("年报.rtf", "rtf", "application/rtf"),
    ):
        document = read_patiently(converted[kind], name)
        (table,) = [block for block in document.blocks if isinstance(block, TableBlock)]
        assert (table.row_count, table.column_count) == (4, 4)
        assert document.media_type == media_type
    assert list(folder.iterdir()) == []


@installed
def test_a_damaged_old_file_has_a_sentence() -> None:
    damaged = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(5000)
    with pytest.raises(Unreadable, match="LibreOffice") as caught:
        read_patiently(damaged, "年报.doc")
    assert "另存为 .docx" in caught.value.advice


def test_without_libreoffice_the_advice_is_to_save_as_docx(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(Unreadable, match="没有安装 LibreOffice") as caught:
        office.read_office(b"{\\rtf1 a}")
    assert "另存为 .docx" in caught.value.advice
