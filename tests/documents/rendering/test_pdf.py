import re
import time

import pytest

from gongkai.documents.rendering import render
from tests.documents.rendering.sample_reports import hard_report, plain_report


@pytest.fixture(scope="module")
def made() -> bytes:
    return render(plain_report(), "pdf")


def test_it_claims_both_standards_and_embeds_its_fonts(made: bytes) -> None:
    xmp = made[made.index(b"<?xpacket") : made.index(b"<?xpacket end")].decode()
    assert re.search(r"pdfaid:part>2<", xmp) and re.search(r"pdfaid:conformance>A<", xmp)
    assert re.search(r"pdfuaid:part>1<", xmp)
    assert "示例县2025年政府信息公开工作年度报告" in xmp
    assert b"/MarkInfo" in made and b"/StructTreeRoot" in made
    fonts = set(re.findall(rb"/BaseFont\s*/([A-Z]{6}\+[\w-]+)", made))
    names = {one.removesuffix(b"-Identity-H").partition(b"+")[2] for one in fonts}
    assert names == {b"NotoSerifSC-Regular", b"NotoSansSC-Regular"}


def test_its_language_is_chinese_and_its_day_the_report_s(made: bytes) -> None:
    assert re.search(rb"/Lang\s*\(zh", made)
    assert b"D:20260116" in made


def test_table_three_stands_on_one_page() -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(render(plain_report(), "pdf")) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    first = [at for at, text in enumerate(texts) if "一、本年新收政府信息公开申请数量" in text]
    last = [at for at, text in enumerate(texts) if "四、结转下年度继续办理" in text]
    assert len(first) == 1 and first == last


def test_it_is_quick_once_the_fonts_are_loaded() -> None:
    render(plain_report(), "pdf")
    best = min(_seconds() for _ in range(3))
    assert best < 0.3


def _seconds() -> float:
    """Of the processor: waiting for other tests does not count."""
    begun = time.process_time()
    render(hard_report(), "pdf")
    return time.process_time() - begun
