"""The desk of one organ of the city: the acts of the example's desk, and those that a quiet county does without."""

import datetime as dt

from gongkai.apps import clock
from gongkai.apps.cases.actions import citizen, deciding, drafting
from gongkai.apps.cases.actions.drafting import Upload
from gongkai.apps.cases.actions.online import send_application
from gongkai.apps.cases.actions.registering import Asked, Asking, open_case, register_paper
from gongkai.apps.cases.actions.serving import dispatch_letter, record_delivery
from gongkai.apps.cases.models import Case, CaseKind, Letter
from gongkai.apps.cases.parties import Identity
from gongkai.apps.cases.queries.citizen import key_of
from gongkai.apps.example.cases.desk import CaseDesk
from gongkai.apps.example.city.days import Days
from gongkai.apps.example.city.plans import Plan
from gongkai.apps.example.loading.organs import credit_code
from gongkai.apps.example.loading.stored import County

CASE_KINDS = {
    "application": CaseKind.APPLICATION,
    "correction": CaseKind.CORRECTION,
    "complaint": CaseKind.COMPLAINT,
}
EVIDENCE = {
    "in_person": "当面出具登记回执",
    "registered_post": "邮政签收记录",
    "online": "电话确认记录",
    "email": "电话确认记录",
    "fax": "电话确认记录",
}
# What a photograph of a document begins with: enough for the kind to be told by its content.
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\x00" * 32
PIECES = (
    {"place": "第2页第1段", "category": "身份证号码", "ground": "NO_THIRD", "reason": "属于个人隐私"},
    {"place": "第3页附表", "category": "内部审批意见", "ground": "NO_INTERNAL", "reason": "反映内部流转"},
)  # fmt: skip


class CityDesk(CaseDesk):
    """Its hours pass by the minute: more happens in a day than in the county."""

    def __init__(self, city: County, slug: str, days: Days) -> None:
        super().__init__(city, slug)
        self.days = days
        self.mails = 0

    def submit(self, plan: Plan) -> Case:
        """The application arrives by its channel: online by the applicant's own acts, else by the counter's."""
        if plan.channel == "online" and plan.ending.kind == "application":
            return self._sent_online(plan)
        clerk = self.actor("case", plan.arrives)
        with self.on(plan.arrives):
            paper = register_paper(
                clerk,
                self.organ,
                channel=plan.channel,
                arrived_on=plan.arrives,
                evidence="示例：收件登记",
                text=plan.description,
            )
            asked = Asked(plan.subject, plan.description, kind=CASE_KINDS[plan.ending.kind])
            return open_case(clerk, paper, asked, Asking(plan.applicant_kind, identity(plan)))

    def _sent_online(self, plan: Plan) -> Case:
        address = (
            f"2001:db8:{plan.number // 9999:x}:{plan.number % 9999:x}::1"  # for documentation only
        )
        who = identity(plan)
        values = {name: getattr(who, name) for name in IDENTITY} | {"by_agent": False}
        with self.on(plan.arrives):
            token = drafting.begin_draft(self.organ, address)
            drafting.save_draft(
                token,
                {
                    "who": values | {"applicant_kind": plan.applicant_kind},
                    "what": {"requests": [{"name": "", "text": plan.description}]},
                    "how": {"form_wanted": "electronic", "route_wanted": "online",
                            "needs_assistance": ""},
                },
                address,
            )  # fmt: skip
            drafting.attach(token, Upload("证件.png", PICTURE, "identity"), address)
        with self.on(plan.arrives):
            return Case.objects.get(number=send_application(token, address).numbers[0])

    def decide(self, case: Case, day: dt.date, plan: Plan, *, corrected: bool) -> None:
        """The steps and the answer; proposed."""
        ending, clerk = plan.ending, self.actor("case", day)
        with self.on(day):
            for step, finding, reason in ending.findings(corrected):
                deciding.save_step(clerk, case, step, finding=finding, reason=reason)
            deciding.save_answer(
                clerk,
                case,
                outcome=ending.outcome,
                variant=ending.variant,
                records=ending.records,
                reasons=ending.reasons,
                pieces=PIECES if ending.pieces else (),
            )
            deciding.propose_decision(clerk, case)

    def send(self, letter: Letter, day: dt.date, served: str = "direct") -> dt.date:
        """Handed over, posted by 邮政, or put on the applicant's page; the day on which it arrives."""
        online = served == "online" and letter.case.code_hash and letter.addressee is None
        way = "online" if online else "post" if served == "post" else "direct"
        self.mails += 1
        number = f"XA{self.organ.pk % 100:02d}{self.mails:09d}" if way == "post" else ""
        with self.on(day):
            dispatch_letter(self.actor("case", day), letter, way=way, on=day, mail_number=number)
        return self.days.after(day, {"post": 3, "online": 1, "direct": 0}[way])

    def arrived(self, letter: Letter, day: dt.date) -> None:
        """Its arrival is on record: by the applicant online, by the receipt otherwise."""
        sent = letter.dispatches.latest("id")
        if sent.way == "online":
            address = f"2001:db8:ffff:{letter.pk:x}::1"
            with self.on(day):
                citizen.confirm_letter(
                    key_of(Case.objects.get(pk=letter.case_id)), letter.pk, address
                )
            return
        note = "邮政签收记录" if sent.way == "post" else "送达回证，本人签收"
        with self.on(day):
            record_delivery(self.actor("case", day), sent, on=day, note=note)

    def on(self, day: dt.date):  # type: ignore[no-untyped-def]
        """A minute after the last step of this desk, or that morning; never in the future."""
        morning = dt.datetime(day.year, day.month, day.day, 8, 30, tzinfo=clock.CHINA)
        later = max(morning, self._last + dt.timedelta(minutes=1))
        self._last = min(later if later.date() == day else morning, self.county.now)
        return clock.stopped_at(self._last)


IDENTITY = (
    "name", "id_kind", "id_number", "phone", "address", "postcode", "email", "contact",
)  # fmt: skip


def identity(plan: Plan) -> Identity:
    """An applicant who is nobody: names say so, birthdays are of 1900, codes of no division."""
    natural = plan.applicant_kind == "natural"
    return Identity(
        name=plan.name,
        id_kind="resident" if natural else "credit_code",
        id_number=_number(plan.person) if natural else credit_code(9_000_000 + plan.number % 40),
        phone="0000-0000000",
        address="示例市中心街1号（示例地址）",
        postcode="000000",
        contact="" if natural else "联系人（示例）",
    )


def _number(person: int) -> str:
    """A number of the right form (GB 11643-1999) with a birthday in 1900."""
    body = f"11010119000{person % 9 + 1}{person % 28 + 1:02d}{person:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    rest = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11
    return body + "10X98765432"[rest]
