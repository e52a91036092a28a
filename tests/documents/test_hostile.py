"""Files made to hurt: each ends in a sentence, within the limits, and leaves nothing behind."""

import io
import json
import os
import random
import resource
import subprocess
import sys
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gongkai.documents import sandbox
from gongkai.documents.blocks import Document
from gongkai.documents.errors import DocumentError, Unreadable
from gongkai.documents.reader import read_file, read_safely
from tests.documents.formats import samples

READ = "gongkai.documents.reader:read_document"
SECONDS = 20
MEMORY = 512 * 2**20


@pytest.fixture(autouse=True)
def within_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[None]:
    """Every test here: it ends, memory below the limit, the temporary folder empty in the end.

    The sandbox holds each reading to its seconds; the clock here only tells a hang from a busy machine.
    """
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    start = time.monotonic()
    yield
    assert time.monotonic() - start < 5 * SECONDS
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    # A program that is started here counts the pages of this process until it is loaded, and other
    # tests may have filled it; a reader's own peak is measured in test_sandbox.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if "starts_a_command" not in request.keywords:
        assert after == before or after * 1024 < max(MEMORY, own * 1024 + 1)
    assert list(folder.iterdir()) == []


def refused(data: bytes, name: str = "年报.bin") -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(DocumentError) as caught:
        sandbox.call(READ, data, name)
    assert caught.value.message.endswith("。") and caught.value.advice.endswith("。")
    return caught.value.message


def read_or_refused(data: bytes, name: str = "年报.bin") -> Document | None:
    try:
        found = sandbox.call(READ, data, name)
    except DocumentError as error:
        assert error.message.endswith("。")
        return None
    assert isinstance(found, Document)
    return found


def zeros(megabytes: int) -> bytes:
    return b"<w:p>" + b" " * (megabytes * 2**20)


# Zip bombs


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/numbering.xml"])
def test_zip_bomb_in_a_part_that_is_read(part: str) -> None:
    text = f'<w:document xmlns:w="{samples.W}"><w:body/></w:document>'
    data = samples.packed({"word/document.xml": text, part: zeros(120)})
    assert "压缩炸弹" in refused(data)


def test_zip_bomb_in_a_part_that_is_not_read_costs_nothing() -> None:
    members = {f"word/media/{n}.bin": bytes(30 * 2**20) for n in range(2)}
    assert "炸弹" in refused(
        samples.packed({"word/document.xml": "<w/>", **members, "x": bytes(200 * 2**20)})
    )


def test_zip_with_a_lying_size() -> None:
    data = bytearray(samples.packed({"word/document.xml": zeros(100)}))
    real = (5 + 100 * 2**20).to_bytes(4, "little")
    place = data.rfind(real)
    data[place : place + 4] = (1000).to_bytes(4, "little")
    refused(bytes(data))


def test_zip_with_very_many_members() -> None:
    assert "3000个的上限" in refused(samples.packed({f"word/{n}": "" for n in range(20_000)}))


def test_zip_with_encrypted_members() -> None:
    data = bytearray(samples.docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 4)
    assert "密码" in refused(bytes(data))


# Entities and nesting

BOMB = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">%s]>'
LAYERS = "".join(f'<!ENTITY {chr(n + 1)} "{f"&{chr(n)};" * 10}">' for n in range(98, 110))


@pytest.mark.parametrize(
    "declaration", [BOMB % LAYERS, '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>']
)
def test_entities_are_refused_in_every_container(declaration: str) -> None:
    word = f'{declaration}<w:document xmlns:w="{samples.W}"><w:body>&a;</w:body></w:document>'
    assert "实体" in refused(samples.packed({"word/document.xml": word}))
    sheet = f"{declaration}<worksheet><sheetData>&a;</sheetData></worksheet>"
    assert "实体" in refused(
        samples.packed({"xl/workbook.xml": "<a/>", "xl/worksheets/sheet1.xml": sheet})
    )
    refused(samples.packed({"OFD.xml": f"{declaration}<OFD>&a;</OFD>"}))


def test_entities_in_utf_16_are_seen() -> None:
    word = f'<?xml version="1.0" encoding="utf-16"?>{BOMB % LAYERS}<a>&a;</a>'
    assert "实体" in refused(samples.packed({"word/document.xml": word.encode("utf-16")}))


def test_entities_in_a_page_are_text() -> None:
    found = read_or_refused(
        (BOMB % LAYERS + "<html><body><p>&m;</p></body></html>").encode(), "a.html"
    )
    assert found is not None and sum(len(block.text) for block in found.blocks) < 1000  # type: ignore[union-attr]


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "b", "ul><li", "p", "svg", "span"])
def test_deep_nesting_in_a_page(tag: str) -> None:
    read_or_refused(f"<html><body>{f'<{tag}>' * 100_000}年报".encode(), "a.html")


