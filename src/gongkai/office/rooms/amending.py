"""The reason of an amendment, asked for where some year is locked."""

from typing import Any

from django import forms

from gongkai.apps.periods.models import LockedYear


def amendment_field() -> forms.CharField:
    return forms.CharField(
        label="锁定年度的更正理由",
        max_length=500,
        required=False,
        help_text="只在改动已经锁定年度的数字时填写，作为锁定后的更正单独列明。",
    )


class AmendingForm(forms.Form):
    """Asks for the reason of an amendment where some year is locked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if LockedYear.objects.exists():
            self.fields["amendment"] = amendment_field()
