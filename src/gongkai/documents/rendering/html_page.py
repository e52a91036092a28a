"""A report as one HTML file that needs nothing beside it: no script, no font, no network."""

from gongkai.documents.rendering.drawing import draw_report
from gongkai.documents.rendering.printed import clean
from gongkai.documents.rendering.templating import fill, paper_style, style
from gongkai.domain.reports.annual_report import AnnualReport


def render_html(report: AnnualReport, mark: str = "") -> bytes:
    """The report in the official form, in UTF-8; it prints on A4 as the other formats do."""
    from markupsafe import Markup

    page = fill(
        "report_page.html.jinja",
        {
            "title": clean(report.title),
            "organ": clean(report.organ),
            "style": Markup(style() + paper_style() + _mark_style(clean(mark))),
            "report": draw_report(report),
        },
    )
    return page.encode("utf-8")


def _mark_style(mark: str) -> str:
    """A word above the text that is no part of it: who reads the page by program does not meet it."""
    if not mark:
        return ""
    word = "".join(one for one in mark if one.isalnum() or one in "，。（）")
    return (
        f'body::before {{ content: "{word}"; display: block; text-align: right; color: #a61b1b; '
        f'font: 14px/20px SimHei, "Noto Sans CJK SC", sans-serif; }}\n'
    )
