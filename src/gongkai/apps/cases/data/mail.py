"""Numbers of mail: which are of 邮政, and which of couriers, by whom no answer may be served."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.domain.law.norms import MARKS
from gongkai.domain.law.strict_yaml import Node, read

COURIER = (
    "公文应当通过邮政企业寄送，不得交由快递企业寄递"
    "（《邮政法》第五十五条、国办公开办函〔2016〕235号）。"
)


@dataclass(frozen=True)
class MailForm:
    """How the numbers of one kind of mail are written."""

    label: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class MailForms:
    """`mark`: how firm the list is (see `domain.law.norms`)."""

    mark: str
    postal: tuple[MailForm, ...]
    couriers: tuple[MailForm, ...]


def parse_mail(text: str, path: str) -> MailForms:
    """Read the forms; LawDataError for an unknown key or a broken pattern."""
    given = read(text, path).mapping(("mark", "postal", "couriers"))
    return MailForms(
        given["mark"].choice(MARKS),
        tuple(_form(one) for one in given["postal"].sequence()),
        tuple(_form(one) for one in given["couriers"].sequence()),
    )


def _form(node: Node) -> MailForm:
    given = node.mapping(("label", "pattern"))
    try:
        pattern = re.compile(given["pattern"].text(), re.ASCII)
    except re.error:
        raise given["pattern"].error("不是有效的写法") from None
    return MailForm(given["label"].text(), pattern)


@cache
def mail_forms() -> MailForms:
    """The forms as shipped."""
    text = (Path(__file__).parent / "mail.yaml").read_text(encoding="utf-8")
    return parse_mail(text, "cases/data/mail.yaml")


def plain_number(given: str) -> str:
    """Capitals without spaces and dashes, full-width forms made plain."""
    import unicodedata

    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", given)).upper()


def fault_of_mail_number(number: str) -> str:
    """What is wrong with a plain number, as a sentence; "" for one of 邮政."""
    if not number:
        return "邮寄送达的，请填写邮政企业的邮件号码（挂号信或者邮政特快专递，见收寄凭证）。"
    known = mail_forms()
    if any(one.pattern.fullmatch(number) for one in known.postal):
        return ""
    for one in known.couriers:
        if one.pattern.fullmatch(number):
            return f"这是快递单号（{one.label}）。{COURIER}请改由邮政企业寄送。"
    return f"“{number[:30]}”不是邮政企业的邮件号码（13位）。{COURIER}请核对收寄凭证。"
