"""A covered file says nothing but what is seen; what is seen beside the marks is still there."""

import io
import shutil
import zlib

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pylopdf_fonts_zh_cn import serif_path

from gongkai.documents.errors import Unreadable
from gongkai.documents.redacting import Mark, look_at_safely, pointed_out_safely, redact_safely
from gongkai.documents.redacting.making import redact
from gongkai.documents.redacting.originals import look_at, opened_pdf
from gongkai.documents.redacting.pictures import page_picture
from gongkai.documents.redacting.proving import Unproved, prove_document, prove_picture
from gongkai.documents.redacting.under import characters, pointed_out, text_under
from tests.documents.redacting.planted import MARKERS, planted_pdf, planted_picture, planted_word


def mark_over(data: bytes, word: str, page: int = 1) -> Mark:
    """A mark that just covers a word of the text layer, wherever turning and cropping put it."""
    with opened_pdf(data) as document:
        found = characters(document[page - 1])
    at = "".join(one.text for one in found).index(word)
    run = found[at : at + len(word)]
    left, top = min(one.left for one in run) - 0.004, min(one.top for one in run) - 0.004
    right, bottom = max(one.right for one in run) + 0.004, max(one.bottom for one in run) + 0.004
    return Mark(page, max(0, left), max(0, top), min(1, right) - left, min(1, bottom) - top)


def everything_in(data: bytes) -> bytes:
    """The bytes and every stream in them that can be inflated."""
    parts, at = [data], 0
    while (at := data.find(b"stream", at + 1)) >= 0:
        for skip in (7, 8):
            try:
                parts.append(zlib.decompressobj().decompress(data[at + skip :]))
            except zlib.error:
                continue
    return b"\n".join(parts)


def light_at(data: bytes, x: float, y: float) -> int:
    """How light a page of the result is at a place given in fractions."""
    with opened_pdf(data) as document:
        picture = document[0].render(scale=2).to_pil().convert("L")
    value = picture.getpixel((int(x * picture.width), int(y * picture.height)))
    assert isinstance(value, int)
    return value


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [False, True])
def test_nothing_hidden_survives(rotate: int, crop: bool) -> None:
    source = planted_pdf(rotate=rotate, crop=crop)
    found = everything_in(source)
    assert all(one.encode() in found for one in MARKERS if one != "BOOKMARKED")
    mark = mark_over(source, "SECRETLINE")
    made = redact(source, [mark])
    held = everything_in(made.content)
    for marker in (*MARKERS, "OPENLINE"):
        assert marker.encode() not in held and marker.encode("utf-16-be") not in held
    assert look_at(made.content).pages == look_at(source).pages
    assert light_at(made.content, mark.left + mark.width / 2, mark.top + mark.height / 2) < 40
    assert made.remarks == ()


def test_what_is_not_marked_is_still_seen() -> None:
    source = planted_pdf()
    made = redact(source, [mark_over(source, "SECRETLINE")]).content
    before, after = (
        Image.open(io.BytesIO(page_picture(one, 1, 800))).convert("L") for one in (source, made)
    )
    mark = mark_over(source, "OPENLINE")
    box = mark.box(*before.size)
    assert before.crop(box).getextrema()[0] < 60 and after.crop(box).getextrema()[0] < 60
    assert sum(
        abs(a - b)
        for a, b in zip(before.crop(box).getdata(), after.crop(box).getdata(), strict=True)
    ) < (20 * (box[2] - box[0]) * (box[3] - box[1]))
    # A layer that is switched off is not shown, so it is not in the picture either.
    with opened_pdf(source) as document:
        layer = mark_over(source, "LAYERMARK")
        assert "LAYERMARK" in "".join(one.text for one in characters(document[0]))
    assert after.crop(layer.box(*after.size)).getextrema()[0] > 200


def test_a_page_without_marks_is_a_picture_too() -> None:
    made = redact(planted_pdf(), [])
    assert b"OPENLINE" not in everything_in(made.content)
    document = pypdfium2.PdfDocument(made.content)
    assert document[0].get_textpage().count_chars() == 0


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("turned", [False, True])
def test_pictures_lose_their_properties(kind: str, turned: bool) -> None:
    source = planted_picture(kind, turned=turned)
    size = look_at(source).pages[0]
    assert (size.width, size.height) == ((300, 400) if turned else (400, 300))
    # As it is shown: a turned picture has the red field at (150, 100)-(200, 200).
    mark = Mark(1, 0.48, 0.24, 0.2, 0.28) if turned else Mark(1, 0.24, 0.32, 0.28, 0.2)
    made = redact(source, [mark])
    assert b"EXIFMARK" not in made.content and b"Exif" not in made.content
    with Image.open(io.BytesIO(made.content)) as picture:
        assert not dict(picture.getexif()) and picture.size == (size.width, size.height)
        colours = picture.convert("RGB").getcolors(1_000_000) or []
    assert not any(red > 200 and green < 80 for _, (red, green, _) in colours)  # type: ignore[misc]


