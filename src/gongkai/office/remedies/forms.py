"""Forms of reviews and suits. What they refuse, the acts refuse too."""

from typing import Any

from django import forms

from gongkai.apps.cases.models import Case, LetterState
from gongkai.apps.organs.models import Organ
from gongkai.apps.remedies.actions.registering import ROLES
from gongkai.apps.remedies.data.events import EventKind
from gongkai.apps.remedies.models import Remedy, RemedyKind, RemedyPaper
from gongkai.apps.remedies.recording import PROCEDURES
from gongkai.apps.remedies.results import endings_of
from gongkai.office.rooms.amending import AmendingForm
from gongkai.office.rooms.asking import day_field, text_area

NOTE = "会进入记录和日志，不要写姓名、号码、地址。"


class NewRemedyForm(AmendingForm):
    """`organs`: those of the actor; `case`: the application it is over, where it was chosen already."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关", empty_label=None)
    kind = forms.ChoiceField(label="种类", choices=RemedyKind.choices)
    role = forms.ChoiceField(
        label="本机关地位",
        choices=[
            (RemedyKind(kind).label, [(role.value, role.label) for role in roles])
            for kind, roles in ROLES.items()
        ],
        help_text="复议机关作共同被告的，不计入本机关的表四。",
    )
    case_number = forms.CharField(
        label="所涉申请的编号",
        max_length=40,
        required=False,
        help_text="由依申请公开引起的填写；由主动公开等引起的不填。",
    )
    against = forms.CharField(
        label="所涉行为", max_length=200, help_text="答复文号，或者“逾期未答复”。"
    )
    forum = forms.CharField(label="复议机关或者法院", max_length=120)
    forum_number = forms.CharField(label="案号", max_length=80, required=False)
    applicant = forms.CharField(
        label="申请人（原告）", max_length=100, required=False, help_text="封存保存，不进入日志。"
    )
    through_review = forms.BooleanField(
        label="起诉以前经过复议", required=False, help_text="决定计入表四的哪一栏。"
    )
    after_review = forms.ModelChoiceField(
        Remedy.objects.none(), label="在哪一件复议之后", required=False, empty_label="没有登记"
    )
    brought_on = day_field("提起日期", help_text="申请复议或者起诉之日。")
    learned_on = day_field("收到通知的日期")

    def __init__(self, organs: list[Organ], given: Any, case: Case | None, **kwargs: Any) -> None:
        super().__init__(given, **kwargs)
        fields: Any = self.fields
        pks = [one.pk for one in organs]
        fields["organ"].queryset = Organ.objects.filter(pk__in=pks)
        fields["after_review"].queryset = Remedy.objects.filter(organ_id__in=pks, kind="review")
        if case is not None:
            fields["organ"].queryset = Organ.objects.filter(pk=case.organ_id)
            fields["case_number"].initial = case.number
            fields["after_review"].queryset = reviews = case.remedies.filter(kind="review")
            fields["after_review"].initial = review = reviews.order_by("-pk").first()
            fields["through_review"].initial = review is not None
            fields["kind"].initial = "suit" if review is not None else "review"
            fields["role"].initial = "defendant" if review is not None else "respondent"
            answered = case.letters.filter(state=LetterState.APPROVED, number__gt="")
            answer = answered.filter(template__startswith="N14").order_by("-pk").first()
            fields["against"].initial = answer.number if answer else ""


class FactForm(AmendingForm):
    """One fact of a kind: its day, and what it says."""

    def __init__(self, remedy: Remedy, kind: EventKind, given: Any = None, **kwargs: Any) -> None:
        super().__init__(given, **kwargs)
        fields = {"on": day_field(kind.day)}
        for name in (*kind.required, *kind.optional):
            fields[name] = self._field(remedy, kind, name)
        fields["note"] = forms.CharField(
            label="说明", max_length=500, required=False, widget=text_area(2), help_text=NOTE
        )
        self.fields = {**fields, **self.fields}

    @staticmethod
    def _field(remedy: Remedy, kind: EventKind, name: str) -> forms.Field:
        needed = name in kind.required
        if name == "procedure":
            choices = [] if needed else [("", "通知书没有写明")]
            return forms.ChoiceField(
                label="复议程序", choices=[*choices, *PROCEDURES.items()], required=needed
            )
        if name == "result":
            endings = endings_of(remedy.kind, second=kind.key == "appeal_decided")
            return forms.ChoiceField(
                label="结果", choices=[("", "请选择"), *((one.key, one.label) for one in endings)]
            )
        return forms.CharField(label="文号", max_length=80, required=needed)


class SettleForm(forms.Form):
    on = day_field("收到生效的决定、裁判之日")
    reply_again = forms.TypedChoiceField(
        label="后续",
        choices=[("no", "不须重新答复"), ("yes", "须在原申请上重新答复")],
        coerce=lambda one: one == "yes",
        widget=forms.RadioSelect,
    )
    reply_due_on = day_field(
        "决定书、裁判文书写明的重新答复期限",
        required=False,
        help_text="没有写明期限的不填，按“规则与参数”里选定的做法计算。",
    )
    note = forms.CharField(label="说明", max_length=500, required=False, help_text=NOTE)


class CorrectForm(FactForm):
    """The right content of a wrong record, and why."""

    void = forms.BooleanField(label="这条记录根本不曾发生", required=False)
    reason = forms.CharField(label="更正的理由", max_length=300, min_length=4, help_text=NOTE)

    def __init__(self, remedy: Remedy, kind: EventKind, given: Any = None, **kwargs: Any) -> None:
        super().__init__(remedy, kind, given, **kwargs)
        del self.fields["note"]


class PaperForm(forms.Form):
    kind = forms.ChoiceField(label="材料种类", choices=RemedyPaper.Kind.choices)
    on = day_field("日期", help_text="收到或者发出之日。")
    file = forms.FileField(label="文件", help_text="PDF、DOCX、图片等，20 MB以内；封存保存。")