def test_deep_nesting_in_word() -> None:
    refused(samples.docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000))
    refused(samples.docx("<w:tbl><w:tr><w:tc>" * 2000 + "</w:tc></w:tr></w:tbl>" * 2000))


# Tables


def test_huge_spans_cost_nothing() -> None:
    table = samples.html_table(
        [[("标题", 65534, 65534), ("甲", 65534, 1000)], [("乙", 0, 65534)], [("丙", 1, 1)]]
    )
    # Written out, 50 times 65534 by 65534 cells would neither fit the memory nor end in time.
    found = sandbox.call(READ, samples.html(table * 50), "a.html")
    assert all(block.column_count <= 4 and block.row_count == 3 for block in found.blocks)


def test_huge_spans_in_word() -> None:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr>{samples.paragraph("甲")}</w:tc>'
    row = f'<w:tr><w:trPr><w:gridBefore w:val="999999"/></w:trPr>{cell * 3}</w:tr>'
    read_or_refused(samples.docx(f"<w:tbl>{row * 20}</w:tbl>"))


def test_a_page_of_a_million_cells() -> None:
    refused(samples.html(f"<table>{'<tr><td>1<td>2</tr>' * 500_000}</table>"), "a.html")


@pytest.mark.parametrize(
    "sheet",
    [
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1048576"><c><v>1</v></c></row></sheetData>',
        f"<sheetData><row>{'<c><v>1</v></c>' * 100_000}</row></sheetData>",
        '<sheetData><row r="1"><c r="B99999999999999999999"><v>1</v></c></row></sheetData>',
        f"<sheetData>{'<row><c><v>1</v></c></row>' * 100_000}</sheetData>",
    ],
)
def test_sheets_that_unfold_without_end(sheet: str) -> None:
    refused(samples.xlsx(sheet), "a.xlsx")


def test_very_many_merged_ranges() -> None:
    merged = '<mergeCell ref="A1:XFD1048576"/>' * 100_000
    sheet = f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells>{merged}</mergeCells>'
    refused(samples.xlsx(sheet), "a.xlsx")


# PDF


def test_a_pdf_of_five_thousand_pages() -> None:
    assert "5000页" in refused(samples.pdf("", pages=5000), "a.pdf")


def test_an_encrypted_pdf() -> None:
    locked = samples.pdf().replace(
        b"trailer << ",
        b"trailer << /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt << /Filter"
        b" /Standard /V 1 /R 2 /P -64 /O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >> ",
    )
    assert "密码" in refused(locked, "a.pdf")


def test_a_scanned_pdf() -> None:
    assert "扫描件" in refused(samples.pdf("0 0 100 100 re f"), "a.pdf")


def test_a_pdf_stream_that_inflates_without_end() -> None:
    bomb = zlib.compress(b"0 0 m 1 1 l S\n" * 40_000, 9).decode("latin-1")
    data = samples.pdf(bomb).replace(b"<< /Length", b"<< /Filter /FlateDecode /Length")
    read_or_refused(data, "a.pdf")


@pytest.mark.parametrize(
    "content",
    [
        "".join(f"{n % 500} {n // 500} m 500 800 l S\n" for n in range(15_000)),
        "".join(
            f"{n % 590} 0 m {n % 590} 800 l S 0 {n % 800} m 590 {n % 800} l S\n"
            for n in range(4000)
        ),
        samples.pdf_show("报" * 30_000, 0, 0),
        "q " * 50_000,
        "[" * 100_000,
        "<<" * 100_000,
    ],
    ids=["slanted lines", "grid", "characters", "states", "arrays", "dictionaries"],
)
def test_pages_drawn_too_full(content: str) -> None:
    read_or_refused(samples.pdf(content), "a.pdf")


def test_a_page_tree_that_bites_its_tail() -> None:
    read_or_refused(samples.pdf().replace(b"/Kids [7 0 R]", b"/Kids [2 0 R]"), "a.pdf")
    read_or_refused(samples.pdf().replace(b"/Count 1", b"/Count 99999999"), "a.pdf")


# Damaged, foreign, disguised

MAKERS: list[Callable[[], bytes]] = [
    samples.html,
    samples.docx,
    samples.xlsx,
    samples.pdf,
    samples.ofd,
]


