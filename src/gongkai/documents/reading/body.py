"""Between prose and tables: which lines of the report are table, and which are text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.documents.blocks import TableBlock, TextBlock
from gongkai.documents.reading.headings import Heading
from gongkai.documents.reading.lines import Item, Line
from gongkai.documents.reading.segments import Gatherer
from gongkai.documents.reading.sentences import tells_block
from gongkai.documents.reading.source import SourceRow, row_of_line, rows_of_table
from gongkai.documents.reading.tokens import Token, is_strong
from gongkai.documents.reading.wrapped import is_head_fragment, join_wrapped
from gongkai.domain.reports.forms import Form, load_form
from gongkai.domain.reports.labels import label_index, normalise

PREFACE = ""
TABLE_SECTIONS: Mapping[str, str] = {"二": "t2", "三": "t3", "四": "t4"}
_CHINESE = re.compile(r"[一-龥]")
_FIGURES_BEHIND = re.compile(r"\s+[\d.,/\s]+\Z")
_SENTENCE = re.compile(r"[。！？]|[，,；;：:].{4,}")
_CAPTION = re.compile(r"\s*(?:附?表)\s*[一二三四1-4]\s*[:：、.\s]?[^。；]{0,40}\Z")
_FRAGMENT = 18  # a piece of a wrapped label; longer words are text
_RUN = 6  # labels in one line that make it a table run together


@dataclass
class Body:
    """Lines of prose by section (PREFACE: before the first heading), and what the tables hold."""

    gatherer: Gatherer
    prose: dict[str, list[TextBlock]] = field(default_factory=dict)
    strong: int = 0  # labels that only a report's tables have

    def add(self, section: str, block: TextBlock) -> None:
        self.prose.setdefault(section, []).append(block)


def read_body(items: Sequence[Item], headings: Mapping[str, Heading], form: Form) -> Body:
    """One pass over the document: rows to the tables, the other lines to their section."""
    body = Body(Gatherer(form.key))
    begins = {heading.position: heading for heading in headings.values()}
    section, in_table, last_table, before = PREFACE, False, -1, ""
    used = 0  # up to here the lines are read
    for position, item in enumerate(items):
        if position < used:
            continue
        heading = begins.get(position)
        if heading is not None:
            section, in_table = heading.number, False
            if section in TABLE_SECTIONS:
                body.gatherer.start(TABLE_SECTIONS[section])
            continue
        if isinstance(item, TableBlock):
            last_table += 1
            _read_table(body, item, last_table)
            in_table = False
            continue
        if item.text.strip() == "|" and "|" not in before:
            before = "|"
            continue  # ends the cell that stands on the line before
        before = item.text
        if in_table or section in TABLE_SECTIONS:
            wrapped = join_wrapped(items, position, form.key)
            if wrapped is not None:
                used = position + wrapped.used
                item = Line(wrapped.block)
        in_table = _read_line(body, item, section, in_table)
    return body


def _read_table(body: Body, table: TableBlock, number: int) -> None:
    """A table as drawn, if it is one of the report's or a piece of one."""
    gatherer = body.gatherer
    rows = [(row, gatherer.tokens(row)) for row in rows_of_table(table, number)]
    labels = {one.label for _, tokens in rows for token in tokens for one in token.matches}
    figures = sum(token.figure for _, tokens in rows for token in tokens)
    if len(labels) < 2 and not (gatherer.table and (labels or figures >= 3)):
        return
    body.strong += sum(is_strong(label) for label in labels)
    for row, tokens in rows:
        gatherer.read(row, tokens)


def _read_line(body: Body, line: Line, section: str, in_table: bool) -> bool:
    """A line of text: True where it belongs to a table that goes on."""
    row = row_of_line(line.block, -1)
    gatherer = body.gatherer
    if section not in TABLE_SECTIONS and not in_table and not _begins_table(row, gatherer.form_key):
        body.add(section, line.block)
        return False
    if section == "四" and tells_block(line.text, load_form(gatherer.form_key)):
        body.add(section, line.block)
        return in_table
    if section in TABLE_SECTIONS and _CAPTION.match(line.text):
        return in_table
    tokens = gatherer.tokens(row)
    labels = [token for token in tokens if token.matches]
    sentences = [token for token in tokens if token.words and _is_sentence(token.text)]
    if sentences and len(labels) >= _RUN:
        for token in sentences:
            body.add(section, TextBlock(token.text, line.block.place))
        tokens = [token for token in tokens if token not in sentences]
    elif not _is_table(row, tokens, labels, bool(sentences), in_table or _heads(tokens, section)):
        if section in TABLE_SECTIONS and is_head_fragment(line.text, gatherer.form_key):
            return in_table
        body.add(section, line.block)
        return in_table and not sentences
    body.strong += sum(is_strong(token.matches[0].label) for token in labels)
    gatherer.read(row, tokens)
    return True


def _heads(tokens: Sequence[Token], section: str) -> bool:
    """A line of heads of the section's table or of figures alone, or a drawn row with some heads."""
    table = TABLE_SECTIONS.get(section)
    if table is None:
        return False
    if tokens and all(token.figure for token in tokens):
        return True
    own = [token for token in tokens if token.label(table)]
    drawn = len(tokens) > 2 and not any(token.cell.loose for token in tokens)
    return bool(own) and (drawn or not any(token.words for token in tokens))


def _is_table(
    row: SourceRow, tokens: Sequence[Token], labels: Sequence[Token], sentence: bool, in_table: bool
) -> bool:
    words = sum(len(_CHINESE.findall(token.text)) for token in tokens if token.words)
    figures = any(token.figure for token in tokens)
    if sentence:
        return row.drawn and len(row.cells) > 2 and bool(labels)
    if labels:
        return in_table or any(
            is_strong(one.label) or one.label.kind == "head"
            for token in labels
            for one in token.matches
        )
    if in_table:
        return row.drawn or figures or words <= _FRAGMENT
    return row.drawn and len(row.cells) > 2 and figures


def _begins_table(row: SourceRow, form_key: str) -> bool:
    """Outside the table sections: a drawn row or a line that is a label of the form and nothing else."""
    index = label_index(form_key)
    matches = [
        one
        for cell in row.cells
        if len(cell.text) < 80
        for one in index.exact(normalise(_FIGURES_BEHIND.sub("", cell.text)))
    ]
    if row.drawn and len(row.cells) > 1:
        return bool(matches)
    return len(row.cells) == 1 and any(is_strong(one.label) and one.exact for one in matches)


def _is_sentence(text: str) -> bool:
    return bool(_SENTENCE.search(text)) and len(_CHINESE.findall(text)) >= 12
