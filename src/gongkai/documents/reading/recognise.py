"""A document read as an annual report, whatever file it came from."""

import re
from collections.abc import Mapping, Sequence

from gongkai.documents.blocks import Document, TableBlock, TextBlock
from gongkai.documents.errors import NotAReport
from gongkai.documents.reading.assigning import Outcome
from gongkai.documents.reading.body import PREFACE, TABLE_SECTIONS, Body, read_body
from gongkai.documents.reading.chrome import (
    ends_report,
    is_chrome,
    metadata_of,
    without_leading_chrome,
    without_trailing_chrome,
)
from gongkai.documents.reading.differences import about_form, about_sections
from gongkai.documents.reading.headings import Heading, find_headings
from gongkai.documents.reading.lines import NUMBERS, Item, Line, items_of
from gongkai.documents.reading.prose import paragraphs_of, split_signature
from gongkai.documents.reading.report_form import DrawnForm, drawn_form
from gongkai.documents.reading.sentences import read_sentences
from gongkai.documents.reading.settling import settle_rows
from gongkai.documents.reading.table2 import note_heads, read_table2
from gongkai.documents.reading.table4 import read_table4
from gongkai.documents.reading.tables import (
    TABLE_NAMES,
    assign_segments,
    read_rows,
)
from gongkai.documents.reading.title import (
    Title,
    find_title,
    has_period,
    is_title,
    organ_of,
    year_of,
)
from gongkai.domain.reports.annual_report import (
    AnnualReport,
    Observation,
    ObservationKind,
    Paragraph,
    Section,
)
from gongkai.domain.reports.forms import Form

_SENTENCE = re.compile(r"[。；]|[，,].{4,}")
_OPENS = re.compile(r"\s*(?:根据|按照|依据|依照|遵照|为|本报告|本年度报告|现将)[^：:]{6,}")
_CALLED = re.compile(r"政府信息公开[^，。；]{0,6}(?:年度报告|工作报告|年报)")
_FIRST_FORM = 2019
_ADVICE = "请上传完整的年度报告（含总体情况、三张表、存在的主要问题等部分），文件格式可以是网页、Word、PDF 或文本。"


def recognise(document: Document) -> AnnualReport:
    """Find the annual report in a document (form of 2019 or 2021, 条例第五十条).

    Every value has its raw text and place; what differs from the form is in `observations`.
    Raises NotAReport where there is none.
    """
    items = items_of(document)
    headings = find_headings(items)
    head = _head_lines(items, headings)
    title = find_title(head)
    if title is None and is_title(document.title):
        title = Title(document.title)
    if title is None:
        named = metadata_of(head, "title")
        title = Title(named) if named and is_title(named) else None
    year = year_of(title, "\n".join(head), _first_text(items, headings))
    drawn = drawn_form(_texts(items), year)
    body = read_body(items, headings, drawn.form)
    _demand_report(body, headings, title, year, head)
    return _report(body, headings, drawn, head, title, year)


def _head_lines(items: Sequence[Item], headings: Mapping[str, Heading]) -> list[str]:
    """Lines before the first section, cells of metadata tables as "name: value"."""
    first = min((one.position for one in headings.values()), default=len(items))
    lines: list[str] = []
    for item in items[:first]:
        if isinstance(item, Line):
            lines.append(item.text)
            continue
        for row in item.rows():
            cells = [cell.text.strip() for cell in row]
            lines.extend(
                f"{name}: {value}" for name, value in zip(cells[::2], cells[1::2], strict=False)
            )
    return lines


def _first_text(items: Sequence[Item], headings: Mapping[str, Heading]) -> str:
    """The first lines of the first section, where a year may be named."""
    first = min((one.position for one in headings.values()), default=0)
    texts = [item.text for item in items[first : first + 12] if isinstance(item, Line)]
    return "\n".join(texts)[:4000]


def _texts(items: Sequence[Item]) -> list[str]:
    texts: list[str] = []
    for item in items:
        if isinstance(item, TableBlock):
            texts.extend(cell.text for cell in item.cells)
        elif (
            len(item.text) < 60 or "信息内容" in item.text or "|" in item.text or "\t" in item.text
        ):
            texts.append(item.text)
    return texts


def _demand_report(
    body: Body,
    headings: Mapping[str, Heading],
    title: Title | None,
    year: int | None,
    head: Sequence[str],
) -> None:
    """Raise NotAReport unless enough of a report was found."""
    known = sum(1 for one in headings.values() if one.quality >= 2)
    if body.strong < 5 and year is not None and year < _FIRST_FORM and (title or known):
        raise NotAReport(
            f"这是{year}年度的报告，采用的是2019年以前的格式，没有现行格式的三张表。",
            "本程序读取2019年度及以后的年度报告。",
        )
    prose = "\n".join(block.text for blocks in body.prose.values() for block in blocks)[:200_000]
    score = 2 * bool(title) + min(known, 4) + min(body.strong, 6) // 2
    stated = has_period("\n".join(head) + prose[:3000])
    score += stated
    score += "政府信息" in prose
    score += "主动公开" in prose and "依申请公开" in prose
    score += bool(_CALLED.search(prose[:3000]))
    if score < 3 or not (known or body.strong >= 3 or stated):
        raise NotAReport("没有在文件中找到政府信息公开工作年度报告。", _ADVICE)


