"""Finding a redaction among the cases the actor may see and work on."""

from django.http import Http404, HttpRequest

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.access import cases_visible_to
from gongkai.apps.cases.models import Redaction
from gongkai.apps.cases.queries.redactions import redactions_of
from gongkai.apps.organs.access import may, require

ACTS = ("letter.write", "letter.review")


def seen_redaction(actor: Actor, pk: int) -> Redaction:
    """A redaction of a case the actor may read, and may mark or check. Http404, Forbidden."""
    row = Redaction.objects.filter(pk=pk).select_related("case").first()
    case = row and cases_visible_to(actor).filter(pk=row.case_id).first()
    if row is None or case is None:
        raise Http404("没有这份区分处理，或者您的岗位看不到它。")
    if not any(may(actor, act, case.organ_id) for act in ACTS):
        require(actor, ACTS[0], case.organ_id)
    found = redactions_of(case).filter(pk=pk).first()
    if found is None:
        raise Http404("这份区分处理已经作废。")
    found.case = case
    return found


def changes_seen(request: HttpRequest) -> int:
    """How many changes the page showed on which the button was pressed; -1 where it did not say."""
    given = request.POST.get("seen", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else -1
