"""Every corner of every format: what is there is found, with its place; what cannot be read is said."""

import io
import zipfile

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment

from gongkai.documents.errors import Unreadable
from gongkai.documents.extracting import extract, extract_safely
from gongkai.documents.extracting.masking import masked
from gongkai.documents.extracting.package import MOST_CHARACTERS
from tests.apps.disclosure.files import IDENTITY, hidden_list, letter, workbook
from tests.documents.formats.samples import packed

WORD = "word/document.xml"


def places(contents, word):
    """Where the word stands."""
    found = [part.at(part.text.index(word)) for part in contents.parts if word in part.text]
    for part in contents.parts:
        for row, cells in enumerate(part.rows):
            found += [part.cell(row, column) for column, cell in enumerate(cells) if word in cell]
    return found


def rewritten(data, part, change):
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            new.writestr(member, change(content) if member.filename == part else content)
    return made.getvalue()


def test_a_workbook_hides_nothing():
    book = openpyxl.Workbook()
    shown = book.active
    shown.title = "公示"
    shown["A1"], shown["B2"], shown["C3"] = "看得见", "隐藏列", "隐藏行"
    shown.column_dimensions["B"].hidden = True
    shown.row_dimensions[3].hidden = True
    shown["A1"].comment = Comment("批注里的", "经办")
    shown.oddHeader.center.text = "页眉里的"
    for state in ("hidden", "veryHidden"):
        sheet = book.create_sheet(f"表{state}")
        sheet["D7"] = f"在{state}"
        sheet.sheet_state = state
    book.properties.keywords = "属性里的"
    made = io.BytesIO()
    book.save(made)
    contents = extract_safely(made.getvalue(), "a.xlsx")
    assert places(contents, "看得见") == ["工作表“公示”第1行A列"]
    assert places(contents, "隐藏列") == ["工作表“公示”第2行B列（隐藏列）"]
    assert places(contents, "隐藏行") == ["工作表“公示”第3行C列（隐藏行）"]
    assert places(contents, "在hidden") == ["工作表“表hidden”（隐藏）第7行D列"]
    assert places(contents, "在veryHidden") == ["工作表“表veryHidden”（深度隐藏）第7行D列"]
    assert places(contents, "批注里的") == ["工作表“公示”的批注"]
    assert places(contents, "页眉里的") == ["工作表“公示”的页眉页脚和有效性"]
    assert places(contents, "属性里的") == ["文档属性"]
    assert contents.text(100) == "看得见"
    assert contents.hidden_places() == [
        "工作表“表hidden”（隐藏）", "工作表“表veryHidden”（深度隐藏）",
        "工作表“公示”的隐藏行（1行）", "工作表“公示”的隐藏列（1列）",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "written"), [(13800138001, "13800138001"), (1.5, "1.5"), (1e15, "1000000000000000")]
)
def test_long_numbers_are_written_out(value, written):
    assert places(extract(workbook({"表": [[value]]}), "a.xlsx"), written)


def test_word_with_tables_notes_and_traces():
    data = letter("第一段", "第二段", table=[["甲", "乙"], ["丙", "丁"]])
    document = docx.Document(io.BytesIO(data))
    document.sections[0].header.paragraphs[0].text = "页眉里的"
    document.add_comment(document.paragraphs[0].runs, "批注里的", "经办")
    document.core_properties.subject = "属性里的"
    saved = io.BytesIO()
    document.save(saved)
    more = (
        '<w:p><w:r><w:t>前</w:t></w:r><w:del w:id="9"><w:r><w:delText>删去的</w:delText></w:r></w:del>'
        '<w:ins w:id="8"><w:r><w:t>加上的</w:t></w:r></w:ins>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏的</w:t></w:r></w:p>"
    )
    data = rewritten(
        saved.getvalue(), WORD, lambda xml: xml.replace(b"<w:body>", b"<w:body>" + more.encode())
    )
    contents = extract(data, "a.docx")
    assert places(contents, "第二段") == ["正文第3段"]
    assert places(contents, "加上的") == ["正文第1段"]
    assert places(contents, "丁") == ["第1个表格第2行第2列"]
    assert places(contents, "页眉里的") == ["页眉第1段"]
    assert places(contents, "批注里的") == ["批注第1段"]
    assert places(contents, "删去的") == ["正文里修订中删去的文字"]
    assert places(contents, "隐藏的") == ["正文里隐藏文字"]
    assert places(contents, "属性里的") == ["文档属性"]
    assert "删去的" not in contents.text(1000) and "加上的" in contents.text(1000)


def test_slides_with_notes():
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    slide = f'<s xmlns:a="{a}" {{}}><a:p><a:r><a:t>{{}}</a:t></a:r></a:p></s>'
    data = packed(
        {
            "ppt/presentation.xml": "<p/>",
            "ppt/slides/slide1.xml": slide.format("", "第一张"),
            "ppt/slides/slide2.xml": slide.format('show="0"', "藏起来的"),
            "ppt/slides/_rels/slide1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{r}/notesSlide" Target="../notesSlides/notesSlide1.xml"/></Relationships>',
            "ppt/notesSlides/notesSlide1.xml": slide.format("", "讲稿里的"),
        }
    )
    contents = extract(data, "a.pptx")
    assert places(contents, "第一张") == ["第1张幻灯片"]
    assert places(contents, "藏起来的") == ["第2张幻灯片（隐藏）"]
    assert places(contents, "讲稿里的") == ["第1张幻灯片的备注"]


def test_pdf_by_page():
    typst = pytest.importorskip("typst")
    contents = extract_safely(typst.compile(b"first\n#pagebreak()\nsecond"), "a.pdf")
    assert places(contents, "second") == ["第2页"]


