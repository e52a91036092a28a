"""Doing an act of organs from a form: what is refused stands beside the field it is about."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from gongkai.apps.organs.models import Organ
from gongkai.apps.organs.refusals import Refused


def done(
    request: HttpRequest, form: forms.Form | None, act: Callable[[], object], said: str
) -> bool:
    """Whether the act was done. A refusal goes to its field of the form, or to the head of the page."""
    try:
        act()
    except Refused as no:
        if form is None:
            messages.error(request, str(no))
        else:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        return False
    if said:
        messages.success(request, said)
    return True


class DayField(forms.DateField):
    """A day, with the browser's own calendar."""

    def __init__(self, label: str, required: bool = True, help_text: str = "") -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(label=label, required=required, help_text=help_text, widget=widget)


class OrganField(forms.ModelChoiceField):
    """One of the organs that have not been abolished."""

    def __init__(self, label: str, required: bool = True, help_text: str = "") -> None:
        organs = Organ.objects.filter(abolished_on__isnull=True)
        super().__init__(
            organs,
            label=label,
            required=required,
            help_text=help_text,
            empty_label="（没有）" if not required else "请选择",
        )
