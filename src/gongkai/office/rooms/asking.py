"""What the rooms share: which organ is looked at, and doing an act from a form."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.organs.access import may, require
from gongkai.apps.organs.models import Organ


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(label: str, required: bool = True, help_text: str = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=DayInput(), help_text=help_text)


def needed_when(field: forms.Field, said: str) -> forms.Field:
    """A field that only some answers need: the form says when, instead of that it may be left out."""
    field.needed_when = said  # type: ignore[attr-defined]
    return field


def text_area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def organs_with(actor: Actor, *acts: str) -> list[Organ]:
    """Organs on which the actor may do one of these acts, in the county's order."""
    everything = Organ.objects.select_related("successor")
    return [one for one in everything if any(may(actor, act, one.pk) for act in acts)]


def organs_today(actor: Actor, *acts: str) -> list[Organ]:
    """Those of them that exist: an abolished organ receives, writes and opens nothing more."""
    return [one for one in organs_with(actor, *acts) if one.abolished_on is None]


def listed(organ: Organ) -> str:
    """The organ's short name in a choice over the past: an abolished one says what became of it."""
    if organ.abolished_on is None:
        return organ.short_name
    became = f"并入{organ.successor.short_name}" if organ.successor else "已撤销"
    return f"{organ.short_name}（{organ.abolished_on.isoformat()}{became}）"


def organ_asked(
    request: HttpRequest, actor: Actor, *acts: str, past: bool = False
) -> tuple[Organ, list[Organ]]:
    """The organ the page is about (`?organ=`), and those it may be changed to. Forbidden if none.

    `past`: the page looks at past years too, abolished organs stand among them.
    """
    organs = organs_with(actor, *acts) if past else organs_today(actor, *acts)
    if not organs:
        require(actor, acts[0])
        require(actor, acts[0], 0)
    given = request.POST.get("organ") or request.GET.get("organ")
    own = [one for one in organs if one.pk == actor.organ_id]
    chosen = [one for one in organs if str(one.pk) == given]
    if given and given.isdigit() and not chosen:
        require(actor, acts[0], int(given))
    return (chosen or own or organs)[0], organs


def done(request: HttpRequest, act: Callable[[], object], sentence: str) -> bool:
    """Do the act; the sentence, or that of the refusal, stands on the next page. Whether it was done."""
    try:
        act()
    except Refused as no:
        messages.error(request, str(no))
        return False
    messages.success(request, sentence)
    return True