def test_a_scanned_pdf_is_a_gap():
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (200, 200), "white").save(made, "PDF")
    contents = extract_safely(made.getvalue(), "a.pdf")
    assert contents.gaps == ("第1页没有文字层（可能是扫描的图片），其中的内容无法检查。",)


def test_a_photograph_tells_where_it_was_taken():
    from PIL import Image

    picture = Image.new("RGB", (8, 8))
    exif = picture.getexif()
    exif[0x013B] = "作者名"
    exif.get_ifd(0x8825).update({1: "N", 2: (37.0, 30.0, 36.0), 3: "E", 4: (111.0, 0.0, 0.0)})
    made = io.BytesIO()
    picture.save(made, "JPEG", exif=exif)
    contents = extract_safely(made.getvalue(), "a.jpg")
    assert places(contents, "北纬37.5100") == ["照片里的拍摄位置"]
    assert contents.hidden_places() == ["照片里的拍摄位置"]


def test_bundles_once_more_and_no_further():
    inner = packed({"深.xlsx": hidden_list()})
    outer = packed({"名单/甲.xlsx": hidden_list(), "乙.zip": inner, "丙.rar": b"Rar!\x1a\x07\x00"})
    contents = extract_safely(outer, "a.zip")
    assert places(contents, IDENTITY) == [
        "压缩包内“名单/甲.xlsx”工作表“名单”（隐藏）第2行B列",
        "压缩包内“乙.zip”压缩包内“深.xlsx”工作表“名单”（隐藏）第2行B列",
    ]
    assert len(contents.gaps) == 1 and "丙.rar" in contents.gaps[0]
    third = extract(packed({"丁.zip": packed({"乙.zip": inner})}), "a.zip")
    assert not places(third, IDENTITY) and "太多层" in third.gaps[0]


def test_names_packed_by_windows_are_readable():
    from gongkai.documents.extracting.bundles import readable_name

    assert readable_name("救助名单.xlsx".encode("gbk").decode("cp437")) == "救助名单.xlsx"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "空.txt"),
        (b"%PDF-1.7 broken", "坏.pdf"),
        (hidden_list()[:2000], "坏.xlsx"),
        (b"\x89PNG\r\n\x1a\nxx", "坏.png"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密.xlsx"),
        (packed({WORD: "<!DOCTYPE x [<!ENTITY a 'b'>]><w/>"}), "害.docx"),
        (packed({"xl/workbook.bin": b"x"}), "二进制.xlsb"),
    ],
)
def test_what_does_not_open_says_why(data, name):
    with pytest.raises(Unreadable) as refusal:
        extract_safely(data, name)
    assert refusal.value.message.endswith("。")


def test_too_much_is_a_gap():
    data = ("长" * 100 + "\n").encode() * (MOST_CHARACTERS // 100)
    contents = extract(data, "a.txt")
    assert len(contents.gaps) == 1 and len(contents.parts[0].text) == MOST_CHARACTERS


def test_old_office_files_go_through_libreoffice(tmp_path):
    import shutil
    import subprocess

    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "a.xlsx").write_bytes(hidden_list())
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to",
         "xls", "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")],
        check=True, capture_output=True,
    )  # fmt: skip
    contents = extract_safely((tmp_path / "a.xls").read_bytes(), "a.xls")
    assert places(contents, IDENTITY) == ["工作表“名单”（隐藏）第2行B列"]


def test_without_libreoffice_old_files_are_refused(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    with pytest.raises(Unreadable, match="LibreOffice"):
        extract(old, "a.doc")


def test_a_word_in_a_formula_s_result_is_masked_and_the_formula_goes():
    data = workbook({"表": [[13800138001], ["=A1"]]})
    data = rewritten(
        data, "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"<f>A1</f><v></v>", b"<f>A1</f><v>13800138001</v>").replace(
            b"<f>A1</f><v />", b"<f>A1</f><v>13800138001</v>"
        ),
    )  # fmt: skip
    assert len(places(extract(data, "a.xlsx"), "13800138001")) == 2
    made = masked(data, "a.xlsx", {"13800138001": "138****8001"})
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert [book["表"]["A1"].value, book["表"]["A2"].value] == ["138****8001"] * 2


def test_parts_without_the_word_stay_byte_for_byte():
    data = hidden_list()
    made = masked(data, "a.xlsx", {IDENTITY: "x"})
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(made)) as new:
        assert old.namelist() == new.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert changed == ["xl/worksheets/sheet2.xml"]


def test_shared_texts_in_runs_are_read_and_masked():
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    data = packed(
        {
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="名单" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData><row r="5">'
            '<c r="AB5" t="s"><v>1</v></c></row></sheetData></worksheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{main}"><si><t>别的</t></si><si><r><t>号码{IDENTITY[:7]}</t></r>'
            f"<r><t>{IDENTITY[7:]}</t></r><rPh sb='0' eb='1'><t>拼音</t></rPh></si></sst>",
        }
    )
    assert places(extract(data, "a.xlsx"), f"号码{IDENTITY}") == ["工作表“名单”第5行AB列"]
    made = masked(data, "a.xlsx", {IDENTITY: "11*************233"})
    assert places(extract(made, "a.xlsx"), "号码11*************233") == ["工作表“名单”第5行AB列"]


def test_a_bundle_is_masked_inside():
    outer = packed({"甲.xlsx": hidden_list(), "乙.txt": f"身份证{IDENTITY}".encode()})
    made = masked(outer, "a.zip", {IDENTITY: "x"})
    assert places(extract(made, "a.zip"), IDENTITY) == []
