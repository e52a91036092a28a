"""Which of a row's figures stands in which cell, where the layout alone decides it."""

from collections import Counter
from collections.abc import Sequence

from gongkai.documents.reading.material import Segment
from gongkai.documents.reading.values import Figure, looks_like_value

Pattern = tuple[int, ...]


class Columns:
    """Where the data columns stand, learnt from the rows of a table that are full."""

    def __init__(self, segments: Sequence[Segment], width: int) -> None:
        self.width = width
        self._alike: dict[tuple[int, int, int], Counter[Pattern]] = {}
        self._of_source: dict[int, Counter[Pattern]] = {}
        self._cells: dict[int, Counter[int]] = {}  # of full rows behind the label, fillers too
        for segment in segments:
            filled = segment.filled
            if not segment.drawn or len(filled) != width:
                continue
            self._cells.setdefault(segment.source, Counter())[len(segment.figures)] += 1
            pattern = tuple(one.column for one in filled)
            if len(set(pattern)) == width:
                self._alike.setdefault(_shape(segment), Counter())[pattern] += 1
                self._of_source.setdefault(segment.source, Counter())[pattern] += 1

    def place(self, segment: Segment) -> list[Figure] | None:
        """The figures cell by cell, blanks included; None where the layout does not decide it."""
        figures, filled = segment.figures, segment.filled
        if len(filled) > self.width:
            # Words behind the figures (a remark, a note of who filled it in) are no figure.
            filled = [one for one in filled if looks_like_value(one.text)]
            if self.width == 1 and segment.drawn and len({one.text for one in filled}) == 1:
                return filled[:1]  # a merged cell, told once for each of its columns
            return filled if len(filled) == self.width else None
        if len(filled) == self.width:
            return filled
        if not segment.drawn:
            return None
        if len(figures) == self.width:
            return None if self._lacks_a_cell(segment) else figures
        by_pattern = self._by_pattern(segment)
        if by_pattern is not None:
            return by_pattern
        return self._by_window(_spread(figures, self.width))

    def _lacks_a_cell(self, segment: Segment) -> bool:
        """Full rows have empty cells at their end, this one has the last cell empty and one less."""
        counts = self._cells.get(segment.source)
        usual = counts.most_common(1)[0][0] if counts else 0
        return usual > self.width and segment.figures[-1].blank

    def _by_pattern(self, segment: Segment) -> list[Figure] | None:
        for counts in (self._alike.get(_shape(segment)), self._of_source.get(segment.source)):
            if not counts:
                continue
            pattern = counts.most_common(1)[0][0]
            at = {one.column: one for one in segment.figures}
            if all(one.column in pattern for one in segment.filled) and all(
                column in at for column in pattern
            ):
                return [at[column] for column in pattern]
        return None

    def _by_window(self, figures: Sequence[Figure]) -> list[Figure] | None:
        """The only stretch of cells that holds every figure; blanks before and after are fillers."""
        if len(figures) < self.width:
            return None
        filled = [index for index, one in enumerate(figures) if not one.blank]
        starts = range(len(figures) - self.width + 1)
        if not filled:
            return list(figures[: self.width])
        fitting = [
            start for start in starts if start <= filled[0] and filled[-1] < start + self.width
        ]
        if len(fitting) != 1:
            return None
        return list(figures[fitting[0] : fitting[0] + self.width])


def _shape(segment: Segment) -> tuple[int, int, int]:
    return (segment.source, segment.shape, segment.label_column)


def _spread(figures: Sequence[Figure], width: int) -> list[Figure]:
    """Blank cells merged over several columns count as that many blanks, if that fits exactly."""
    spread = [
        figure
        for figure in figures
        for _ in range(figure.span if figure.blank and len(figures) < width else 1)
    ]
    return spread if len(spread) == width else list(figures)
