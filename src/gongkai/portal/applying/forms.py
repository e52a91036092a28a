"""The fields of the application form. No field asks for a purpose: the law asks none (Art. 29)."""

from typing import Any

from django import forms

from gongkai.apps.cases.application import (
    email_fault,
    number_fault,
    people_fault,
    people_in_lines,
    phone_fault,
    plain,
)
from gongkai.apps.cases.data.asking import asking, limit

HONEYPOT = "homepage"


def _text(label: str, most: int, hint: str = "", **attrs: str) -> forms.CharField:
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(
        label=label, max_length=most, help_text=hint, widget=widget, required=False
    )


def _id_kinds() -> list[Any]:
    groups: dict[str, list[tuple[str, str]]] = {"natural": [], "organisation": []}
    for one in asking().id_kinds.values():
        groups[one.of].append((one.key, one.label))
    return [("", "请选择"), ("个人", groups["natural"]), ("组织", groups["organisation"])]


class Quiet(forms.Form):
    """Chinese sentences for what Django would say itself; labels stand without a colon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                field.error_messages["max_length"] = (
                    f"{field.label}最多 {field.max_length} 字，现在有 %(show_value)d 字。"
                )
                field.error_messages["null_characters_not_allowed"] = (
                    f"{field.label}含有不能识别的字符，请重新输入。"
                )
            if isinstance(field, forms.ChoiceField):
                field.error_messages["invalid_choice"] = f"请重新选择{field.label}。"


class WhoForm(Quiet):
    """申请人: nature, name, proof of identity, contact; the agent's too where there is one."""

    applicant_kind = forms.ChoiceField(
        label="申请人类别",
        choices=lambda: [(one.key, one.label) for one in asking().applicant_kinds.values()],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择申请人类别。"},
    )
    name = _text("姓名或者名称", 80, "与证件、登记证书上的一致。", autocomplete="name")
    id_kind = forms.ChoiceField(label="证件种类", choices=_id_kinds, required=False)
    id_number = _text("证件号码", 40, "封存保管，只用于核对申请人身份。", autocomplete="off")
    contact = _text("法定代表人或者联系人", 40, "申请人是组织的填写。", autocomplete="off")
    phone = _text(
        "联系电话", 40, "确认收到、补正等事项用它联系您。", autocomplete="tel", inputmode="tel"
    )
    email = _text("电子邮箱", 120, "", autocomplete="email", inputmode="email")
    address = _text("通信地址", 200, "邮寄答复时使用，写到门牌号。", autocomplete="street-address")
    postcode = _text("邮政编码", 6, "", autocomplete="postal-code", inputmode="numeric")
    together = forms.CharField(
        label="其余的申请人",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text="几个人一起申请的，第一位写在上面，其余的一行一位：姓名，证件号码（用逗号隔开，号码可以不写）。"
        "按一件办理，答复写给全体，送达第一位。",
    )
    by_agent = forms.BooleanField(label="由代理人提出申请", required=False)
    agent_name = _text("代理人姓名", 80, autocomplete="off")
    agent_id_kind = forms.ChoiceField(label="代理人证件种类", choices=_id_kinds, required=False)
    agent_id_number = _text("代理人证件号码", 40, autocomplete="off")
    agent_phone = _text("代理人电话", 40, autocomplete="off", inputmode="tel")

    def clean(self) -> dict[str, Any]:
        made = super().clean() or {}
        for field in ("id_number", "phone", "email", "postcode", "agent_id_number", "agent_phone"):
            made[field] = plain(made.get(field, ""))
        for field in ("id_number", "agent_id_number"):
            made[field] = made[field].upper()
        if not made.get("name") and "name" not in self.errors:
            self.add_error("name", "请填写申请人的姓名或者名称。")
        if fault := people_fault(people_in_lines(made.get("together", ""))):
            self.add_error("together", fault)
        self._contacts(made)
        self._document(made, "")
        self._kind_of_document(made)
        if made.get("by_agent"):
            if not made.get("agent_name"):
                self.add_error("agent_name", "请填写代理人的姓名。")
            self._document(made, "agent_")
        return made

    def _contacts(self, made: dict[str, Any]) -> None:
        reached = made["phone"] or made["email"] or made.get("address")
        if not reached and not {"phone", "email", "address"} & set(self.errors):
            self.add_error("phone", "请至少填写一种联系方式：电话、电子邮箱或者通信地址。")
        for field, fault in (
            ("phone", phone_fault(made.get("phone", ""))),
            ("agent_phone", phone_fault(made["agent_phone"])),
            ("email", email_fault(made["email"])),
        ):
            if fault:
                self.add_error(field, fault)
        code = made.get("postcode", "")
        if code and not (len(code) == 6 and code.isascii() and code.isdigit()):
            self.add_error("postcode", "邮政编码为6位数字。")

    def _document(self, made: dict[str, Any], prefix: str) -> None:
        kind, number = made.get(f"{prefix}id_kind", ""), made[f"{prefix}id_number"]
        if number and not kind:
            self.add_error(f"{prefix}id_kind", "请选择证件种类。")
        elif number and (fault := number_fault(kind, number)):
            self.add_error(f"{prefix}id_number", fault)

    def _kind_of_document(self, made: dict[str, Any]) -> None:
        option = asking().id_kinds.get(made.get("id_kind", ""))
        nature = made.get("applicant_kind")
        if option and nature and (option.of == "natural") != (nature == "natural"):
            self.add_error(
                "id_kind",
                "申请人是自然人的，请选择个人证件；是组织的，请选择统一社会信用代码或者其他登记证号。",
            )


