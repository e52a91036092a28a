"""The forms of problems: what is wrong, what is done, by whom, until when; and what became of it."""

from typing import Any

from django import forms

from gongkai.apps.annual.actions.problems import MOST_WORDS, ProblemSaid
from gongkai.apps.annual.models import Problem, Report, ReportKind
from gongkai.apps.organs.models import Organ
from gongkai.office.rooms.asking import day_field, text_area


class ProblemForm(forms.Form):
    """Measure, unit and day may be left for later; until then the report has an error."""

    text = forms.CharField(
        label="问题",
        max_length=MOST_WORDS,
        widget=text_area(3),
        help_text="本年的具体问题，例如：部分栏目更新不够及时。不写“存在……的问题”。",
    )
    measure = forms.CharField(
        label="改进措施",
        max_length=MOST_WORDS,
        required=False,
        widget=text_area(3),
        help_text="做什么、做到什么程度，例如：每月检查一次栏目更新，检查结果通报各科室。",
    )
    responsible = forms.ModelChoiceField(
        label="责任单位", queryset=Organ.objects.none(), required=False, empty_label="请选择"
    )
    due_on = day_field("完成期限", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput(), required=False, min_value=0)

    def __init__(self, report: Report, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["responsible"]
        standing = Organ.objects.filter(abolished_on=None)
        if report.kind == ReportKind.OWN:
            # A unit's own measures are done by the unit; the county may name any unit.
            standing = standing.filter(pk=report.organ_id)
        field.queryset = standing
        field.label_from_instance = lambda organ: organ.short_name
        if report.kind == ReportKind.OWN and not self.is_bound:
            self.initial.setdefault("responsible", report.organ_id)

    def said(self) -> ProblemSaid:
        given = self.cleaned_data
        return ProblemSaid(given["text"], given["measure"], given["responsible"], given["due_on"])


def start_of(problem: Problem) -> dict[str, Any]:
    """What the form begins with."""
    return {
        "text": problem.text,
        "measure": problem.measure,
        "responsible": problem.responsible_id,
        "due_on": problem.due_on,
        "seen": problem.version,
    }


class ResultForm(forms.Form):
    """`done_on` empty: still under way."""

    result = forms.CharField(
        label="改进结果",
        max_length=MOST_WORDS,
        widget=text_area(4),
        help_text="做了什么，改进到什么程度。次年报告的“上年问题的改进情况”用这段话；没有完成的，写明进展。",
    )
    done_on = day_field("完成日期", required=False, help_text="没有完成的不填。")
