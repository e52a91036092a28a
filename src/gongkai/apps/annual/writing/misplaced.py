"""A bound figure in the wrong sentence: 办结{{本年新收…}}件. Its number may even be right; next year's is not."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.apps.annual.data.counts import counts
from gongkai.apps.annual.writing.assembling import Assembled
from gongkai.apps.annual.writing.fields import Bound
from gongkai.apps.annual.writing.typed import counted_stretches
from gongkai.apps.annual.writing.values import short_label
from gongkai.domain.findings import Quote
from gongkai.domain.reports.forms import Form
from gongkai.domain.reports.prose import Judged, ProseFacts
from gongkai.domain.reports.prose.readings import ReadingValue, label_of


@dataclass(frozen=True)
class Misplaced:
    """`field` stands where the words speak of `meant`; `wanted`: the field they ask for, "" where several would do."""

    part: str
    field: str
    label: str
    meant: str
    wanted: str
    quote: Quote


def misplaced_fields(assembled: Assembled, facts: ProseFacts) -> tuple[Misplaced, ...]:
    """Every field whose words are read with certainty and mean none of what the field holds."""
    return (*_of_tables(assembled, facts), *_of_counts(assembled))


def _of_tables(assembled: Assembled, facts: ProseFacts) -> Iterator[Misplaced]:
    """Words that the desk reads as a claim about the tables, where the cell of the field is in no reading of them."""
    form = assembled.report.form
    for one in facts.judged:
        frame = one.claim.frame
        quote = frame.text.quote(frame.quantity.start, frame.quantity.end)
        part = assembled.part_at(quote.section, quote.start)
        if not part or quote.start is None or quote.end is None:
            continue
        at = assembled.spans[part].start
        bound = assembled.parts[part].bound_in(quote.start - at, quote.end - at)
        if bound is None or not _is_figure(bound, form) or _may_mean(one, bound.name, form):
            continue
        yield Misplaced(
            part,
            bound.name,
            short_label(bound.name, form),
            label_of(one.claim, form),
            _wanted(one, form),
            one.claim.quote,
        )


def _is_figure(bound: Bound, form: Form) -> bool:
    return bound.name in form.cell_set or bound.name in counts()


def _may_mean(judged: Judged, field: str, form: Form) -> bool:
    """Whether some reading of the words is this cell; or, of a group of rows or of procedures, has it as a part."""
    if judged.claim.at_most or not judged.readings:
        return True
    if not judged.claim.certain and field not in form.cell_set:
        return True  # 公开行政许可{{信息条数}}条: the words may speak of something else
    return any(
        one.cells == ((field, 1),) or ((field, 1) in one.cells and _of_one_group(one))
        for one in judged.readings
    )


def _of_one_group(reading: ReadingValue) -> bool:
    """Grounds of one group, columns of one row, or procedures: one of them may be all that there is."""
    kinds = {
        "t4" if cell.startswith("t4.") else ".".join(cell.split(".")[:2])
        for cell, _ in reading.cells
    }
    return len(kinds) == 1 and all(sign == 1 for _, sign in reading.cells)


def _wanted(judged: Judged, form: Form) -> str:
    """The first reading that is one cell: how a report usually means it."""
    for one in judged.readings:
        if len(one.cells) == 1 and one.cells[0][1] == 1 and one.cells[0][0] in form.cell_set:
            return short_label(one.cells[0][0], form)
    return ""


def _of_counts(assembled: Assembled) -> Iterator[Misplaced]:
    """培训{{检查次数}}次: the words of one count, the field of another."""
    form = assembled.report.form
    for part, span in assembled.spans.items():
        if span.section != "一":
            continue
        filled = assembled.parts[part]
        said = [
            (filled.bound_in(one.start, one.end), one) for one in counted_stretches(filled.text)
        ]
        right = {bound for bound, one in said if bound is not None and bound.name == one.field}
        for bound, one in said:
            if bound is None or bound in right or not _is_figure(bound, form):
                continue
            right.add(bound)  # said once, though several words fit it
            label, at = counts()[one.field].label, span.start + one.at
            quote = Quote(span.section, one.words, at, at + len(one.words))
            yield Misplaced(part, bound.name, short_label(bound.name, form), label, label, quote)
