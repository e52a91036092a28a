"""Finding what an address names among what the actor may see; anything else is not there."""

from django.http import Http404

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.access import cases_visible_to, papers_visible_to
from gongkai.apps.cases.models import Case, Paper


def seen_case(actor: Actor, pk: int) -> Case:
    """A case the actor may read, with its organ and handler. Http404 otherwise."""
    case = cases_visible_to(actor).select_related("joined_into").filter(pk=pk).first()
    if case is None:
        raise Http404("没有这件申请，或者您的岗位看不到它。")
    return case


def seen_paper(actor: Actor, pk: int) -> Paper:
    """A paper the actor may read. Http404 otherwise."""
    paper = papers_visible_to(actor).select_related("taken_by").filter(pk=pk).first()
    if paper is None:
        raise Http404("没有这件来件，或者您的岗位看不到它。")
    return paper
