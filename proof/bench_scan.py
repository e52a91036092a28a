"""Scanning texts for the county's words and for personal data, and digging the words out of attachments."""

import io
import re
from collections.abc import Callable
from random import Random
from zipfile import ZipFile

import daachorse

from gongkai.apps.disclosure.wordlists import Word, words_found
from gongkai.documents.extracting import extract
from gongkai.domain.privacy import scan
from proof.bench import SEED, medians

TERMS = 20_000
_STANDING = 20  # of them stand in the text as they are
_show = print
# What a script in a county office looks for: a number of eighteen digits, of eleven, of sixteen to nineteen.
_SCRIPT = re.compile(
    r"(?<!\d)(?:[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx]|1[3-9]\d{9}|\d{16,19})(?!\d)"
)
_RUN = re.compile(r"\d{11}")


def main() -> None:
    seed = SEED.read_text("utf-8")
    _words(seed)
    _personal(seed)
    _files(seed)


def _words(seed: str) -> None:
    """Twenty thousand words of two to eight characters that look like those of a county."""
    random = Random(20250618)
    han = re.sub(r"[^一-龥]", "", seed)
    terms: set[str] = set()
    while len(terms) < TERMS:
        start, length = random.randrange(len(han) - 9), random.choice((3, 4, 4, 5, 6, 8))
        word = list(han[start : start + length])
        if len(terms) >= _STANDING:  # typing errors: one character is another
            word[random.randrange(length)] = chr(random.randrange(0x4E00, 0x9000))
        terms.add("".join(word))
    listed = tuple(Word(term, "", False, "") for term in sorted(terms))
    text = seed * 120
    small = text[: len(text) // 40]  # the alternation would take minutes for all of it
    pattern = re.compile("|".join(map(re.escape, sorted(terms, key=len, reverse=True))))
    words_found("先建一次", listed)
    bare = daachorse.CharwiseDoubleArrayAhoCorasick([one.wrong for one in listed])
    times = medians(
        {
            "用语词表": lambda: words_found(text, listed),
            "daachorse 只找，不取词": lambda: bare.find(text),
            "str.count（一个字，物理极限）": lambda: text.count("龘"),
        },
        rounds=5,
    )
    times |= {
        label: 40 * taken
        for label, taken in medians(
            {
                "re 把词连成“甲|乙|…”": lambda: pattern.findall(small),
                "逐词 in": lambda: [term for term in terms if term in small],
            },
            rounds=1,
        ).items()
    }
    _say(
        f"用语词表：{TERMS}个词，{len(text.encode()) / 1e6:.1f} MB 正文，{len(words_found(text, listed))}处",
        text,
        times,
    )


def _personal(seed: str) -> None:
    text = (seed + "联系电话：0358-7922601。身份证号110101199003071233，手机13800138001。\n") * 100
    times = medians(
        {
            "个人信息扫描": lambda: scan(text),
            "一条正则（不验校验位，只认三种）": lambda: _SCRIPT.findall(text),
            "找11位数字（物理极限）": lambda: _RUN.findall(text),
        },
        rounds=5,
    )
    _say(f"个人信息：{len(text.encode()) / 1e6:.1f} MB 正文，{len(scan(text))}处", text, times)


def _say(title: str, text: str, times: dict[str, float]) -> None:
    _show(f"{title}（轮流计时，中位数）\n")
    size = len(text.encode()) / 1e6
    first = next(iter(times.values()))
    for label, taken in times.items():
        _show(f"  {label:30}{size / taken * 1000:10.2f} MB/s{taken / first:10.2f} 倍用时")
    _show()


def _files(seed: str) -> None:
    """Everything with places and hidden parts, beside libraries that give what the page shows."""
    _show("附件抽取（全部内容与位置，含隐藏部分），与只取看得见的文字的做法相比（毫秒，中位数）\n")
    for name, data, others in (
        (
            "docx",
            _docx(seed),
            {"python-docx": _python_docx, "zipfile + lxml（物理极限）": _bare_docx},
        ),
        ("xlsx", _xlsx(), {"openpyxl（只读）": _openpyxl, "calamine（物理极限，Rust）": _calamine}),
        ("pdf", _pdf(seed), {"pdfplumber": _pdfplumber, "pypdfium2（物理极限）": _pdfium}),
    ):
        works: dict[str, Callable[[], object]] = {
            "抽取": lambda data=data, name=name: extract(data, f"a.{name}"),  # type: ignore[misc]
            **{label: lambda data=data, way=way: way(data) for label, way in others.items()},  # type: ignore[misc]
        }
        times = medians(works, rounds=3)
        first = times.pop("抽取")
        _show(f"  {name}（{len(data) / 1024:.0f} KB）：{first:.0f}")
        for label, taken in times.items():
            _show(f"    {label:30}{taken:8.0f}{first / taken:8.2f} 倍")
    _show()


def _docx(seed: str) -> bytes:
    import docx

    document = docx.Document()
    for line in seed.splitlines() * 10:
        document.add_paragraph(line)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _xlsx() -> bytes:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("名单")
    sheet.append(["姓名", "乡镇", "金额", "备注"])
    for number in range(20_000):
        sheet.append([f"张某{number}", "城关镇", number * 1.5, "城乡低保"])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _pdf(seed: str) -> bytes:
    from gongkai.documents.reader import read_report_file
    from gongkai.documents.rendering import render

    return render(read_report_file(SEED), "pdf")


def _python_docx(data: bytes) -> object:
    import docx

    return [one.text for one in docx.Document(io.BytesIO(data)).paragraphs]


def _bare_docx(data: bytes) -> object:
    from lxml import etree

    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with ZipFile(io.BytesIO(data)) as package:
        tree = etree.fromstring(package.read("word/document.xml"))
    return ["".join(one.itertext(f"{w}t")) for one in tree.iter(f"{w}p")]


def _openpyxl(data: bytes) -> object:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book]


def _calamine(data: bytes) -> object:
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def _pdfplumber(data: bytes) -> object:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return [page.extract_text() for page in document.pages]


def _pdfium(data: bytes) -> object:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


if __name__ == "__main__":
    main()
