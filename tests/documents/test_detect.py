"""The kind of a file by its content."""

import pytest

from gongkai.documents.detect import Kind, detect
from gongkai.documents.errors import Unreadable
from tests.documents.formats import samples


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (samples.docx(), "a.pdf", Kind.DOCX),
        (samples.xlsx(), "a.docx", Kind.XLSX),
        (samples.ofd(), "a.zip", Kind.OFD),
        (samples.pdf(), "a.txt", Kind.PDF),
        (b"\r\n\r\n" + samples.pdf(), "a", Kind.PDF),
        (samples.html(), "a.txt", Kind.HTML),
        (samples.html(charset="utf-16"), "a.txt", Kind.HTML),
        ("<p style='text-align: center'>年报</p>".encode(), "a", Kind.HTML),
        (b"<!-- saved from url -->\n<HTML>", "a", Kind.HTML),
        ("年报</p><p>一</p><td>二</td></tr>".encode(), "a.html", Kind.HTML),
        ("年报</p><p>一</p><td>二</td></tr>".encode(), "a.md", Kind.TEXT),
        (b'{"schema": "gongkai.report/1"}', "a", Kind.JSON),
        (b"{}", "a.json", Kind.JSON),
        ("{一}年报".encode(), "a.txt", Kind.TEXT),
        ("BM县年报".encode(), "a.txt", Kind.TEXT),
        ("# 年报".encode(), "a.docx", Kind.TEXT),
        (b"{\\rtf1\\ansi a}", "a.doc", Kind.OFFICE),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "a.doc", Kind.OFFICE),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
            "a.xls",
            Kind.OFFICE,
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "a.doc", Kind.XLSX),
    ],
)
def test_kinds(data: bytes, name: str, kind: Kind) -> None:
    assert detect(data, name) is kind


def test_kinds_that_cannot_be_read_say_what_to_do() -> None:
    for data, name in (
        (samples.packed({"ppt/presentation.xml": ""}), "a.pptx"),
        (b"MIME-Version: 1.0\r\n", "a.mht"),
        (b"II*\x00" + bytes(100), "a.tif"),
    ):
        with pytest.raises(Unreadable) as caught:
            detect(data, name)
        assert caught.value.message.endswith("。") and caught.value.advice.endswith("。")
