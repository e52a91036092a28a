"""The citizen's page: what an applicant may know of the own case, and nothing of anybody else's.

A `Key` is what a right query code gives; everything here asks it again, so that a code issued anew
closes what the former one had opened.
"""

import datetime as dt
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import Q

from gongkai.apps import clock
from gongkai.apps.cases.data.citizen import citizen_words
from gongkai.apps.cases.filing import file_name
from gongkai.apps.cases.history import Fact
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import (
    Case,
    CaseFile,
    Dispatch,
    FileKind,
    Letter,
    LetterState,
    PaperKind,
    PartyRole,
)
from gongkai.apps.cases.queries.papers import unrecorded
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.sheets import asked_texts
from gongkai.apps.cases.standing import effective, standing_of
from gongkai.apps.sealing import match, unseal
from gongkai.documents.letters import templates
from gongkai.domain.deadlines import Due, Waiting

APPLICANTS = (PartyRole.APPLICANT, PartyRole.CO_APPLICANT, PartyRole.AGENT)
# Kinds of files that are information for the applicant; papers, originals and opinions never are.
GIVEN = (FileKind.ANSWER, FileKind.REDACTED)
# The applicant's own periods, shown beside the organ's.
OWN_CLOCKS = ("correction_limit", "fee_payment")


@dataclass(frozen=True)
class Key:
    """A case that a query code opened. `mark` is a digest of the stored code: it goes stale with it."""

    case_id: int
    mark: str


class WrongCode(Refused):
    """One sentence for a number that does not exist and for a code that is not its own."""

    def __init__(self) -> None:
        super().__init__(
            "没有找到与申请编号、查询码都相符的申请。请对照回执核对：查询码里没有数字0、1，也没有字母I、L、O。"
        )


class KeyGone(Refused):
    """The page stood open too long, or the code was issued anew."""

    def __init__(self) -> None:
        super().__init__("查询已经过期，请重新输入申请编号和查询码。")


def plain_code(code: str) -> str:
    """A code as it is compared: without hyphens and spaces, in capitals."""
    return "".join(one for one in code.upper() if one.isascii() and one.isalnum())[:40]


