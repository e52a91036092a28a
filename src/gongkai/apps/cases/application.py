"""What Art. 29 asks of an application: read from a draft, checked, and what is still missing said beforehand."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from gongkai.apps.cases.data.asking import asking, limit
from gongkai.apps.cases.opening import Asked, Asking
from gongkai.apps.cases.parties import Identity
from gongkai.domain.privacy.identity import (
    is_credit_code,
    is_identity_number,
    is_old_identity_number,
)

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]{1,63}(\.[^@\s.]{1,63})+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{5,24}(?:转[0-9]{1,6})?")
# Points that are numbered by hand: 1、 2. （一） ①
_POINT = re.compile(
    r"(?m)(?:^|[。；;\n])\s*(?:[0-9一二三四五六七八九十]{1,2}[、.．)）]|[（(][0-9一二三四五六七八九十]{1,2}[)）]|[①-⑩])"
)


@dataclass(frozen=True)
class Application:
    """A form as filled in so far. `requests`: one application each. `files`: kinds of what is attached."""

    applicant_kind: str = ""
    applicant: Identity = Identity()
    agent: Identity | None = None
    co_applicants: Sequence[Identity] = ()
    requests: Sequence[tuple[str, str]] = ()  # (name or document number, description)
    form_wanted: str = ""
    route_wanted: str = ""
    needs_assistance: str = ""
    files: Sequence[str] = ()

    def asking(self) -> Asking:
        return Asking(self.applicant_kind, self.applicant, self.co_applicants, self.agent)

    def asked(self) -> list[Asked]:
        """One for each request. Title and description stand together in the description."""
        return [
            Asked(
                subject=name[:120],
                description=text if not name or name in text else f"{name}\n{text}".strip(),
                form_wanted=self.form_wanted,
                route_wanted=self.route_wanted,
                needs_assistance=self.needs_assistance,
            )
            for name, text in self.requests
        ]


def application_of(values: Mapping[str, Any], files: Sequence[str] = ()) -> Application:
    """From the values a draft keeps."""
    who = values.get("who", {})
    how = values.get("how", {})
    what = values.get("what", {}).get("requests", [])
    return Application(
        applicant_kind=str(who.get("applicant_kind", "")),
        applicant=identity_in(who),
        agent=identity_in(who, "agent_") if who.get("by_agent") else None,
        co_applicants=people_in_lines(str(who.get("together", ""))),
        requests=[(str(one["name"]), str(one["text"])) for one in what],
        form_wanted=str(how.get("form_wanted", "")),
        route_wanted=str(how.get("route_wanted", "")),
        needs_assistance=str(how.get("needs_assistance", "")),
        files=files,
    )


def identity_in(values: Mapping[str, Any], prefix: str = "") -> Identity:
    """The fields of an Identity among the values of a form."""
    return Identity(
        **{one.name: str(values.get(prefix + one.name, "") or "") for one in fields(Identity)}
    )


def people_in_lines(text: str) -> tuple[Identity, ...]:
    """共同申请人, one a line: name, number of the document, phone; the last two may be missing."""
    made = []
    for line in text.splitlines():
        parts = [one.strip() for one in line.replace("，", ",").split(",")]
        if parts[0]:
            number, phone = (*parts[1:3], "", "")[:2]
            made.append(
                Identity(name=parts[0][:120], id_number=plain(number).upper(), phone=plain(phone))
            )
    return tuple(made)


def people_fault(people: Sequence[Identity]) -> str:
    """Why the lines of 共同申请人 cannot be right, as a sentence; "" where nothing speaks against them."""
    most = limit("together_most")
    if len(people) > most:
        return f"共同申请人最多{most}人，请核对是否一行一人。"
    for place, one in enumerate(people, 1):
        if one.id_number and not re.fullmatch(r"[0-9A-Z()（）/-]{4,30}", one.id_number):
            return f"共同申请人第{place}行：证件号码应为4至30位字母、数字，与姓名用逗号隔开。"
        if fault := phone_fault(one.phone):
            return f"共同申请人第{place}行：{fault}"
    return ""


def plain(text: str) -> str:
    """Full-width letters and digits as ordinary ones, without spaces: for numbers and addresses of mail."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def number_fault(id_kind: str, number: str) -> str:
    """Why a document's number cannot be right, as a sentence; "" where nothing speaks against it."""
    option = asking().id_kinds.get(id_kind)
    if option is None:
        return "请选择证件种类。"
    if not number:
        return ""
    if option.checked == "resident" and not (
        is_identity_number(number) or is_old_identity_number(number)
    ):
        return "身份证号码不对：应为18位，最后一位是校验位（可能是X）。请对照证件核对，多半是输错了一位。"
    if option.checked == "credit_code" and not is_credit_code(number):
        return (
            "统一社会信用代码不对：应为18位，最后一位是校验位。请对照登记证书核对，"
            "没有这一代码的，请选择“其他登记证号”。"
        )
    if not option.checked and not re.fullmatch(r"[0-9A-Za-z()（）/-]{4,30}", number):
        return "证件号码应为4至30位字母、数字。"
    return ""


