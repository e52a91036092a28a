"""Small files of every format, made by hand so that each byte is known: seeds for tests and fuzzing."""

import io
import zipfile
from collections.abc import Mapping, Sequence

TITLE = "示例县人民政府2025年政府信息公开工作年度报告"
PROSE = (
    "本报告所列数据的统计期限自2025年1月1日起至12月31日止。",
    "一、总体情况",
    "2025年新收政府信息公开申请5件，上年结转0件，全部办结。",
    "二、主动公开政府信息情况",
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# (text, row span, column span) of each cell, row by row.
Rows = Sequence[Sequence[tuple[str, int, int]]]
TABLE: Rows = (
    (("第二十条第（一）项", 1, 4),),
    (("信息内容", 1, 1), ("本年制发件数", 1, 1), ("本年废止件数", 1, 1), ("现行有效件数", 1, 1)),
    (("规章", 2, 1), ("0", 1, 1), ("", 1, 1), ("3", 1, 1)),
    (("22（其中修订16件）", 1, 1), ("/", 1, 1), ("5", 1, 1)),
)


def packed(members: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of the members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, compression)
    return stream.getvalue()


def html_table(rows: Rows = TABLE) -> str:
    lines = []
    for row in rows:
        cells = "".join(
            f'<td rowspan="{down}" colspan="{across}"><p>{text or "&nbsp;"}</p></td>'
            for text, down, across in row
        )
        lines.append(f"<tr>{cells}</tr>")
    return f"<table border=1>{''.join(lines)}</table>"


def html(body: str | None = None, charset: str = "utf-8", declared: str | None = None) -> bytes:
    """A page; without `body`, the sample report with chrome around it."""
    if body is None:
        prose = "".join(f"<p>{line}</p>" for line in PROSE)
        body = f"<nav><a href=/>首页</a></nav><h1>{TITLE}</h1>{prose}{html_table()}<footer>主办单位</footer>"
    head = f'<meta charset="{declared or charset}"><title>{TITLE}</title>'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(charset)


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx_table(rows: Rows = TABLE) -> str:
    """A table with gridSpan and vMerge as Word writes them."""
    lines = []
    open_below: dict[int, tuple[int, int]] = {}  # column -> (rows left, width)
    for row in rows:
        cells = []
        column = 0
        waiting = list(row)
        while waiting or column in open_below:
            if column in open_below:
                left, width = open_below.pop(column)
                cells.append(_docx_cell("", width, "<w:vMerge/>"))
                if left > 1:
                    open_below[column] = (left - 1, width)
                    column += width
                    continue
            else:
                text, down, width = waiting.pop(0)
                cells.append(_docx_cell(text, width, '<w:vMerge w:val="restart"/>' * (down > 1)))
                if down > 1:
                    open_below[column] = (down - 1, width)
            column += width
            if not waiting and column not in open_below:
                break
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    columns = '<w:gridCol w:w="2000"/>' * 4
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(lines)}</w:tbl>"


def _docx_cell(text: str, width: int, merge: str) -> str:
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{width}"/>{merge}</w:tcPr>{paragraph(text)}</w:tc>'


STYLES = (
    f'<w:styles xmlns:w="{W}">'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="章"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="9"><w:name w:val="toc 1"/></w:style></w:styles>'
)


def docx(body: str | None = None, **parts: str) -> bytes:
    """A Word file with `body` as the content of w:body; further parts by name: numbering="<w:…"."""
    if body is None:
        body = (
            paragraph(TITLE, '<w:pStyle w:val="1"/>')
            + "".join(map(paragraph, PROSE))
            + docx_table()
            + paragraph("")
        )
    spaces = (
        f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:wps"'
    )
    return packed(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml"'
            ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"<w:document {spaces}><w:body>{body}<w:sectPr/></w:body></w:document>",
            "word/styles.xml": STYLES,
            "word/header1.xml": f'<w:hdr xmlns:w="{W}">{paragraph("页眉")}</w:hdr>',
            **{f"word/{name}.xml": content for name, content in parts.items()},
        }
    )