def test_transparent_dots_hide_nothing() -> None:
    picture = Image.new("RGBA", (200, 100), (255, 0, 0, 0))
    made = io.BytesIO()
    picture.save(made, "PNG")
    with Image.open(io.BytesIO(redact(made.getvalue(), []).content)) as shown:
        assert shown.convert("RGB").getcolors() == [(20_000, (255, 255, 255))]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_word_files_become_pages_without_their_past() -> None:
    seen = look_at_safely(planted_word())
    assert seen.made.startswith(b"%PDF") and "修订" in seen.remarks[0]
    with opened_pdf(seen.made) as document:
        text = document[0].get_textpage().get_text_range()
    assert "OPENLINE" in text and "ADDED" in text
    for gone in ("DELETEDMARK", "COMMENTMARK", "VANISHMARK"):
        assert gone not in text
    found = pointed_out_safely(seen.made, 1)
    assert [one.kind for one in found] == ["手机号码"]
    made = redact_safely(seen.made, [found[0].mark])
    for gone in (b"DELETEDMARK", b"COMMENTMARK", b"AUTHORMARK", b"13800001234"):
        assert gone not in everything_in(made.content)


def test_personal_data_is_pointed_out_where_it_stands() -> None:
    source = _typeset(
        "姓名：王小明\n\n身份证号：110101199003077475，电话13800001234。\n\n其余内容可以公开。"
    )
    with opened_pdf(source) as document:
        found = characters(document[0])
    pointed = pointed_out(source, 1)
    assert [one.kind for one in pointed] == ["身份证号码", "手机号码"]
    assert [text_under(found, one.mark) for one in pointed] == ["110101199003077475", "13800001234"]
    made = redact(source, [one.mark for one in pointed])
    assert made.remarks == ()


def test_without_libreoffice_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Unreadable, match="LibreOffice"):
        look_at(planted_word())


def test_half_a_character_is_told() -> None:
    source = planted_pdf()
    whole = mark_over(source, "SECRETLINE")
    half = Mark(1, whole.left, whole.top, whole.width, whole.height / 2)
    assert "只盖住了一部分" in redact(source, [half]).remarks[0]


@settings(max_examples=25)
@given(
    st.floats(0, 0.95),
    st.floats(0, 0.95),
    st.floats(0.002, 1),
    st.floats(0.002, 1),
    st.sampled_from([0, 90]),
)
def test_any_rectangle_is_black_and_hides_its_text(
    left: float, top: float, width: float, height: float, rotate: int
) -> None:
    source = planted_pdf(rotate=rotate)
    mark = Mark(1, left, top, min(width, 1 - left), min(height, 1 - top))
    made = redact(source, [mark])  # proves itself; the page is looked at once more here
    with opened_pdf(made.content) as document:
        picture = document[0].render(scale=2).to_pil().convert("L")
    box = (
        int(mark.left * picture.width) + 3,
        int(mark.top * picture.height) + 3,
        int(mark.right * picture.width) - 3,
        int(mark.bottom * picture.height) - 3,
    )
    if box[2] > box[0] and box[3] > box[1]:
        assert picture.crop(box).getextrema()[1] < 130


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (lambda data: planted_pdf(), "先前的版本"),
        (lambda data: data.replace(b"/Type/Catalog", b"/Lang(zh)/Type/Catalog"), ""),
        (lambda data: data + b"startxref", "先前的版本"),
        (lambda data: data[:-200], ""),
    ],
)
def test_a_file_that_tells_more_is_refused(spoil: object, word: str) -> None:
    source = planted_pdf()
    mark = mark_over(source, "SECRETLINE")
    made = redact(source, [mark])
    sizes = [(420.0, 595.0)]
    prove_document(made.content, sizes, [mark], ["SECRETLINE"], 200)
    with pytest.raises(Exception, match=word or ".") as no:
        prove_document(spoil(made.content), sizes, [mark], ["SECRETLINE"], 200)  # type: ignore[operator]
    assert not isinstance(no.value, AssertionError)


def test_a_mark_that_did_not_take_is_refused() -> None:
    source = planted_pdf()
    mark = mark_over(source, "SECRETLINE")
    unmarked = redact(source, []).content
    with pytest.raises(Unproved, match="没有盖住"):
        prove_document(unmarked, [(420.0, 595.0)], [mark], [], 200)
    picture = redact(planted_picture("PNG"), []).content
    with pytest.raises(Unproved, match="没有盖住"):
        prove_picture(picture, "image/png", [Mark(1, 0.1, 0.1, 0.5, 0.5)], (400, 300))
    with pytest.raises(Unproved, match="之后还有"):
        prove_picture(picture + b"more", "image/png", [], (400, 300))
    with pytest.raises(Unproved, match="属性"):
        prove_picture(planted_picture("JPEG")[:-8], "image/jpeg", [], (400, 300))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"PK\x03\x04 nothing", "不能做区分处理"),
        (b"%PDF-1.7 nothing", "损坏"),
        (b"\xff\xd8\xff nothing", "损坏"),
        (b"<html>", "不能做区分处理"),
    ],
)
def test_what_cannot_be_opened_is_said(data: bytes, word: str) -> None:
    with pytest.raises(Unreadable, match=word):
        look_at_safely(data)


def test_a_mark_outside_the_pages_is_an_error() -> None:
    for mark in (
        Mark(2, 0.1, 0.1, 0.1, 0.1),
        Mark(1, 0.9, 0.1, 0.2, 0.1),
        Mark(1, 0.1, 0.1, 0, 0.1),
    ):
        with pytest.raises(ValueError, match="outside"):
            redact(planted_pdf(), [mark])


def _typeset(text: str) -> bytes:
    import typst

    made: bytes = typst.compile(
        text.encode(), font_paths=[serif_path().parent], ignore_system_fonts=True
    )
    return made
