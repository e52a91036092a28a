"""Series over the years. Years under another form stand in the line only where they count the same thing."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from gongkai.apps.annual.queries.series import SOURCES, YearFigures
from gongkai.documents.charting import Cell, Line, Picture, Point, Sheet, lines
from gongkai.domain.reports.forms.measures import form_changes, measure

TENTH = Decimal("0.1")


def of_years(held: Sequence[YearFigures]) -> list[Picture]:
    """New applications, share given, reviews and suits, corrections, documents."""
    return [
        _series("series-new", "历年新收申请", held, ("new", "closed")),
        _share(held),
        _series("series-disputes", "历年复议和诉讼", held, ("reviews", "suits")),
        _series(
            "series-corrected",
            "历年复议、诉讼结果纠正",
            held,
            ("review_corrected", "suit_corrected"),
        ),
        _series(
            "series-documents", "历年行政规范性文件", held, ("normative_in_force", "normative_made")
        ),
    ]


def _series(key: str, title: str, held: Sequence[YearFigures], keys: tuple[str, ...]) -> Picture:
    """One or two measures over the years, the first in ink, the second in grey."""
    found = [measure(one) for one in keys]
    heads = ("年度", *(f"{one.label}（{one.unit}）" for one in found), "来源")
    rows = tuple(
        (f"{year.year}年", *(year.of(one) for one in keys), SOURCES[year.source]) for year in held
    )
    notes = _apart(held, keys)
    if not any(year.of(one) is not None for year in held for one in keys):
        return Picture(key, title, Sheet(heads, rows), notes=notes, empty="还没有可以比较的年度。")
    drawn = [
        Line(_short(one.label), tuple(Point(year.of(one.key)) for year in held), tone)
        for one, tone in zip(found, ("ink", "grey"), strict=False)
    ]
    svg = lines(key, title, _places(held), drawn, breaks=_breaks(held))
    return Picture(key, title, Sheet(heads, rows), svg, notes=notes)


def _share(held: Sequence[YearFigures]) -> Picture:
    """予以公开 and 部分公开 of what was closed, in per cent: the numbers it is made of stand beside it."""
    key, title = "series-share", "历年予以公开的比例"
    heads = ("年度", "予以公开和部分公开（件）", "本年办结（件）", "比例（%）", "来源")
    rows: list[tuple[Cell, ...]] = []
    points, rounded = [], False
    for year in held:
        given, closed = year.of("given"), year.of("closed")
        share = None
        if given is not None and closed:
            exact = given * 100 / closed
            share = exact.quantize(TENTH, ROUND_HALF_UP)
            rounded = rounded or share != exact
        rows.append((f"{year.year}年", given, closed, share, SOURCES[year.source]))
        points.append(Point(share, f"{share}%" if share is not None else ""))
    notes = ["比例是予以公开和部分公开占本年办结的申请；没有办结的年度没有比例。"]
    if rounded:
        notes.append("比例四舍五入到一位小数。")
    sheet = Sheet(heads, tuple(rows))
    if not any(one.value is not None for one in points):
        return Picture(key, title, sheet, notes=tuple(notes), empty="还没有办结过申请的年度。")
    line = Line("予以公开和部分公开", tuple(points))
    svg = lines(key, title, _places(held), [line], breaks=_breaks(held))
    return Picture(key, title, sheet, svg, notes=(*notes, *_apart(held, ("given", "closed"))))


def _places(held: Sequence[YearFigures]) -> list[str]:
    return [str(one.year) for one in held]


def _breaks(held: Sequence[YearFigures]) -> list[int]:
    """Places before which the form changed."""
    return [at for at, one in enumerate(held) if at and one.form != held[at - 1].form]


def _apart(held: Sequence[YearFigures], keys: tuple[str, ...]) -> tuple[str, ...]:
    """Where the form changed, and why some years have no point."""
    notes = [
        f"虚线处：{form_changes()[held[at].year]}。"
        for at in _breaks(held)
        if held[at].year in form_changes()
    ]
    forms = {one.form for one in held if one.source != "none"}
    for key in keys:
        for form, reason in measure(key).apart.items():
            if form in forms:
                years = "、".join(f"{one.year}" for one in held if one.form == form)
                notes.append(f"{measure(key).label}：{years}年度不列入，{reason}。")
    if missing := [one.year for one in held if one.source == "none"]:
        notes.append(f"{'、'.join(map(str, missing))}年度没有报告。")
    return tuple(notes)


def _short(label: str) -> str:
    return label.removeprefix("规范性文件").removeprefix("行政")