def xlsx(sheet: str | None = None, hidden: bool = False) -> bytes:
    """A workbook with one sheet (its XML content), and a hidden one."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    if sheet is None:
        sheet = _sheet_of(TABLE)
    state = ' state="hidden"' if hidden else ""
    return packed(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument"'
            ' Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{_OFFICE}"><sheets><sheet name="表二" sheetId="1"'
            f' r:id="r1"/><sheet name="旧表" sheetId="2" r:id="r2"{state}/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1"'
            f' Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2"'
            f' Type="{_OFFICE}/worksheet" Target="worksheets/sheet2.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{sheet}</worksheet>',
            "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{main}"><sheetData/></worksheet>',
        }
    )


def _sheet_of(rows: Rows) -> str:
    lines, merged = [], []
    for number, row in enumerate(rows, 1):
        column, cells = 0 if number != 4 else 1, []
        for text, down, across in row:
            here = f"{chr(65 + column)}{number}"
            if text.isdigit():
                cells.append(f'<c r="{here}"><v>{text}</v></c>')
            elif text:
                cells.append(f'<c r="{here}" t="inlineStr"><is><t>{text}</t></is></c>')
            if down > 1 or across > 1:
                merged.append(
                    f'<mergeCell ref="{here}:{chr(64 + column + across)}{number + down - 1}"/>'
                )
            column += across
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f"<sheetData>{''.join(lines)}</sheetData><mergeCells>{''.join(merged)}</mergeCells>"


def pdf(content: str | None = None, pages: int = 1, extra: str = "") -> bytes:
    """An uncompressed PDF whose Chinese font is a predefined CMap: every page draws `content`."""
    if content is None:
        content = pdf_text(PROSE) + pdf_grid(TABLE)
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {extra} >>",
        f"<< /Type /Pages /Count {pages} /Kids [{' '.join(f'{7 + n} 0 R' for n in range(pages))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong /DW 1000 /FontDescriptor 5 0 R"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        "<< /Type /FontDescriptor /FontName /STSong /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0"
        " /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        *(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
            for _ in range(pages)
        ),
    ]
    made = "%PDF-1.5\n"
    offsets = []
    for number, one in enumerate(objects, 1):
        offsets.append(len(made))
        made += f"{number} 0 obj\n{one}\nendobj\n"
    start = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    made += "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    made += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return made.encode("latin-1")


def pdf_show(text: str, x: float, y: float, size: float = 12) -> str:
    return f"BT /F1 {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"


def pdf_text(lines: Sequence[str], top: float = 740) -> str:
    return "".join(pdf_show(line, 90, top - 24 * number) for number, line in enumerate(lines))


def pdf_grid(
    rows: Rows, left: float = 90, top: float = 560, width: float = 100, height: float = 30
) -> str:
    """A ruled table drawn cell by cell."""
    drawn = []
    busy: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for text, down, across in row:
            while (number, column) in busy:
                column += 1
            busy |= {(number + r, column + c) for r in range(down) for c in range(across)}
            x, y = left + column * width, top - (number + down) * height
            drawn.append(f"{x} {y} {across * width} {down * height} re S\n")
            if text:
                drawn.append(pdf_show(text, x + 4, y + 10, 9))
            column += across
    return "".join(drawn)


def ofd(page: str | None = None, pages: int = 1) -> bytes:
    """An OFD whose pages hold the layer content `page`."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    if page is None:
        page = "".join(ofd_text(line, 30, 40 + 8 * number) for number, line in enumerate(PROSE))
        page += ofd_grid(TABLE)
    content = f"<ofd:Page {space}><ofd:Content><ofd:Layer ID='5'>{page}</ofd:Layer></ofd:Content></ofd:Page>"
    listed = "".join(
        f'<ofd:Page ID="{n + 1}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(pages)
    )
    return packed(
        {
            "OFD.xml": f'<ofd:OFD {space} DocType="OFD" Version="1.0"><ofd:DocBody><ofd:DocInfo><ofd:Title>{TITLE}'
            "</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
            f"</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
            **{f"Doc_0/Pages/Page_{n}/Content.xml": content for n in range(pages)},
        }
    )


def ofd_text(text: str, x: float, y: float, size: float = 4.2) -> str:
    deltas = " ".join(str(size) for _ in text[1:])
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} 150 {size}" Font="1" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{deltas}">{text}</ofd:TextCode></ofd:TextObject>'
    )


def ofd_grid(
    rows: Rows, left: float = 30, top: float = 80, width: float = 38, height: float = 10
) -> str:
    drawn = []
    busy: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for text, down, across in row:
            while (number, column) in busy:
                column += 1
            busy |= {(number + r, column + c) for r in range(down) for c in range(across)}
            x, y, w, h = left + column * width, top + number * height, across * width, down * height
            drawn.append(
                f'<ofd:PathObject ID="8" Boundary="{x} {y} {w} {h}" LineWidth="0.2"><ofd:AbbreviatedData>'
                f"M 0 0 L {w} 0 L {w} {h} L 0 {h} C</ofd:AbbreviatedData></ofd:PathObject>"
            )
            if text:
                drawn.append(ofd_text(text, x + 1, y + 3, 3))
            column += across
    return "".join(drawn)
