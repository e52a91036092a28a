"""Pictures of one year: applications by month, results, days to answer, 表四, what was published where."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from gongkai.apps.annual.queries.year_numbers import GROUPS, Answered, Months
from gongkai.documents.charting import (
    Bar,
    Column,
    Limit,
    Picture,
    Sheet,
    Strip,
    bars,
    columns,
    strips,
)
from gongkai.domain.reports.forms.measures import measure

MONTHS = tuple(f"{month}月" for month in range(1, 13))
MOST_BARS = 12
BLOCKS = (("review", "行政复议"), ("direct", "直接起诉"), ("after_review", "复议后起诉"))
RESULTS = (("upheld", "维持"), ("corrected", "纠正"), ("other", "其他"), ("pending", "未审结"))
# Upper ends of the classes of days; the limit of the law is one of them, so that nothing straddles it.
STEPS = (5, 10, 15, 20, 30, 40)


def received(months: Months, year: int) -> Picture:
    """本年新收 by month."""
    title = "各月新收申请"
    closed = [sum(found) for found in zip(*months.closed.values(), strict=True)]
    rows = (("新收（件）", months.received), ("办结（件）", tuple(closed)))
    sheet = Sheet(("", *MONTHS, "合计"), tuple((name, *found, sum(found)) for name, found in rows))
    if not any(months.received):
        return Picture("received", title, sheet, empty=f"{year}年没有收到政府信息公开申请。")
    held = [Column(str(at), number) for at, number in enumerate(months.received, start=1)]
    svg = columns("received", title, held)
    return Picture("received", title, sheet, svg, f"横轴为月份，共{sum(months.received)}件。")


def results(months: Months, year: int) -> Picture:
    """办理结果 by month of closing."""
    title = "各月办理结果"
    rows = [(measure(key).label, months.closed[key]) for key in GROUPS]
    sheet = Sheet(
        ("办理结果", *MONTHS, "合计"), tuple((name, *found, sum(found)) for name, found in rows)
    )
    if not any(sum(found) for _, found in rows):
        return Picture("results", title, sheet, empty=f"{year}年没有办结的申请。")
    places = [str(at) for at in range(1, 13)]
    svg = strips("results", title, places, [Strip(name, found) for name, found in rows])
    total = sum(sum(found) for _, found in rows)
    return Picture("results", title, sheet, svg, f"按办结的月份，共{total}件；各行用同一比例。")


def days_to_answer(answered: Answered, year: int) -> Picture:
    """On which working day the answer went out; answers after an extension are marked."""
    title = "多少个工作日答复"
    classes = _classes(answered)
    sheet = Sheet(
        ("工作日", "没有延期（件）", "依法延期（件）", "合计（件）"),
        tuple((label, plain, longer, plain + longer) for label, plain, longer in classes),
    )
    if not answered.number:
        return Picture("days", title, sheet, empty=f"{year}年没有作出答复的申请。")
    at = 1 + STEPS.index(answered.limit) if answered.limit in STEPS else 0
    svg = columns(
        "days",
        title,
        [Column(label, plain, longer) for label, plain, longer in classes],
        limit=Limit(at, f"答复期限{answered.limit}个工作日") if at else None,
        grey="依法延期后答复",
    )
    said = f"共{answered.number}件，{'其中' + str(answered.late) + '件超过期限' if answered.late else '没有超过期限的'}。"
    notes = [
        "第几个工作日以申请的办理时钟为准：补正、征求意见等法律规定不计算的时间没有计入；不包括撤回、逾期不补正等没有答复的。"
    ]
    if answered.unknown:
        notes.append(f"另有{answered.unknown}件期限重新计算过，没有列入。")
    return Picture("days", title, sheet, svg, said, tuple(notes))


def _classes(answered: Answered) -> list[tuple[str, int, int]]:
    made, low = [], 0
    for high in STEPS:
        label = f"{high}日内" if not low else f"{low + 1}至{high}"
        made.append((label, *_between(answered, low if low else -1, high)))
        low = high
    return [*made, (f"超过{low}", *_between(answered, low, None))]


def _between(answered: Answered, after: int, until: int | None) -> tuple[int, int]:
    def summed(days: Mapping[int, int]) -> int:
        return sum(
            number
            for day, number in days.items()
            if day > after and (until is None or day <= until)
        )

    return summed(answered.days), summed(answered.extended)


def remedies(numbers: Mapping[str, Decimal | None], year: int) -> Picture:
    """表四: reviews and suits by result."""
    title = "复议和诉讼的结果"
    rows = []
    for block, name in BLOCKS:
        found = [numbers.get(f"t4.{block}.{result}") for result, _ in RESULTS]
        rows.append((name, *found, numbers.get(f"t4.{block}.total")))
    sheet = Sheet(("", *(label for _, label in RESULTS), "总计"), tuple(rows))
    known = [[int(one or 0) for one in row[1:-1] if not isinstance(one, str)] for row in rows]
    if not any(sum(found) for found in known):
        return Picture(
            "remedies", title, sheet, empty=f"{year}年没有因政府信息公开引起的复议和诉讼。"
        )
    held = [Strip(str(row[0]), tuple(found)) for row, found in zip(rows, known, strict=True)]
    svg = strips("remedies", title, [label for _, label in RESULTS], held)
    total = sum(sum(found) for found in known)
    corrected = sum(found[1] for found in known)
    return Picture("remedies", title, sheet, svg, f"共{total}件，其中结果纠正{corrected}件。")


def published(
    key: str, title: str, head: str, counted: Sequence[tuple[str, int]], year: int
) -> Picture:
    """Items first published in the year, by column or by organ: the most first, all of them in the table."""
    sheet = Sheet((head, "条数"), tuple(counted))
    total = sum(number for _, number in counted)
    if not total:
        return Picture(key, title, sheet, empty=f"{year}年没有发布信息。")
    shown = [Bar(name, number) for name, number in counted[:MOST_BARS]]
    rest = counted[MOST_BARS:]
    said = f"共{total}条。"
    if rest:
        left = sum(number for _, number in rest)
        said += f"图中是最多的{MOST_BARS}个，其余{len(rest)}个{head}共{left}条，见表。"
    return Picture(key, title, sheet, bars(key, title, shown), said)
