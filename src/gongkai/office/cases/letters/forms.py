"""The forms of letters: the clerk's part of a template, sending, arrival, and the names of remedies."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from gongkai.apps.cases.filing import MOST_BYTES, file_name
from gongkai.apps.cases.letters.addressing import ROLES, identity_in_letters
from gongkai.apps.cases.models import Case, CaseFile, DispatchWay, Party
from gongkai.documents.letters import Template, Value
from gongkai.documents.letters.values import MOST_CHARACTERS
from gongkai.office.rooms.asking import DayInput, day_field, needed_when, text_area

ROWS = {"prose": 5, "points": 5, "table": 6}
VALUE = "value-"


class LetterForm(forms.Form):
    """A field for each value the clerk gives; nothing is required, for a draft may be saved unfinished."""

    def __init__(
        self, template: Template, case: Case, files: Iterable[CaseFile], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        role = ROLES.get(template.addressee)
        if role is not None:
            parties = case.parties.filter(role=role, removed_at=None)
            fields["addressee"] = forms.ChoiceField(
                label=f"发给哪个{role.label}",
                choices=[("", "请选择"), *((str(one.pk), identity_in_letters(one).name) for one in parties)],
                help_text="" if parties else f"还没有登记{role.label}，请先在“征求意见”里登记。",
                required=False,
            )  # fmt: skip
        for value in template.by_clerk():
            fields[VALUE + value.name] = _field(value, value.name in template.optional)
        held = [(str(one.pk), file_name(one)) for one in files]
        if held:
            fields["files"] = forms.MultipleChoiceField(
                label="附件",
                choices=held,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text="随文书一并送达；名称会写进附件说明。",
            )

    def given(self) -> dict[str, str]:
        """The values as `draft_letter` takes them."""
        return {
            key.removeprefix(VALUE): str(text)
            for key, text in self.cleaned_data.items()
            if key.startswith(VALUE)
        }

    def chosen(self) -> list[int]:
        return [int(one) for one in self.cleaned_data.get("files", ())]

    def party(self, case: Case) -> Party | None:
        key = self.cleaned_data.get("addressee", "")
        return case.parties.filter(pk=int(key)).first() if key else None


def _field(value: Value, optional: bool) -> forms.Field:
    widget: forms.Widget = forms.TextInput()
    if value.kind in ROWS:
        widget = text_area(ROWS[value.kind])
    elif value.kind == "day":
        widget = DayInput()
    elif value.kind in ("number", "yuan"):
        widget = forms.TextInput(attrs={"inputmode": "decimal", "size": "8", "class": "short"})
    elif value.name == "request":
        widget = text_area(2)
    help_text = value.help
    if value.kind == "points" and "一行" not in help_text:
        help_text = f"一行一项。{help_text}"
    if optional:
        help_text = f"可以不填。{help_text}"
    return forms.CharField(
        label=value.label,
        required=False,
        max_length=MOST_CHARACTERS,
        widget=widget,
        help_text=help_text,
    )


def initial_of(values: Mapping[str, str]) -> dict[str, str]:
    """Values as the form's starting point."""
    return {VALUE + name: text for name, text in values.items()}


class FileForm(forms.Form):
    file = forms.FileField(
        label="加入提供给申请人的信息",
        max_length=200,
        help_text=f"不超过{MOST_BYTES // 1024 // 1024} MB。需要遮盖的，请先到区分处理台。",
    )


class SendForm(forms.Form):
    way = forms.ChoiceField(label="送达方式", choices=DispatchWay.choices, widget=forms.RadioSelect)
    on = day_field("送出日期")
    mail_number = needed_when(
        forms.CharField(
            label="邮件号码",
            max_length=40,
            required=False,
            help_text="只能由邮政企业寄送（挂号信、邮政特快专递），不得用快递，也不得让收件人付邮费。",
        ),
        "邮寄的必须填写",
    )
    through = needed_when(
        forms.CharField(label="转交的机关", max_length=120, required=False),
        "委托转交的必须填写",
    )

    def __init__(self, online: bool, is_answer: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        said = "当面送交、交给转交机关或者交邮的那一天"
        fields["on"].help_text = f"{said}{'；这一天就是答复之日' if is_answer else ''}。"
        if not online:
            fields["way"].choices = [
                one for one in DispatchWay.choices if one[0] != DispatchWay.ONLINE
            ]


class ArrivedForm(forms.Form):
    on = day_field("收到日期")
    note = forms.CharField(
        label="凭证",
        max_length=300,
        help_text="例如：送达回证，本人签收；邮政签收记录，某人代收。封存在卷宗里，不进日志。",
    )
    proof = forms.FileField(label="凭证扫描件", required=False, max_length=200)


class BackForm(forms.Form):
    on = day_field("退回日期")
    note = forms.CharField(
        label="退回的原因", max_length=300, help_text="例如：邮政批注，原址查无此人。"
    )


class KeepForm(forms.Form):
    attempts = forms.CharField(
        label="试过的办法",
        max_length=500,
        widget=text_area(3),
        help_text="哪一天、用什么方式、结果怎样，例如退回的邮件号码、电话联系的日期。封存在卷宗里。",
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label="理由", max_length=300, widget=text_area(2))


class SignForm(forms.Form):
    on = day_field("落款日期", help_text="印在文书上的日期，从拟稿之日到今天。")
