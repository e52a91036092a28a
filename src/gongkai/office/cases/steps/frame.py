"""What the pages of the steps share: the case with the right to act on it, and fields of what came in."""

from typing import Any

from django import forms

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.arriving import Came
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.queries.papers import unrecorded
from gongkai.apps.organs.access import require
from gongkai.apps.sealing import unseal
from gongkai.domain.deadlines import channels
from gongkai.office.cases.finding import seen_case
from gongkai.office.rooms.asking import day_field, text_area


def case_for(actor: Actor, pk: int, act: str) -> Case:
    """A case on which the actor may do `act`; Http404 where they may not even see it."""
    case = seen_case(actor, pk)
    require(actor, act, case.organ_id)
    return case


def today() -> dict[str, Any]:
    """What a form with a day starts from."""
    return {"on": clock.today()}


def from_paper(case: Case, kind: str) -> dict[str, Any]:
    """What a form starts from where the paper it records was registered already: its day, way and words."""
    held = next((one for one in unrecorded(case) if one.kind == kind), None)
    if held is None:
        return today()
    text = unseal(held.sealed).get("text", "") if held.sealed else ""
    said = text or f"见来件{held.number}"
    return {"on": held.arrived_on, "channel": held.channel, "text": said, "reasons": text}


class SentForm(forms.Form):
    """A notice went out, on a day."""

    on = day_field("发出之日", help_text="当面交付或者交邮的那一天。")


class ServedForm(forms.Form):
    """Somebody got a letter, and what proves it."""

    on = day_field("收到之日")
    proof = forms.CharField(
        label="凭证",
        max_length=300,
        help_text="例如：送达回证已签收、邮件号码。只在卷宗里封存，不进日志。",
    )


class CameForm(forms.Form):
    """What came in within a case: by which way, what it says."""

    on = day_field("收到之日")
    channel = forms.ChoiceField(label="提交方式")
    text = forms.CharField(
        label="来件的内容", max_length=8000, widget=text_area(5), help_text="封存在来件里。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["channel"].choices = [(key, one.label) for key, one in channels().items()]

    @staticmethod
    def came(values: dict[str, Any]) -> Came:
        """The fields as an act takes them."""
        return Came(channel=values["channel"], text=values["text"])
