"""The form of the last step: the outcome, its mandatory records, the reasons, the pieces withheld."""

from typing import Any

from django import forms

from gongkai.apps.cases.queries.decisions import Proposal
from gongkai.apps.cases.queries.records import grounds_for_pieces
from gongkai.domain.cases import Record, outcome_label, way_of
from gongkai.office.rooms.asking import text_area

RECORD = "record-"
HINTS = {
    "delivery": "写明拟提供的内容和形式；送出的日期和凭证在送达时登记。",
    "form_difference": "与申请人要求的形式相同的，写“相同”。",
    "place_checked": "网址要打开试过，地点要核对过。",
    "earlier_reply": "右边列出了同一申请人以前的申请，是不是同一信息请自己核对。",
}
REMEDIES = {
    "review-first": "应当先申请行政复议（复议前置），对复议决定不服再起诉",
    "free": "可以申请行政复议，也可以直接起诉",
    "by-grounds": "不公开的部分依据第十四条至第十六条的，复议前置；其余部分自由选择",
    "none": "没有单独的救济告知",
}


class AnswerForm(forms.Form):
    """Built from a proposal: one field for each record its outcome needs."""

    outcome = forms.ChoiceField(label="办理结果", widget=forms.RadioSelect)
    reasons = forms.CharField(
        label="答复书中的理由",
        required=False,
        max_length=8000,
        widget=text_area(5),
        help_text="写给申请人看：事实、依据和理由。只写条文不写理由的答复站不住。",
    )

    def __init__(self, made: Proposal, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["outcome"].choices = [
            ("/".join(one), outcome_label(*one)) for one in made.walk.outcomes
        ]
        chosen = made.outcome if made.outcome[0] else made.walk.outcomes[0]
        self.initial.setdefault("outcome", "/".join(chosen))
        self.initial.setdefault("reasons", made.content.reasons)
        # With several outcomes possible, the records are asked for once one of them is chosen.
        for record in way_of(*made.outcome).records if made.outcome[0] else ():
            if record.key == "redaction_list":
                continue
            self.initial.setdefault(RECORD + record.key, made.records.get(record.key, ""))
            self.fields[RECORD + record.key] = _field(record)
        if len(made.walk.outcomes) == 1:
            self.fields["outcome"].widget = forms.HiddenInput()
        self.order_fields(
            ["outcome", *(key for key in self.fields if key.startswith(RECORD)), "reasons"]
        )

    def values(self) -> dict[str, Any]:
        """As `save_answer` takes them."""
        given = self.cleaned_data
        code, _, variant = given["outcome"].partition("/")
        records = {
            key.removeprefix(RECORD): text for key, text in given.items() if key.startswith(RECORD)
        }
        return {
            "outcome": code, "variant": variant, "records": records, "reasons": given["reasons"],
        }  # fmt: skip


def _field(record: Record) -> forms.Field:
    if record.options:
        options = [("", "请选择"), *((one, one) for one in record.options)]
        return forms.ChoiceField(label=record.label, choices=options, required=False)
    return forms.CharField(
        label=record.label,
        required=False,
        max_length=8000,
        widget=text_area(3),
        help_text=HINTS.get(record.key, ""),
    )


class PieceForm(forms.Form):
    """One place withheld in a partial release."""

    place = forms.CharField(label="位置", max_length=300, required=False)
    category = forms.CharField(label="内容类别", max_length=120, required=False)
    ground = forms.ChoiceField(
        label="依据", required=False, choices=lambda: [("", "请选择"), *grounds_for_pieces()]
    )
    reason = forms.CharField(label="理由", max_length=600, required=False)

    @property
    def said(self) -> bool:
        """Whether anything was filled in; an empty row is no piece."""
        return any(self.cleaned_data.get(name, "").strip() for name in self.fields)


Pieces = forms.formset_factory(PieceForm, extra=2, max_num=500, absolute_max=500)
