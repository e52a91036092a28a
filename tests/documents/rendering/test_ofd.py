import re
import zipfile
from io import BytesIO

import pytest

from gongkai.documents.rendering import render
from gongkai.documents.rendering.ofd.lines import broken_lines
from gongkai.documents.rendering.ofd.package import NAMESPACE
from gongkai.documents.rendering.ofd.typefaces import typefaces
from tests.documents.rendering.sample_reports import hard_report

SPACE = f"{{{NAMESPACE}}}"


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(render(hard_report(), "ofd"))) as package:
        return {name: package.read(name) for name in package.namelist()}


def trees(parts: dict[str, bytes]) -> dict[str, object]:
    from lxml import etree

    return {name: etree.fromstring(data) for name, data in parts.items() if name.endswith(".xml")}


def test_every_part_that_is_named_is_there(parts: dict[str, bytes]) -> None:
    xml = trees(parts)
    assert xml["OFD.xml"].findtext(f".//{SPACE}DocRoot") == "Doc_0/Document.xml"
    document = xml["Doc_0/Document.xml"]
    for page in document.iter(f"{SPACE}Page"):
        assert f"Doc_0/{page.get('BaseLoc')}" in parts
    for font in xml["Doc_0/PublicRes.xml"].iter(f"{SPACE}FontFile"):
        assert f"Doc_0/Res/{font.text}" in parts


def test_numbers_of_objects_are_unique_and_bounded(parts: dict[str, bytes]) -> None:
    xml = trees(parts)
    numbers = [
        int(element.get("ID"))
        for tree in xml.values()
        for element in tree.iter()
        if element.get("ID")
    ]
    assert len(numbers) == len(set(numbers))
    assert max(numbers) == int(xml["Doc_0/Document.xml"].findtext(f".//{SPACE}MaxUnitID"))


def test_text_lies_in_the_type_area_and_its_characters_in_the_fonts(
    parts: dict[str, bytes],
) -> None:
    from fontTools.ttLib import TTFont

    xml = trees(parts)
    fonts = {
        font.get("ID"): TTFont(
            BytesIO(parts[f"Doc_0/Res/{font.findtext(f'{SPACE}FontFile')}"])
        ).getBestCmap()
        for font in xml["Doc_0/PublicRes.xml"].iter(f"{SPACE}Font")
    }
    for name, tree in xml.items():
        if "/Pages/" not in name:
            continue
        for item in tree.iter(f"{SPACE}TextObject"):
            x, y, width, _ = map(float, item.get("Boundary").split())
            assert x >= 27.9 and x + width <= 184.6 and 37 <= y <= 275
            text = item.findtext(f"{SPACE}TextCode")
            assert all(ord(one) in fonts[item.get("Font")] for one in text)
            deltas = item.find(f"{SPACE}TextCode").get("DeltaX", "")
            count = sum(int(n) for n in re.findall(r"g (\d+) [\d.]+", deltas))
            count += len(re.sub(r"g \d+ [\d.]+", "", deltas).split())
            assert count == len(text) - 1


def test_embedded_fonts_are_subsets(parts: dict[str, bytes]) -> None:
    fonts = [data for name, data in parts.items() if name.endswith(".otf")]
    assert len(fonts) == 2 and all(len(one) < 300_000 for one in fonts)


def test_no_line_begins_with_a_stop_or_ends_with_an_opening_bracket() -> None:
    song, _ = typefaces()
    text = "政府信息公开，工作（年度）报告《格式》：依申请公开。“三安全一稳定”、其他；" * 9
    for room in range(40, 156, 7):
        lines = broken_lines(text, song, 16, float(room), indent=11.3, justify=True)
        assert "".join(one.text for one in lines) == text
        for line in lines:
            assert line.text[0] not in "，。、；：）》”" and line.text[-1] not in "（《“"
            assert line.indent + line.width <= room + 1e-6


def test_figures_and_words_are_not_broken_but_addresses_are() -> None:
    song, _ = typefaces()
    lines = broken_lines("本年度共收取行政事业性收费8510.56万元", song, 16, 80.0)
    assert any("8510.56" in one.text for one in lines)
    long = broken_lines("见https://www.example.gov.cn/a/b/c/d.html", song, 16, 60.0)
    assert len(long) > 1 and long[0].text != "见"


def test_a_word_wider_than_the_line_is_cut() -> None:
    song, _ = typefaces()
    lines = broken_lines("9" * 200, song, 16, 50.0)
    assert "".join(one.text for one in lines) == "9" * 200
    assert all(one.width <= 50.0 + 1e-6 for one in lines)
