"""Words and marks of the case desk's pages."""

from django import template
from django.urls import NoReverseMatch, reverse

from gongkai.apps.cases.actions.splitting import BEFORE_ANSWER
from gongkai.apps.cases.data.asking import asking
from gongkai.apps.cases.models import CaseFile, Party
from gongkai.apps.disclosure.attachment_kinds import KINDS

register = template.Library()


@register.filter
def state_class(state: str) -> str:
    """The mark before a state's word: half while it runs, full when answered, open when over."""
    if state in ("arrived", "received"):
        return ""
    if state in BEFORE_ANSWER or state == "replying_again":
        return "state-review"
    return "state-public" if state in ("decided", "served") else ""


@register.filter
def ending(file: CaseFile) -> str:
    """PDF, JPG …, by what the content was found to be."""
    found = [one.ending for one in KINDS.values() if one.media_type == file.media_type]
    return found[0].upper() if found else ""


@register.filter
def form_label(key: str) -> str:
    option = asking().forms.get(key)
    return option.label if option else key


@register.filter
def route_label(key: str) -> str:
    option = asking().routes.get(key)
    return option.label if option else key


@register.simple_tag
def unmask_address(party: Party) -> str:
    """Where the whole identity is asked for with a reason; empty in an office without that room."""
    try:
        return reverse("office_case_unmask", args=[party.case_id, party.pk])
    except NoReverseMatch:
        return ""