def phone_fault(phone: str) -> str:
    if phone and not _PHONE.fullmatch(phone):
        return "电话号码不对，请填写手机号码或者带区号的固定电话，例如 0358-1234567。"
    return ""


def email_fault(email: str) -> str:
    return "" if not email or _EMAIL.fullmatch(email) else "电子邮箱不对，例如 name@example.com。"


def route_fault(route: str, applicant: Identity) -> str:
    """A route that cannot be gone without a contact, as a sentence."""
    option = asking().routes.get(route)
    if option is None or not option.needs or getattr(applicant, option.needs):
        return ""
    lacks = {"address": "通信地址", "email": "电子邮箱", "phone": "联系电话"}[option.needs]
    return f"选择“{option.label}”的，请在“申请人”一步填写{lacks}。"


def several_in_one(text: str) -> bool:
    """Whether a description seems to ask for several things (numbered points). Advice, never a refusal."""
    return len(_POINT.findall(text)) >= 2


@dataclass(frozen=True)
class Item:
    """A point of Art. 29. `there`: it is in the form; `must`: without it nothing can be sent."""

    label: str
    there: bool
    must: bool
    step: str
    advice: str = ""


def completeness(made: Application) -> list[Item]:
    """Every point of Art. 29, whether it is there, and what follows where it is not."""
    who, natural = made.applicant, made.applicant_kind == "natural"
    reach = bool(who.phone or who.address or who.email)
    wrong = route_fault(made.route_wanted, who)
    items = [
        Item("申请人类别", made.applicant_kind in asking().applicant_kinds, True, "who"),
        Item("姓名或者名称", bool(who.name), True, "who"),
        Item("联系方式（电话、地址、邮箱至少一项）", reach, True, "who"),
        Item(
            "身份证明",
            bool(who.id_number) and "identity" in made.files,
            False,
            "who" if not who.id_number else "files",
            "还没有填写证件号码。"
            if not who.id_number
            else f"还没有附上{'身份证件' if natural else '登记证书'}的照片或者扫描件。",
        ),
        Item("所需政府信息的名称、文号或者特征描述", _described(made), True, "what"),
        Item(
            "获取信息的方式、途径",
            bool(made.form_wanted and made.route_wanted) and not wrong,
            False,
            "how",
            wrong or "还没有选择获取信息的方式、途径。",
        ),
    ]
    if made.agent is not None:
        there = bool(made.agent.name) and "authorisation" in made.files
        advice = "由代理人提出的，应当附上申请人签名或者盖章的授权委托书。"
        items.append(Item("代理人和授权委托书", there, False, "files", advice))
    return items


def _described(made: Application) -> bool:
    texts = [text for _, text in made.requests]
    return 0 < len(texts) <= limit("requests_most") and all(one.strip() for one in texts)