class RequestForm(Quiet):
    """One thing asked for; several of these are several applications."""

    name = _text(
        "名称、文号",
        120,
        "知道的就写，例如“某政办发〔2024〕5号”；不知道的可以不写。",
        autocomplete="off",
    )
    text = forms.CharField(
        label="内容描述",
        max_length=limit("text_most"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="写清是什么事项、哪个时间、哪个地方、哪类文件，便于查找。请不要在这里写身份证号、电话、住址。",
    )

    def clean(self) -> dict[str, Any]:
        made = super().clean() or {}
        if not made.get("text") and "text" not in self.errors:
            if made.get("name"):
                made["text"] = made["name"]
            else:
                self.add_error("text", "请写明所需政府信息的名称、文号或者便于查询的其他特征。")
        return made


class HowForm(Quiet):
    """形式要求 (Art. 29 (3)), and help for those who have difficulty reading, seeing or hearing (Art. 43)."""

    form_wanted = forms.ChoiceField(
        label="获取信息的方式",
        choices=lambda: [(one.key, one.label) for one in asking().forms.values()],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择获取信息的方式。"},
    )
    route_wanted = forms.ChoiceField(
        label="获取信息的途径",
        choices=lambda: [(one.key, one.label) for one in asking().routes.values()],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择获取信息的途径。"},
    )
    needs_assistance = _text(
        "需要的帮助",
        200,
        "阅读、书写或者视听有困难的，请写明需要什么帮助，例如大字版、语音、手语。没有的不填。",
        autocomplete="off",
    )


def kept_values(form: forms.Form, data: Any) -> dict[str, Any]:
    """What was typed, right or wrong, bounded: a draft keeps it all. `data`: the form's POST."""
    made: dict[str, Any] = {}
    for name, field in form.fields.items():
        if isinstance(field, forms.BooleanField):
            made[name] = bool(data.get(form.add_prefix(name)))
        else:
            most = getattr(field, "max_length", None) or 40
            said = str(data.get(form.add_prefix(name), "")).replace("\x00", "")
            made[name] = said.replace("\r\n", "\n").strip()[: 2 * most]
    return made
