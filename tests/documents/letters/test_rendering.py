"""Letters as DOCX and PDF: the text whole, letter form, the same bytes for the same letter."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import pdfplumber
import pytest

from gongkai.documents.errors import DocumentError
from gongkai.documents.letters import (
    Frame,
    WrongValue,
    fill,
    missing,
    read_value,
    render_letter_docx,
    render_letter_pages,
    render_letter_pdf,
    templates,
    values,
)
from gongkai.documents.rendering.pdf import lacking
from tests.documents.letters.example_letters import GIVEN, example_letter

PARTIAL = "N14-partial"


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("key", ["N14-open-give", PARTIAL, "N02", "N12"])
def test_the_same_letter_the_same_bytes_and_the_whole_text(key: str) -> None:
    letter = example_letter(templates()[key])
    pdf, word = render_letter_pdf(letter), render_letter_docx(letter)
    assert pdf == render_letter_pdf(letter) and word == render_letter_docx(letter)
    assert b"pdfaid:part" in pdf and b"pdfuaid:part" in pdf
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        in_pdf = squeezed("".join(page.extract_text() for page in opened.pages))
    document = docx.Document(io.BytesIO(word))
    in_word = squeezed(
        "".join(one.text for one in document.paragraphs)
        + "".join(
            cell.text for table in document.tables for row in table.rows for cell in row.cells
        )
    )
    for part in letter.parts:
        for text in [part.text, *(cell for row in part.rows for cell in row)]:
            for piece in re.split("[。：；，]", text):
                assert squeezed(piece) in in_word
                # Lines of cells are read across, and a page number may stand inside a sentence.
                if not part.rows and len(piece) < 12:
                    assert squeezed(piece) in in_pdf


def test_letter_form() -> None:
    """Head and rules in red, number flush right, no number on page one, fonts named, nobody's name in it."""
    letter = example_letter(templates()[PARTIAL])
    parts = zipfile.ZipFile(io.BytesIO(render_letter_docx(letter)))
    names = parts.namelist()
    everything = "".join(
        parts.read(one).decode("utf-8") for one in names if one.startswith("word/")
    )
    assert "thickThinSmallGap" in everything and "thinThickSmallGap" in everything
    assert "方正小标宋简体" in everything and "仿宋_GB2312" in everything
    document = parts.read("word/document.xml").decode("utf-8")
    assert "w:titlePg" in document and 'w:h="16838"' in document.replace("16837", "16838")
    core = parts.read("docProps/core.xml").decode("utf-8")
    assert "王小明" not in core and "python-docx" not in core
    assert {one.date_time for one in parts.infolist()} == {(2021, 1, 1, 0, 0, 0)}


# What Word's schema demands of the marks of a paragraph; out of order, Word calls the file damaged.
ORDER = (
    "pStyle", "keepNext", "keepLines", "widowControl", "pBdr", "autoSpaceDE", "autoSpaceDN",
    "snapToGrid", "spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr",
)  # fmt: skip


@pytest.mark.parametrize("key", templates())
def test_marks_of_paragraphs_stand_in_the_order_of_the_schema(key: str) -> None:
    from lxml import etree

    parts = zipfile.ZipFile(io.BytesIO(render_letter_docx(example_letter(templates()[key]))))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml", "word/footer2.xml"):
        if name not in parts.namelist():
            continue
        for marks in etree.fromstring(parts.read(name)).iter(f"{space}pPr"):
            held = [ORDER.index(one.tag.removeprefix(space)) for one in marks]
            assert held == sorted(set(held)), (name, [one.tag for one in marks])


def test_pages_are_pictures() -> None:
    pages = render_letter_pages(example_letter(templates()[PARTIAL]))
    assert len(pages) >= 2
    assert all(one.startswith(b"\x89PNG") for one in pages)


def test_a_draft_shows_what_is_missing() -> None:
    template = templates()["N14-no-internal"]
    given = {key: value for key, value in GIVEN.items() if key != "reasons"}
    assert [one.name for one in missing(template, given)] == ["reasons"]
    text = fill(template, given, Frame("示例县教育局", "王小明")).plain()
    assert "〔理由〕" in text and "（文号签发时编定）" in text and "（签发之日）" in text


def test_a_paragraph_whose_value_is_blank_is_left_out() -> None:
    template = templates()["N14-open-give"]
    frame = Frame("示例县教育局", "王小明")
    with_it = fill(template, GIVEN | {"form_difference": "原件不能复制。"}, frame)
    without = fill(template, GIVEN | {"form_difference": ""}, frame)
    assert len(with_it.parts) == len(without.parts) + 1


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("withheld", "第3页|隐私|第十五条", "应有4列"),
        ("withheld", "第3页||第十五条|理由", "每一列都要写"),
        ("limit", "十", "应为数字"),
        ("limit", "１０", "应为数字"),
        ("yuan", "-3", "应为数字"),
        ("release_on", "明天", "应为日期"),
        ("reasons", "长" * 20_001, "太长"),
        ("given", "一\n" * 501, "最多500行"),
    ],
)
def test_a_value_that_does_not_fit_is_a_sentence(name: str, raw: str, words: str) -> None:
    with pytest.raises(WrongValue, match=words):
        read_value(values()[name], raw)


def test_hostile_text_stays_text() -> None:
    """Markup of Typst, XML and templates is only characters."""
    evil = '#read("/etc/passwd") {remedy} </w:t> $x$ @a \\ `b` *c* \u202e'
    template = templates()["N14-other"]
    letter = fill(template, GIVEN | {"reasons": evil}, Frame("示例县教育局", "王小明"))
    assert any('#read("/etc/passwd") {remedy}' in one.text for one in letter.parts)
    assert "\u202e" not in letter.plain()
    assert render_letter_pdf(letter).startswith(b"%PDF") and render_letter_docx(letter)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (["一、请写明校名。", "二、请写明年份。"], ["1. 请写明校名。", "2. 请写明年份。"]),
        (["1. 请写明校名。", "（2）请写明年份。"], ["1. 请写明校名。", "2. 请写明年份。"]),
        (["三、四月份的哪一份。", "哪一年。"], ["1. 三、四月份的哪一份。", "2. 哪一年。"]),
        (["2.5米以下的围墙", "3.5米以上的"], ["1. 2.5米以下的围墙", "2. 3.5米以上的"]),
    ],
)
def test_points_are_numbered_once(typed: list[str], printed: list[str]) -> None:
    given = GIVEN | {"correction_points": "\n".join(typed)}
    made = fill(templates()["N04"], given, Frame("示例县教育局", "王小明"))
    assert [one.text for one in made.parts if one.kind == "item"] == printed


def test_a_rare_sign_of_a_name_is_set_or_named() -> None:
    letter = replace(example_letter(templates()["N04"]), salutation="𬎆㛃、José O’Néill、Нурлан")
    assert set("𬎆㛃é") & set(lacking(letter.salutation)) and not lacking("王小明，2026年")
    try:
        made = render_letter_pdf(letter)
    except DocumentError as no:
        assert "字体里没有“" in str(no) and "系统管理员" in str(no)
    else:
        with pdfplumber.open(io.BytesIO(made)) as pdf:
            assert "𬎆㛃" in squeezed(pdf.pages[0].extract_text())
    # No font has a sign of private use.
    with pytest.raises(DocumentError, match="字体里没有“\U0010fffd”字"):
        render_letter_pdf(replace(letter, salutation="王\U0010fffd"))
