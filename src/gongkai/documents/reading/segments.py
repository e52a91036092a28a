"""The rows of the form with the figures that stand behind each label, whatever the layout."""

from collections.abc import Iterable, Sequence

from gongkai.documents.reading.material import Segment, TableMaterial
from gongkai.documents.reading.source import SourceRow
from gongkai.documents.reading.tokens import Token, is_strong, tokens_of
from gongkai.documents.reading.values import Figure
from gongkai.domain.reports.labels import Label, label_index, normalise

_MOST_UNKNOWN = 1_500  # cells with other words, after which damaged labels are no longer sought
_LONGEST_FRAGMENT = 40
_LONGEST_ORPHAN = 300  # figures that stand without labels, one a line
_MOST_FIGURES = 400  # of one row; the form's longest has fifteen
_MOST_ROWS = 500  # of one table; the form's longest has twenty-five
_SURE = 3  # so many weak labels of one table, or a strong one, say which table a row is of
_MOST_TOKENS = 6_000  # of one table; the form's longest has some three hundred


class Gatherer:
    """Reads rows one after another and sorts what they hold into the three tables."""

    def __init__(self, form_key: str) -> None:
        self.form_key = form_key
        self.tables = {key: TableMaterial() for key in ("t2", "t3", "t4")}
        self.table: str | None = None
        self._open: Segment | None = None
        self._context = ""
        self._row_number = 0
        self._unknown = 0
        self._fragment = ""  # words of a label that goes on in the next line
        self._before: Token | None = None  # the label just before, where it is one of a group

    def start(self, table: str) -> None:
        """The heading of the section that holds a table was met."""
        self.table = table
        self._close()

    def _close(self) -> None:
        self._open = None

    def tokens(self, row: SourceRow) -> list[Token]:
        """What the cells of a row hold."""
        tokens = [
            token
            for cell in row.cells
            for token in tokens_of(
                cell, self.form_key, self.table, damaged=self._unknown < _MOST_UNKNOWN
            )
        ]
        self._unknown += sum(token.words for token in tokens)
        return tokens

    def read(self, row: SourceRow, tokens: Sequence[Token]) -> None:
        """Take in one row."""
        self._row_number += 1
        tokens = self._with_fragment(tokens)
        self._switch(tokens)
        if self.table is None:
            return
        material = self.tables[self.table]
        if len(material.segments) > _MOST_ROWS or len(material.tokens) > _MOST_TOKENS:
            return
        material.tokens.extend(token for token in tokens if not token.blank)
        if self.table == "t4":
            self._read_t4(material, tokens)
        else:
            self._read_rows(material, row, tokens)

    def _with_fragment(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """Words that end a label begun on the lines before are that label."""
        at = next((number for number, token in enumerate(tokens) if not token.blank), None)
        first = tokens[at] if at is not None else None
        damaged = first is not None and any(not one.exact for one in first.matches)
        if at is None or first is None or not (first.words or damaged) or _too_long(first):
            self._fragment = ""
            return tokens
        joined = self._fragment + first.text
        matches = label_index(self.form_key).exact(normalise(joined)) if self._fragment else []
        alone = all(token.words or token.blank for token in tokens)
        self._fragment = joined if alone and not matches and len(joined) < 80 else ""
        if not matches:
            return tokens
        found = Token(first.cell, joined, tuple(matches))
        return [*tokens[:at], found, *tokens[at + 1 :]]

    def _switch(self, tokens: Sequence[Token]) -> None:
        """Labels of one table alone say which table the row belongs to.

        One that is short enough to be a piece of another table's broken label (其他) does not.
        """
        votes: dict[str, int] = {}
        for token in tokens:
            if token.matches and len(token.tables) == 1:
                (table,) = token.tables
                weight = _SURE if is_strong(token.matches[0].label) else 1
                votes[table] = votes.get(table, 0) + weight
        if votes:
            best = max(votes, key=lambda table: votes[table])
            if best != self.table and (self.table is None or votes[best] >= _SURE):
                self.table = best
                self._close()
                self._context = ""

    def _read_t4(self, material: TableMaterial, tokens: Sequence[Token]) -> None:
        for token in tokens:
            match = token.label("t4")
            if match:
                material.heads.found.append(
                    (match.label, token.text, match.exact, token.cell.place)
                )
            elif token.words:
                material.heads.unknown.append((token.text, token.cell.place))
            else:
                material.figures.append((_figure(token), self._row_number))

    def _read_rows(self, material: TableMaterial, row: SourceRow, tokens: Sequence[Token]) -> None:
        labelled = any(_row_label(token, self.table) for token in tokens)
        if not labelled and not self._continues(row, tokens):
            if not any(token.figure for token in tokens):
                self._heads(material, tokens)
                return
            self._open = None
        if labelled:
            self._open = None  # blanks before the label are the label's own merged cells
        for position, token in enumerate(tokens):
            match = token.label(self.table)
            following = tokens[position + 1 :]
            if match and self._is_row(match.label, following):
                self._begin(material, row, token, match.label, match.exact)
            elif match:
                self._head(material, token, match.label, match.exact)
            elif token.words:
                self._words(material, row, token, following)
            elif token.figure or self._open is not None:
                if self._open is None:
                    self._begin(material, row, token, None, True)
                assert self._open is not None
                if len(self._open.figures) < _MOST_FIGURES:
                    self._open.figures.append(_figure(token))
                    if token.figure and self._open.row != self._row_number:
                        self._open.later = True

    def _continues(self, row: SourceRow, tokens: Sequence[Token]) -> bool:
        """Whether a row without a label holds figures of the row before it."""
        if self._open is None or any(token.matches for token in tokens):
            return False
        if not self._open.figures:
            return any(token.figure or token.blank for token in tokens)
        if row.filler:
            return False
        width = 7 if self.table == "t3" else 3
        more = len(self._open.figures) < (width + 2 if self._open.label else _LONGEST_ORPHAN)
        return len(row.cells) == 1 and more and not tokens[0].words

    def _is_row(self, label: Label, following: Sequence[Token]) -> bool:
        if label.kind == "row":
            return True
        # 其他 and 总计 are column heads and rows; a group may stand as a row (（六）其他处理).
        if label.kind == "column" and label.key in ("other", "total") and self.table == "t3":
            return bool(following) and following[0].figure
        return False

    def _begin(
        self,
        material: TableMaterial,
        row: SourceRow,
        token: Token,
        label: Label | None,
        exact: bool,
    ) -> None:
        if label is not None and label.kind == "column":
            label, exact = self._row_of_column(material, label)
        printed = token.text if not token.figure else (self._before.text if self._before else "")
        self._open = Segment(
            label,
            printed,
            exact,
            token.cell.place,
            row.drawn,
            row.source,
            row.shape,
            token.cell.column,
            context=self._context,
            row=self._row_number,
        )
        self._before = None
        material.segments.append(self._open)

    def _row_of_column(self, material: TableMaterial, label: Label) -> tuple[Label, bool]:
        key = "other.other" if label.key == "other" else "total"
        return Label("t3", "row", key, label.text), True

    def _head(self, material: TableMaterial, token: Token, label: Label, exact: bool) -> None:
        # In a line of text the corner is broken and mixed with its neighbours: no misprint.
        exact = exact or (label.kind == "corner" and token.cell.loose)
        material.heads.found.append((label, token.text, exact, token.cell.place))
        self._before = token if label.kind == "group" else None
        if label.kind in ("block", "group"):
            self._context = label.key
        if self._open is not None and self._open.figures:
            self._open = None

    def _heads(self, material: TableMaterial, tokens: Iterable[Token]) -> None:
        for token in tokens:
            match = token.label(self.table)
            if match:
                self._head(material, token, match.label, match.exact)
            elif token.words:
                material.heads.unknown.append((token.text, token.cell.place))

    def _words(
        self,
        material: TableMaterial,
        row: SourceRow,
        token: Token,
        following: Sequence[Token],
    ) -> None:
        """Words that are no label: a cell of the open row, or the label of a row the form lacks."""
        figures = []
        for one in following:
            if one.matches:
                break
            if one.figure:
                figures.append(one)
        if self._open is not None and self._goes_on(self._open, token.text, figures):
            self._open.words.append(token.text)
            whole = normalise(self._open.printed + token.text)
            label = self._open.label
            if any(one.label is label for one in label_index(self.form_key).exact(whole)):
                self._open.exact = True
        elif figures:
            self._begin(material, row, token, None, True)
        elif self._open is not None and row.drawn and len(row.cells) > 1:
            self._open.figures.append(_figure(token))
        else:
            material.heads.unknown.append((token.text, token.cell.place))

    def _goes_on(self, segment: Segment, text: str, figures: Sequence[Token]) -> bool:
        """Whether words are the rest of a label that was wrapped, its figures still to come."""
        if segment.figures:
            return False
        if not _digits(figures):
            return True
        return segment.label is not None and normalise(text) in normalise(segment.label.text)


def _too_long(token: Token) -> bool:
    return len(token.text) > _LONGEST_FRAGMENT


def _digits(tokens: Sequence[Token]) -> bool:
    return any(char.isdigit() for token in tokens for char in token.text)


def _row_label(token: Token, table: str | None) -> bool:
    match = token.label(table)
    return match is not None and match.label.kind == "row"


def _figure(token: Token) -> Figure:
    cell = token.cell
    return Figure(token.text, cell.column, cell.place, cell.loose, cell.span)