def grouped_code(code: str) -> str:
    """A code as it is shown, to be copied by hand: XXXX-XXXX-XXXX."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def case_with_code(number: str, code: str) -> Case | None:
    """The case whose number and code these are. An unknown number takes as long as a wrong code."""
    case = Case.objects.filter(number__iexact=number.strip()[:40]).first()
    stored = case.code_hash if case is not None and case.code_hash else _nobodys()
    right = check_password(plain_code(code), stored)
    return case if right and case is not None and case.code_hash else None


@cache
def _nobodys() -> str:
    """The digest of a code that belongs to nothing, made once with the same hasher."""
    return make_password("nobody's code")


def key_of(case: Case) -> Key:
    """What is handed out for a right code. For the act that looked at the code only."""
    return Key(case.pk, match("query_code", case.code_hash)[:32])


def case_of(key: Key) -> Case:
    """The case of a key. Raises KeyGone where the code was issued anew."""
    case = Case.objects.select_related("organ").filter(pk=key.case_id).first()
    if case is None or not case.code_hash:
        raise KeyGone
    if not hmac.compare_digest(key_of(case).mark, key.mark):
        raise KeyGone
    return case


def cases_of(key: Key) -> list[Case]:
    """The cases sent together: one code for all of them."""
    case = case_of(key)
    return list(Case.objects.filter(code_hash=case.code_hash).order_by("number"))


@dataclass(frozen=True)
class Line:
    """A day in the course of the case."""

    on: dt.date
    label: str


@dataclass(frozen=True)
class Given:
    """A letter or file that may be downloaded. `receive`: its receipt can be confirmed."""

    pk: int
    title: str
    on: dt.date | None
    way: str
    size: int
    kind: str
    letter: int = 0
    delivered_on: dt.date | None = None
    receive: bool = False

    def __repr__(self) -> str:
        return f"Given({self.pk})"


@dataclass(frozen=True)
class CitizenView:
    """Everything the page says. `acts`: what the applicant can do now.

    `handed_in`: a proof of payment or reasons that the organ has not judged yet; `asked`: the content, the
    newest wording first (`sheets.asked_texts`); `joined_into`: the number of the case this one is handled with, where the clock runs and acts are done.
    """

    case: Case
    label: str
    says: str
    reply: Due | Waiting | None
    own: tuple[Due, ...]
    lines: tuple[Line, ...]
    letters: tuple[Given, ...]
    answers: tuple[Given, ...]
    acts: frozenset[str]
    handed_in: str = ""
    asked: tuple[tuple[str, str], ...] = ()
    joined_into: str = ""


def view_of(key: Key) -> CitizenView:
    """The page of one case. Raises KeyGone."""
    case = case_of(key)
    facts = effective(case.events.order_by("number"))
    local, calendar = law_in_use()
    standing = standing_of(facts, case.applicant_kind, local, calendar, clock.today(), case.kind)
    label, says = citizen_words().states[standing.state]
    into = ""
    if standing.joined_into is not None:
        into = Case.objects.get(pk=standing.joined_into).number
        label = "并入另一件办理"
        says = f"这件申请与另一件申请（{into}）重复，两件一并办理，答复只有一份，请凭那一件的编号和查询码查看。"
    clocks = standing.overview.standings if standing.overview else ()
    own = tuple(
        one.clock
        for one in clocks
        if isinstance(one.clock, Due) and one.clock.clock in OWN_CLOCKS and one.done_on is None
    )
    letters = tuple(letters_of(case))
    return CitizenView(
        case,
        label,
        says,
        clocks[0].clock if clocks else None,  # the one that runs now stands first
        own if standing.state in ("correcting", "charging") else (),
        _lines(facts),
        letters,
        tuple(answers_of(case, letters)),
        frozenset() if into else acts_open(standing.state),
        _handed_in(case, standing.state),
        tuple(asked_texts(case)),
        into,
    )


def _handed_in(case: Case, state: str) -> str:
    """What lies with the organ, as a sentence."""
    waits = {"charging": (PaperKind.PAYMENT, "缴费凭证", "核对到账后登记缴费"),
             "asking_reasons": (PaperKind.REASONS, "说明", "认定后书面告知您")}  # fmt: skip
    if state not in waits:
        return ""
    kind, name, next_step = waits[state]
    days = [one.arrived_on for one in unrecorded(case) if one.kind == kind]
    return f"您的{name}已经在{max(days).isoformat()}提交，受理机关{next_step}。" if days else ""


# What an applicant can do, by state; withdrawing as the machine allows it.
_ALWAYS_OPEN = ("received", "arrived", "correcting", "handling", "consulting_third_party",
                "consulting_organ", "asking_reasons", "charging", "extended", "to_review",
                "replying_again")  # fmt: skip
_WITHDRAWABLE = frozenset(_ALWAYS_OPEN) - {"replying_again"}


def acts_open(state: str) -> frozenset[str]:
    """correct, pay, reasons, add, withdraw: which of them a state leaves open."""
    made = set()
    if state == "correcting":
        made.add("correct")
    if state == "charging":
        made.add("pay")
    if state == "asking_reasons":
        made.add("reasons")
    if state in _ALWAYS_OPEN:
        made.add("add")
    if state in _WITHDRAWABLE:
        made.add("withdraw")
    return frozenset(made)


def _lines(facts: tuple[Fact, ...]) -> tuple[Line, ...]:
    words = citizen_words().facts
    said = [Line(one.on, words[one.kind]) for one in facts if one.kind in words]
    return tuple(sorted(said, key=lambda one: one.on))


def letters_of(case: Case) -> list[Given]:
    """Letters to the applicant that were sent out: signed, addressed to them, and not come back."""
    known = templates()
    rows = Letter.objects.filter(case=case, state=LetterState.APPROVED, pdf__isnull=False)
    rows = rows.filter(Q(addressee=None) | Q(addressee__role__in=APPLICANTS))
    made = []
    for letter in rows.select_related("pdf").prefetch_related("dispatches").order_by("id"):
        template = known.get(letter.template)
        if letter.addressee_id is None and (template is None or template.addressee != "applicant"):
            continue
        sent = _dispatched(letter)
        if sent is None or letter.pdf is None or letter.pdf.removed_at is not None:
            continue
        title = template.title if template else "文书"
        made.append(
            Given(
                letter.pdf.pk,
                f"{title}（{letter.number}）" if letter.number else title,
                sent.sent_on,
                sent.get_way_display(),
                letter.pdf.size,
                letter.pdf.media_type,
                letter.pk,
                sent.delivered_on,
                sent.delivered_on is None,
            )
        )
    return made


def _dispatched(letter: Letter) -> Dispatch | None:
    sent = [one for one in letter.dispatches.all() if one.failed_on is None]
    return max(sent, key=lambda one: (one.sent_on, one.pk)) if sent else None


def answers_of(case: Case, letters: Sequence[Given]) -> list[Given]:
    """What the letters that were sent give along: files named by them and marked for the applicant."""
    sent = {one.letter: one.on for one in letters}
    named: dict[int, dt.date | None] = {}
    for letter in Letter.objects.filter(pk__in=sent):
        named |= {int(pk): sent[letter.pk] for pk in unseal(letter.sealed).get("files", ())}
    rows = CaseFile.objects.filter(
        case=case, to_applicant=True, removed_at=None, kind__in=GIVEN, pk__in=named
    )
    return [
        Given(one.pk, file_name(one), named[one.pk], "", one.size, one.media_type)
        for one in rows.order_by("pk")
    ]


def file_for(key: Key, pk: int) -> tuple[CaseFile, str]:
    """A file of the page, with the name it is saved under. Raises Refused for every other file."""
    case = case_of(key)
    letters = letters_of(case)
    for one in (*letters, *answers_of(case, letters)):
        if one.pk == pk:
            file = CaseFile.objects.get(pk=pk)
            return file, f"{one.title}.pdf" if one.letter else one.title
    raise Refused("这个文件不能下载：还没有送达，或者不属于这件申请。")
