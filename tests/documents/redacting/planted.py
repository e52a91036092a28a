"""Files with a marker in every place where a covered file has been known to tell more than it shows."""

import io
import zipfile

import pypdf
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

WIDTH, HEIGHT = 420, 595
# Where a line of text stands: its baseline in points from the bottom.
SECRET_Y, OPEN_Y = 400, 300
MARKERS = (
    "SECRETLINE", "METAMARK", "XMPMARK", "ATTACHMARK", "LAYERMARK", "NOTEMARK", "BOOKMARKED",
    "OLDVERSION", "WHITETEXT", "OUTSIDEMARK", "FORMMARK", "THUMBMARK",
)  # fmt: skip


def planted_pdf(*, rotate: int = 0, crop: bool = False) -> bytes:
    """One page: OPENLINE may be seen, SECRETLINE is to be covered, all the rest is hidden in the file."""
    writer = pypdf.PdfWriter()
    writer.add_metadata({"/Title": "METAMARK", "/Author": "METAMARK"})
    page = writer.add_blank_page(WIDTH, HEIGHT)
    font = writer._add_object(
        DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
    )
    layer = writer._add_object(
        DictionaryObject(
            {
                NameObject("/Type"): NameObject("/OCG"),
                NameObject("/Name"): TextStringObject("LAYERMARK"),
            }
        )
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {
            NameObject("/Font"): DictionaryObject({NameObject("/F1"): font}),
            NameObject("/Properties"): DictionaryObject({NameObject("/L1"): layer}),
        }
    )
    content = DecodedStreamObject()
    content.set_data(
        f"BT /F1 24 Tf 60 {SECRET_Y} Td (SECRETLINE) Tj ET\n"
        f"BT /F1 24 Tf 60 {OPEN_Y} Td (OPENLINE) Tj ET\n"
        "1 1 1 rg BT /F1 12 Tf 60 200 Td (WHITETEXT) Tj ET 0 0 0 rg\n"
        "BT /F1 12 Tf 5 585 Td (OUTSIDEMARK) Tj ET\n"
        "/OC /L1 BDC BT /F1 24 Tf 60 100 Td (LAYERMARK) Tj ET EMC\n".encode()
    )
    page[NameObject("/Contents")] = writer._add_object(content)
    page[NameObject("/Thumb")] = writer._add_object(_thumb())
    page[NameObject("/Annots")] = ArrayObject(
        [writer._add_object(_note()), writer._add_object(_field())]
    )
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {
            NameObject("/OCGs"): ArrayObject([layer]),
            NameObject("/D"): DictionaryObject({NameObject("/OFF"): ArrayObject([layer])}),
        }
    )
    xmp = DecodedStreamObject()
    xmp.set_data(b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>XMPMARK</x:xmpmeta>")
    xmp[NameObject("/Type")], xmp[NameObject("/Subtype")] = (
        NameObject("/Metadata"),
        NameObject("/XML"),
    )
    writer.root_object[NameObject("/Metadata")] = writer._add_object(xmp)
    writer.add_attachment("ATTACHMARK.txt", b"ATTACHMARK")
    writer.add_outline_item("BOOKMARKED", 0)
    if rotate:
        page.rotate(rotate)
    if crop:
        page.cropbox.lower_left, page.cropbox.upper_right = (30, 60), (400, 560)
    made = io.BytesIO()
    writer.write(made)
    return _with_an_earlier_version(made.getvalue())


def _with_an_earlier_version(data: bytes) -> bytes:
    """An incremental update: what it replaced stays in the file, with a remark after the end."""
    writer = pypdf.PdfWriter(io.BytesIO(data), incremental=True)
    writer.add_metadata({"/Subject": "OLDVERSION"})
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue() + b"\n%OLDVERSION\n"


def _note() -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Text"),
            NameObject("/Contents"): TextStringObject("NOTEMARK"),
            NameObject("/Rect"): ArrayObject([FloatObject(one) for one in (300, 50, 320, 70)]),
        }
    )


def _field() -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject("FORMMARK"),
            NameObject("/V"): TextStringObject("FORMMARK"),
            NameObject("/Rect"): ArrayObject([FloatObject(one) for one in (60, 20, 200, 40)]),
        }
    )


def _thumb() -> DecodedStreamObject:
    thumb = DecodedStreamObject()
    thumb.set_data(b"THUMBMARK" + bytes(3))
    for key, value in (("/Width", 2), ("/Height", 2), ("/BitsPerComponent", 8)):
        thumb[NameObject(key)] = NumberObject(value)
    thumb[NameObject("/ColorSpace")] = NameObject("/DeviceRGB")
    return thumb


def planted_picture(kind: str, *, turned: bool = False) -> bytes:
    """A white picture 400 × 300 with a red field at (100, 100)-(200, 150) to be covered; properties with markers."""
    picture = Image.new("RGB", (400, 300), "white")
    ImageDraw.Draw(picture).rectangle((100, 100, 199, 149), fill="red")
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = "EXIFMARK"
    exif[0x8825] = {1: "N", 2: (31.0, 12.0, 5.0)}
    if turned:
        exif[0x0112] = 6
    made = io.BytesIO()
    if kind == "PNG":
        info = PngInfo()
        info.add_text("Comment", "EXIFMARK")
        picture.save(made, "PNG", exif=exif, pnginfo=info)
        return made.getvalue() + b"EXIFMARK"
    picture.save(made, "JPEG", exif=exif, comment=b"EXIFMARK", quality=90)
    return made.getvalue() + b"EXIFMARK"


_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def planted_word() -> bytes:
    """A Word file: text, deleted and moved text, a comment, hidden text, properties."""
    made = io.BytesIO()
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
        f'<Override PartName="/word/comments.xml" ContentType="{_TYPES}.comments+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{_REL}/officeDocument" Target="word/document.xml"/>'
        '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/'
        'metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
        "word/_rels/document.xml.rels": "<Relationships "
        'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{_REL}/comments" Target="comments.xml"/></Relationships>',
        "word/comments.xml": f'<w:comments {_NS}><w:comment w:id="0" w:author="COMMENTMARK">'
        "<w:p><w:r><w:t>COMMENTMARK</w:t></w:r></w:p></w:comment></w:comments>",
        "docProps/core.xml": '<cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">'
        "<dc:creator>AUTHORMARK</dc:creator></cp:coreProperties>",
        "word/document.xml": f"<w:document {_NS}><w:body><w:p>"
        '<w:r><w:t xml:space="preserve">OPENLINE </w:t></w:r>'
        '<w:commentRangeStart w:id="0"/><w:ins w:id="1" w:author="a"><w:r><w:t>ADDED</w:t></w:r></w:ins>'
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
        '<w:del w:id="2" w:author="a"><w:r><w:delText>DELETEDMARK</w:delText></w:r></w:del>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>VANISHMARK</w:t></w:r>"
        "<w:r><w:t> 联系电话13800001234</w:t></w:r></w:p></w:body></w:document>",
    }
    with zipfile.ZipFile(made, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return made.getvalue()
