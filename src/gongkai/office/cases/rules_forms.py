"""Forms of 规则与参数. The file they make is read by the law's own reader before it counts."""

import datetime as dt
import re
from typing import Any

from django import forms

from gongkai.apps.cases.local_rules import Parts
from gongkai.apps.remedies.results import COLUMNS, results, results_in_use
from gongkai.domain.deadlines.due import UNIT_LABELS
from gongkai.domain.law import Local, all_parameters, choices
from gongkai.domain.law.local import FIXED_BY_LAW
from gongkai.office.rooms.amending import AmendingForm
from gongkai.office.rooms.asking import text_area

MOST_BYTES = 100_000
DAY_LINE = re.compile(r"(\d{4}-\d{2}-\d{2})[\s:：]+(\S.*)")
DAYS_HELP = "一行一天：日期、空格、名称，例如“2026-07-15 自治县成立纪念日放假”。"


def open_parameters() -> dict[str, tuple[Any, ...]]:
    """Those that no text of law fixes: the place may set its own."""
    return {
        key: history
        for key, history in all_parameters().items()
        if not any(one.mark in FIXED_BY_LAW for one in history) and history[0].unit in UNIT_LABELS
    }


def days_of(text: str) -> dict[dt.date, str]:
    """Lines of days. ValidationError naming the line."""
    found: dict[dt.date, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        match = DAY_LINE.fullmatch(line.strip())
        try:
            day = dt.date.fromisoformat(match[1]) if match else None
        except ValueError:
            day = None
        if match is None or day is None:
            raise forms.ValidationError(f"第{number}行“{line.strip()[:30]}”看不懂。{DAYS_HELP}")
        if day in found:
            raise forms.ValidationError(f"第{number}行：{day.isoformat()} 写了两次。")
        found[day] = match[2].strip()[:60]
    return found


class LocalForm(forms.Form):
    """Every open question, own days, own values; what equals the program's is left out of the file."""

    def __init__(self, local: Local, given: Any = None) -> None:
        super().__init__(given)
        self.fields["source"] = forms.CharField(
            label="依据",
            max_length=120,
            initial=local.source,
            help_text="本地规则的依据，例如“示例县人民政府办公室关于……的通知”。会写进期限计算单。",
        )
        for key, one in choices().items():
            self.fields[f"choice-{key}"] = forms.ChoiceField(
                label=one.question,
                choices=[("", f"程序的取值：{one.answer}"), *one.options.items()],
                initial=local.answers.get(key, ""),
                required=False,
                help_text=one.source,
            )
        for key, history in open_parameters().items():
            newest = history[-1]
            self.fields[f"value-{key}"] = forms.IntegerField(
                label=f"{newest.label}（{UNIT_LABELS[newest.unit]}）",
                min_value=1,
                max_value=60,
                required=False,
                initial=local.values.get(key),
                help_text=f"不填用程序的取值 {newest.value}。{newest.source}",
            )
        for name, label, days in (
            ("rest", "本地休息日", local.rest),
            ("work", "本地上班日", local.work),
        ):
            lines = "\n".join(f"{day.isoformat()} {why}" for day, why in sorted(days.items()))
            self.fields[name] = forms.CharField(
                label=label, initial=lines, required=False, widget=text_area(5), help_text=DAYS_HELP
            )
        self.fields["reason"] = forms.CharField(label="修改的理由", max_length=300, min_length=4)

    def clean_rest(self) -> dict[dt.date, str]:
        return days_of(self.cleaned_data["rest"])

    def clean_work(self) -> dict[dt.date, str]:
        return days_of(self.cleaned_data["work"])

    def parts(self) -> Parts:
        """What the file will say."""
        values = self.cleaned_data
        answers = {key: values[f"choice-{key}"] for key in choices() if values[f"choice-{key}"]}
        numbers = {
            key: values[f"value-{key}"]
            for key in open_parameters()
            if values[f"value-{key}"] is not None
        }
        return Parts(values["source"], values["rest"], values["work"], answers, numbers)

    def groups(self) -> list[tuple[str, list[Any]]]:
        """Fields under headings."""
        named = [("依据", ("source",)), ("可选做法", ("choice-",)), ("可以自定的期限", ("value-",)),
                 ("休息日和上班日", ("rest", "work")), ("理由", ("reason",))]  # fmt: skip
        return [
            (heading, [self[name] for name in self.fields if name.startswith(starts)])
            for heading, starts in named
        ]


class FileForm(forms.Form):
    file = forms.FileField(
        label="文件（YAML，UTF-8）", help_text="内容与“本地规则”一节的格式相同，100 KB以内。"
    )
    reason = forms.CharField(label="修改的理由", max_length=300, min_length=4)

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("文件超过100 KB，请检查是否给错了文件。")
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError("文件不是UTF-8文本，请另存后再上传。") from None


class ColumnsForm(AmendingForm):
    """One choice an ending, and why."""

    def __init__(self, given: Any = None) -> None:
        super().__init__(given)
        own = results_in_use()
        fields: dict[str, forms.Field] = {}
        for key, one in results().items():
            if one.second:
                continue
            kind = "行政复议" if "review" in one.kinds else "行政诉讼"
            fields[f"column-{key}"] = forms.ChoiceField(
                label=f"{kind}：{one.label}",
                choices=list(COLUMNS.items()),
                initial=own[key].column,
                help_text=f"{one.article}；程序的取值：{COLUMNS[one.column]}",
            )
        fields["reason"] = forms.CharField(label="修改的理由或者依据", max_length=300, min_length=4)
        self.fields = {**fields, **self.fields}

    def chosen(self) -> dict[str, str]:
        return {
            name.removeprefix("column-"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("column-")
        }
