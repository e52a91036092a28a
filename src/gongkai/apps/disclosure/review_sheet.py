"""信息发布审核表: the gates' history of one submission as a DOCX of one page, for the paper file."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from gongkai.apps.clock import CHINA
from gongkai.apps.disclosure.models import Item, Review, Submission
from gongkai.apps.disclosure.queries.review_sheet import (
    GateRow,
    SheetFacts,
    sheet_facts,
)
from gongkai.documents.rendering.docx_styles import child, new_document, set_fonts
from gongkai.documents.rendering.packages import repacked
from gongkai.documents.rendering.printed import clean

_FANGSONG = ("Times New Roman", "仿宋_GB2312")
_HEITI = ("Times New Roman", "黑体")
_MM = 1440 / 25.4
# 156 mm between the margins: label, value, label, value.
_WIDTHS = (27.0, 51.0, 27.0, 51.0)
_SIZE = 11.0
# Begins a line that is set at the right, as a signature is.
_SIGNED = "\r"
# What fits: longer words are cut with a mark, and stand whole in the system.
_LONGEST = {"title": 62, "attachments": 62, "reason": 54, "history": 96, "short": 24}


@dataclass(frozen=True)
class _Cell:
    text: str
    span: int = 1
    label: bool = False
    align: str = "left"


def review_sheet(item: Item, submission: Submission | None = None) -> bytes:
    """The DOCX about `submission`; by default that of the public edition, else the last one."""
    facts = sheet_facts(item, submission)
    document = new_document("信息发布审核表", facts.organ)
    _title(document, facts)
    _table(document, list(_rows(facts)))
    _foot(document, facts)
    stream = BytesIO()
    document.save(stream)
    return repacked(stream.getvalue())


def _title(document: Any, facts: SheetFacts) -> None:
    document.add_paragraph("信息发布审核表", style="Title").paragraph_format.space_after = Pt(6)
    line = document.add_paragraph()
    line.paragraph_format.first_line_indent = Pt(0)
    line.alignment = WD_ALIGN_PARAGRAPH.LEFT
    _write(line, f"填报单位：{facts.organ}　　索引号：{facts.index_number or '（发布时编号）'}", 12)


def _rows(facts: SheetFacts) -> Sequence[tuple[float, list[_Cell]]]:
    """(least height in mm, cells) for every row."""
    rows: list[tuple[float, list[_Cell]]] = [
        (13, [_head("信息标题"), _Cell(_cut(facts.title, "title"), 3)]),
        (8.5, [_head("信息类别"), _Cell(facts.kind), _head("发布栏目"), _Cell(_cut(facts.column, "short"))]),
        (8.5, [_head("发文字号"), _Cell(_cut(facts.document_number, "short") or "无"), _head("公开方式"), _Cell(facts.openness)]),
        (8.5, [_head("成文日期"), _Cell(facts.made_on or "无"), _head("信息来源"), _Cell(_cut(facts.source, "short"))]),
        (8.5, [_head("起草人"), _Cell(_cut(facts.writers, "short")), _head("送审"), _Cell(facts.submitted)]),
        (8.5, [_head("附件"), _Cell(_cut(facts.attachments, "attachments"), 3)]),
        (8.5, [_head("检查放行"), _Cell(_cut(facts.overrides, "history"), 3)]),
    ]  # fmt: skip
    for gate in facts.gates:
        rows.append((19, [_head(gate.label.replace("（", "\n（", 1)), _Cell(_opinion(gate), 3)]))
    rows.append((8.5, [_head("退回记录"), _Cell(_cut(facts.returns, "history"), 3)]))
    rows.append((8.5, [_head("发布"), _Cell(_cut(facts.published, "history"), 3)]))
    return rows


def _head(text: str) -> _Cell:
    return _Cell(text, label=True, align="center")


def _opinion(gate: GateRow) -> str:
    if gate.review is None:
        return "（未办理）"
    one: Review = gate.review
    reason = f"：{_cut(one.reason, 'reason')}" if one.reason else ""
    at = one.at.astimezone(CHINA).strftime("%Y年%-m月%-d日 %H:%M")
    return f"意见：{one.get_decision_display()}{reason}\n{_SIGNED}审核人：{one.person_name}　　{at}"


def _cut(text: str, what: str) -> str:
    longest = _LONGEST[what]
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _table(document: Any, rows: Sequence[tuple[float, list[_Cell]]]) -> None:
    from docx.oxml import OxmlElement

    table = OxmlElement("w:tbl")
    properties = child(table, "tblPr")
    child(properties, "tblW", w=str(round(sum(_WIDTHS) * _MM)), type="dxa")
    child(properties, "jc", val="center")
    borders = child(properties, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        outer = not side.startswith("inside")
        child(borders, side, val="single", sz="8" if outer else "4", space="0", color="000000")
    child(properties, "tblLayout", type="fixed")
    margins = child(properties, "tblCellMar")
    for side, size in (("top", 0.5), ("left", 1.8), ("bottom", 0.5), ("right", 1.8)):
        child(margins, side, w=str(round(size * _MM)), type="dxa")
    child(properties, "tblCaption", val="信息发布审核表")
    grid = child(table, "tblGrid")
    for width in _WIDTHS:
        child(grid, "gridCol", w=str(round(width * _MM)))
    for height, cells in rows:
        _row(table, height, cells)
    body = document.element.body
    body.insert(len(body) - 1, table)


def _row(table: Any, height: float, cells: Sequence[_Cell]) -> None:
    line = child(table, "tr")
    properties = child(line, "trPr")
    child(properties, "cantSplit")
    child(properties, "trHeight", val=str(round(height * _MM)), hRule="atLeast")
    column = 0
    for cell in cells:
        made = child(line, "tc")
        marks = child(made, "tcPr")
        width = sum(_WIDTHS[column : column + cell.span])
        child(marks, "tcW", w=str(round(width * _MM)), type="dxa")
        if cell.span > 1:
            child(marks, "gridSpan", val=str(cell.span))
        child(marks, "vAlign", val="center")
        for text in cell.text.split("\n"):
            paragraph = child(made, "p")
            kept = child(paragraph, "pPr")
            child(kept, "snapToGrid", val="0")
            child(kept, "spacing", before="0", after="0", line="320", lineRule="atLeast")
            child(kept, "ind", firstLine="0", firstLineChars="0")
            signed = text.startswith(_SIGNED)
            child(kept, "jc", val="right" if signed else cell.align)
            _run(paragraph, text.removeprefix(_SIGNED), _HEITI if cell.label else _FANGSONG)
        column += cell.span


def _run(paragraph: Any, text: str, fonts: tuple[str, str]) -> None:
    run = child(paragraph, "r")
    marks = child(run, "rPr")
    set_fonts(marks, fonts)
    child(marks, "spacing", val="0")
    child(marks, "sz", val=str(round(_SIZE * 2)))
    made = child(run, "t")
    made.text = clean(text)
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _foot(document: Any, facts: SheetFacts) -> None:
    note = document.add_paragraph()
    note.paragraph_format.first_line_indent = Pt(0)
    note.paragraph_format.space_before = Pt(4)
    note.paragraph_format.line_spacing = Pt(15)
    _write(
        note,
        f"本表由系统按审核记录生成，所审为第{facts.revision_number}稿（修订编号{facts.revision_id}）。",
        10,
    )


def _write(paragraph: Any, text: str, size: float) -> None:
    run = paragraph.add_run(clean(text))
    run.font.size = Pt(size)
