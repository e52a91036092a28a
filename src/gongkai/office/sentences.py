"""What a form of the office says of a field that cannot be taken: what is wrong and what to do next.

Django's own Chinese words (必需字段, 选择一个有效的选项) leave the second half out.
"""

from django import forms

SENTENCES: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": "这一项没有填写，请填写。"},
    forms.ChoiceField: {"invalid_choice": "“%(value)s”不在可选的项目里，请从列表中重新选择。"},
    forms.MultipleChoiceField: {
        "invalid_choice": "“%(value)s”不在可选的项目里，请从列表中重新选择。",
        "invalid_list": "选择没有收到，请重新选择。",
    },
    forms.ModelChoiceField: {"invalid_choice": "所选的项目已经不在列表里，请刷新后重新选择。"},
    forms.ModelMultipleChoiceField: {
        "invalid_choice": "有一个所选的项目已经不在列表里，请刷新后重新选择。",
        "invalid_list": "选择没有收到，请重新选择。",
        "invalid_pk_value": "“%(pk)s”不在可选的项目里，请刷新后重新选择。",
    },
    forms.DateField: {"invalid": "这不是一个日期，请写成 2026-12-31 的样子。"},
    forms.DateTimeField: {"invalid": "这不是日期和时间，请写成 2026-12-31 09:30 的样子。"},
    forms.TimeField: {"invalid": "这不是一个时间，请写成 09:30 的样子。"},
    forms.IntegerField: {"invalid": "这里应当是整数，请只写数字。"},
    forms.DecimalField: {"invalid": "这里应当是数，请只写数字和小数点。"},
    forms.FileField: {
        "invalid": "文件没有收到，请重新选择文件再提交。",
        "missing": "文件没有收到，请重新选择文件再提交。",
        "empty": "所选的文件是空的，请检查后重新选择。",
    },
}


def speak_in_sentences() -> None:
    """Put the sentences in the place of Django's words, before any form is made."""
    for field, said in SENTENCES.items():
        field.default_error_messages = {**field.default_error_messages, **said}