def _report(
    body: Body,
    headings: Mapping[str, Heading],
    drawn: DrawnForm,
    head: Sequence[str],
    title: Title | None,
    year: int | None,
) -> AnnualReport:
    form = drawn.form
    preface = _preface(body.prose.get(PREFACE, []), title, bool(headings))
    sections, signature = _sections(body, headings, form)
    outcome = Outcome()
    prose = "\n".join(section.text for section in sections.values())
    _read_tables(outcome, body, drawn, prose)
    outcome.observations.extend(about_form(form, year))
    outcome.observations.extend(about_sections(headings, form))
    signed = [one.text for one in signature]
    texts = "\n".join(one.text for one in preface)
    return AnnualReport(
        title=title.printed if title else "",
        organ=organ_of(title, head, texts, signed),
        year=year,
        form=form,
        preface=preface,
        sections=sections,
        values=outcome.values,
        signature=signature,
        observations=tuple(outcome.observations),
    )


def _preface(
    blocks: Sequence[TextBlock], title: Title | None, has_headings: bool
) -> tuple[Paragraph, ...]:
    """The text between title and section 一, without crumbs and buttons."""
    titles = [number for number, block in enumerate(blocks) if is_title(block.text)]
    start = titles[-1] + 1 if titles else 0
    kept: list[TextBlock] = []
    for block in blocks[start:]:
        if is_chrome(block.text) or not has_headings:
            continue
        text = without_leading_chrome(block.text)
        if not kept and not (_SENTENCE.search(text) or _OPENS.match(text)):
            continue
        kept.append(TextBlock(text, block.place, block.level))
    return paragraphs_of(kept)


def _sections(
    body: Body, headings: Mapping[str, Heading], form: Form
) -> tuple[dict[str, Section], tuple[Paragraph, ...]]:
    """The sections in the form's order, and the signature under the last of them."""
    last = max(headings.values(), key=lambda one: one.position, default=None)
    sections: dict[str, Section] = {}
    signature: tuple[Paragraph, ...] = ()
    for number in NUMBERS:
        heading = headings.get(number)
        if heading is None:
            continue
        blocks = body.prose.get(number, [])
        if heading is last:
            paragraphs, signature = split_signature(paragraphs_of(_until_page_end(blocks)))
        else:
            paragraphs = paragraphs_of(blocks)
        sections[number] = Section(number, _printed_title(heading), heading.raw, paragraphs)
    return sections, signature


def _printed_title(heading: Heading) -> str:
    """The heading as printed, without number and markup."""
    raw = heading.raw.strip().strip("#*").strip()
    raw = re.sub(r"\A第?[一二三四五六七八]\s*(?:部分)?\s*[、.．,，:：]\s*", "", raw)
    return raw.strip(" \u3000、：:。")


def _until_page_end(blocks: Sequence[TextBlock]) -> list[TextBlock]:
    kept: list[TextBlock] = []
    for number, block in enumerate(blocks):
        if number and ends_report(block.text):
            break
        text = without_trailing_chrome(block.text)
        if not (number and is_chrome(text)):
            kept.append(TextBlock(text, block.place, block.level))
    return kept


def _read_tables(outcome: Outcome, body: Body, drawn: DrawnForm, prose: str) -> None:
    form, tables = drawn.form, body.gatherer.tables
    if tables["t2"].segments:
        read_table2(outcome, tables["t2"], drawn, prose)
    if tables["t3"].segments:
        pairs = assign_segments(outcome, tables["t3"], form, "t3")
        settle_rows(outcome, read_rows(outcome, pairs, blocks=True), form)
        note_heads(outcome, tables["t3"], form)
    if tables["t4"].tokens:
        read_table4(outcome, tables["t4"], form)
        note_heads(outcome, tables["t4"], form)
    if not any(cell.startswith("t4") for cell in outcome.values):
        read_sentences(outcome, body.prose.get("四", []), form)
    for section, table in TABLE_SECTIONS.items():
        if not any(cell.startswith(table) for cell in outcome.values):
            outcome.observations.append(
                Observation(
                    ObservationKind.TABLE_MISSING,
                    f"没有读到{TABLE_NAMES[table]}（{form.section(section).heading}）。",
                    table=table,
                    section=section,
                )
            )
