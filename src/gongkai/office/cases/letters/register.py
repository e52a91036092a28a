"""文书登记簿: every signed letter of the county by organ and number, and its export. It names nobody."""

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.queries.letter_register import (
    missing_numbers,
    register_rows,
    signed_letters,
)
from gongkai.apps.organs.access import may, reach
from gongkai.apps.organs.models import Organ
from gongkai.office.cases.letters.finding import READ
from gongkai.office.doors import office_page
from gongkai.office.spreadsheets import workbook_answer

PER_PAGE = 50
HEADINGS = (
    "机关", "文号", "文书", "申请编号", "落款日期", "签发人", "送达方式", "送出日期",
    "邮件号码", "收到日期", "情况",
)  # fmt: skip


def _asked(request: HttpRequest, actor: Actor) -> tuple[frozenset[int] | None, int, list[Organ]]:
    """The organs asked for among those seen, the year, and all organs seen."""
    seen = reach(actor, "case.read")
    rows = Organ.objects.select_related("successor")
    organs = list(rows if seen is None else rows.filter(pk__in=seen))
    given = request.GET.get("organ", "")
    if given.isascii() and given.isdigit() and int(given) in {one.pk for one in organs}:
        seen = frozenset((int(given),))
    year = request.GET.get("year", "")
    fits = year.isascii() and year.isdigit() and len(year) == 4
    return seen, int(year) if fits else clock.today().year, organs


@office_page("case.read")
def register(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The register of a year."""
    wanted, year, organs = _asked(request, actor)
    held = signed_letters(wanted, year)
    paginator = Paginator(held, PER_PAGE)
    page = paginator.get_page(request.GET.get("p"))
    chosen = next(iter(wanted)) if wanted is not None and len(wanted) == 1 else None
    context = {
        "title": "文书登记簿",
        "page": page,
        "rows": register_rows(page.object_list),
        "count": paginator.count,
        "year": year,
        "years": range(clock.today().year, 2018, -1),
        "organs": organs if len(organs) > 1 else [],
        "chosen": chosen,
        "gaps": missing_numbers(wanted, year),
        "asked": {"address": f"year={year}" + (f"&organ={chosen}" if chosen else "")},
        "may_export": may(actor, "case.export"),
        "may_read": reach(actor, READ),
        "may_places": may(actor, "law.edit") or may(actor, "office.edit"),
    }
    return render(request, "office/cases/letters/register.html", context)


@office_page("case.export")
def export(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The same as XLSX, of the organs whose register the actor may export."""
    wanted, year, _ = _asked(request, actor)
    allowed = reach(actor, "case.export")
    if allowed is not None:
        wanted = allowed if wanted is None else wanted & allowed
    rows = [
        (
            one.letter.organ.name,
            one.letter.number,
            one.title,
            one.letter.case.number,
            str(one.letter.signed_on),
            str(one.letter.reviewed_by or ""),
            one.sent.get_way_display() if one.sent else "",
            str(one.sent.sent_on) if one.sent else "",
            one.sent.mail_number if one.sent else "",
            str(one.sent.delivered_on or "") if one.sent else "",
            one.standing,
        )
        for one in register_rows(signed_letters(wanted, year))
    ]
    return workbook_answer("letters", f"{year}年文书登记簿", HEADINGS, rows)
