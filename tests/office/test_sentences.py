"""A form of the office says what is wrong and what to do next."""

from django import forms


class Asked(forms.Form):
    name = forms.CharField()
    on = forms.DateField()
    number = forms.IntegerField()
    one = forms.ChoiceField(choices=[("a", "甲")])
    some = forms.MultipleChoiceField(choices=[("a", "甲")])


def test_each_fault_is_a_sentence_with_the_next_step():
    form = Asked({"on": "昨天", "number": "三", "one": "乙", "some": ["丙"]})
    assert {name: list(said) for name, said in form.errors.items()} == {
        "name": ["这一项没有填写，请填写。"],
        "on": ["这不是一个日期，请写成 2026-12-31 的样子。"],
        "number": ["这里应当是整数，请只写数字。"],
        "one": ["“乙”不在可选的项目里，请从列表中重新选择。"],
        "some": ["“丙”不在可选的项目里，请从列表中重新选择。"],
    }
