"""What the pages of the year share: the report asked for, the year asked for, doing an act from a button."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from gongkai.apps import clock
from gongkai.apps.annual.access import reports_visible_to
from gongkai.apps.annual.models import Report
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.queries.ledger import FIRST_YEAR
from gongkai.apps.periods.actions import YearLocked


def report_asked(actor: Actor, pk: int) -> Report:
    """The report, where the actor may read it; 404 otherwise."""
    return get_object_or_404(reports_visible_to(actor), pk=pk)


def year_asked(request: HttpRequest) -> int:
    """`?year=`; without it the year that is being reported: last year."""
    given = request.POST.get("year") or request.GET.get("year") or str(clock.today().year - 1)
    if not (
        given.isascii() and given.isdigit() and FIRST_YEAR <= int(given[:5]) <= clock.today().year
    ):
        raise Http404("没有这个年度。")
    return int(given)


def years() -> range:
    """From this year back to the first with a form."""
    return range(clock.today().year, FIRST_YEAR - 1, -1)


def done(request: HttpRequest, act: Callable[[], object], sentence: str) -> bool:
    """Do the act; the sentence, or that of the refusal, stands on the next page. Whether it was done."""
    try:
        act()
    except (Refused, YearLocked) as no:
        messages.error(request, str(no))
        return False
    messages.success(request, sentence)
    return True