@pytest.mark.parametrize("make", MAKERS, ids=lambda one: one.__name__)
def test_truncated_files(make: Callable[[], bytes]) -> None:
    whole = make()
    for part in (1, 4, 10, len(whole) // 3, len(whole) // 2, len(whole) - 30, len(whole) - 1):
        read_or_refused(whole[:part], f"a.{make.__name__}")


@pytest.mark.parametrize(
    "ending", ["docx", "pdf", "xlsx", "ofd", "html", "json", "txt", "md", "doc", "jpg", ""]
)
def test_binary_junk_under_every_name(ending: str) -> None:
    assert refused(random.Random(ending).randbytes(50_000), f"a.{ending}")


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"7z\xbc\xaf\x27\x1c", "压缩包"),
        (b"\x1f\x8b\x08", "压缩包"),
        (b"MZ\x90\x00", "程序"),
        (b"\x7fELF\x02", "程序"),
    ],
)
def test_other_kinds_are_named(start: bytes, said: str) -> None:
    assert said in refused(start + bytes(3000), "年报.docx")


def test_an_archive_of_files_is_named() -> None:
    assert "压缩包" in refused(samples.packed({"年报.docx": samples.docx()}), "年报.zip")


def test_an_encrypted_word_file() -> None:
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(1000)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(1000)
    )
    assert "密码" in refused(data, "年报.docx")


def test_an_empty_file() -> None:
    assert "空" in refused(b"", "年报.docx")


# Size


def test_a_file_of_200_megabytes_is_refused_without_loading_it(tmp_path: Path) -> None:
    path = tmp_path / "年报.pdf"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    tracemalloc.start()
    with pytest.raises(Unreadable, match="200MB，超过60MB"):
        read_file(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10 * 2**20


@pytest.mark.parametrize(
    "fill", [b"<", b"a", b"\n", b"<td>", "一、".encode(), b"1 ", b"|", b"{", b" "]
)
def test_fifty_megabytes_of_the_same(fill: bytes) -> None:
    data = (b"<html>" if fill.startswith(b"<") else b"") + fill * (50 * 2**20 // len(fill))
    try:
        read_safely(data, "a.html" if fill.startswith(b"<") else "a.txt")
    except DocumentError as error:
        assert error.message.endswith("。")


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "closed").write_bytes(b"x")
    for path, said in (
        (tmp_path / "none", "找不到"),
        (tmp_path, "文件夹"),
        (Path("/dev/zero"), "不是普通文件"),
        (tmp_path / "pipe", "不是普通文件"),
    ):
        with pytest.raises(Unreadable, match=said):
            read_file(path)


# JSON


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"schema": "gongkai.report/1", "year": ' + "9" * 100_000 + "}",
        '{"schema": "gongkai.report/1", "cells": {"t2.fees": 1e999999}}',
        '{"schema": "gongkai.report/1", "cells": {"t2.fees": NaN}}',
        '{"schema": "gongkai.report/1", "cells": {"t2.fees": -Infinity}}',
        '{"schema": "gongkai.report/1", "cells": {"t2.fees": 1, "t2.fees": 2}}',
        '{"schema": "gongkai.report/1", "title": "' + "\\ud800" * 1000,
        "{" + ",".join(f'"k{n}": 1' for n in range(300_000)) + "}",
    ],
    ids=[
        "arrays",
        "objects",
        "integer",
        "exponent",
        "nan",
        "infinity",
        "twice",
        "surrogates",
        "keys",
    ],
)
def test_json_made_to_hurt(text: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_safely(text.encode(), "a.json")
    assert caught.value.message.endswith("。")


# The command dies, nothing stays


@pytest.mark.starts_a_command
def test_a_killed_command_leaves_nothing_for_the_next(tmp_path: Path) -> None:
    """SIGKILL gives no time to clean up: the reader ends by itself, the next run sweeps the folder."""
    folder = Path(os.environ["TMPDIR"])
    code = "from gongkai.documents import sandbox; sandbox.call('tests.documents.sandbox_targets:sleep', b'', 'a')"
    command = subprocess.Popen([sys.executable, "-c", code])
    until = time.monotonic() + 3 * SECONDS
    while not list(folder.iterdir()) and time.monotonic() < until:
        time.sleep(0.02)
    command.kill()
    command.wait()
    assert list(folder.iterdir())
    subprocess.run([sys.executable, "-c", code.replace(":sleep", ":echo")], check=True, timeout=600)
    assert not list(folder.iterdir())


def test_the_archive_reader_never_inflates_more_than_it_may() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", os.urandom(30 * 2**20))
    assert "过大" in refused(stream.getvalue())


def test_report_texts_are_bounded() -> None:
    sent = {"schema": "gongkai.report/1", "title": "年" * 3_000_000}
    with pytest.raises(DocumentError, match="过长|超过"):
        read_safely(json.dumps(sent, ensure_ascii=False).encode(), "a.json")
