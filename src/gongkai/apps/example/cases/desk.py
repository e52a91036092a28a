"""One organ's desk for applications: every step is the real act of the right post, on its day."""

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from io import BytesIO

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions import deciding
from gongkai.apps.cases.actions.archiving import archive
from gongkai.apps.cases.actions.letters import (
    add_letter_file,
    approve_letter,
    draft_letter,
    submit_letter,
)
from gongkai.apps.cases.actions.registering import (
    Asked,
    Asking,
    assign,
    confirm_receipt,
    open_case,
    register_paper,
)
from gongkai.apps.cases.actions.serving import dispatch_letter, record_delivery
from gongkai.apps.cases.letters.suggesting import suggested_values
from gongkai.apps.cases.models import Case, CaseKind, Letter, Party
from gongkai.apps.cases.parties import Identity
from gongkai.apps.example.loading.open_work import identity_number
from gongkai.apps.example.loading.stored import County
from gongkai.apps.organs.queries import actor_for
from gongkai.documents.letters import templates

Findings = Sequence[tuple[str, str, str]]
# The steps of a decision up to what is already public, or is held and may be given.
PUBLIC: Findings = (
    ("complete", "clear", ""),
    ("information", "information", ""),
    ("responsible", "made", ""),
    ("exists", "public", ""),
)
HELD: Findings = (*PUBLIC[:3], ("exists", "held", ""))
GIVE: Findings = (*HELD, ("give", "open", ""), ("how", "as_asked", ""))


@dataclass(frozen=True)
class Wanted:
    """An application as it arrives. `person`: family name of an invented applicant; `serial` makes the number."""

    subject: str
    description: str
    person: str
    serial: int
    channel: str = "in_person"
    applicant_kind: str = "natural"
    kind: str = CaseKind.APPLICATION


def identity(wanted: Wanted) -> Identity:
    """An applicant who is nobody: the name says so, the number's birthday is in 1900."""
    natural = wanted.applicant_kind == "natural"
    return Identity(
        name=f"{wanted.person}（示例）",
        id_kind="resident" if natural else "credit_code",
        id_number=identity_number(wanted.serial % 31 + 1) if natural else "",
        phone="00000000000",
        address="示例县中心街1号（示例地址）",
        postcode="000000",
    )


class CaseDesk:
    """The desk of an organ. Hours pass from step to step, so that records of one day stand in order."""

    def __init__(self, county: County, slug: str) -> None:
        self.county, self.slug, self.organ = county, slug, county.organs[slug]
        self._last = dt.datetime(2019, 3, 1, tzinfo=clock.CHINA)

    def actor(self, post: str, day: dt.date) -> Actor:
        """Who held a post: case (经办), case-review (审核), head (负责人)."""
        return actor_for(self.county.people[f"{self.slug}-{post}"], day, "127.0.0.1")

    def on(self, day: dt.date) -> AbstractContextManager[None]:
        """Some minutes after the last step of this desk, or that morning; never in the future."""
        morning = dt.datetime(day.year, day.month, day.day, 9, 0, tzinfo=clock.CHINA)
        later = max(morning, self._last + dt.timedelta(minutes=7))
        if later.date() != day:
            later = morning
        self._last = min(later, self.county.now)
        return clock.stopped_at(self._last)

    def arrive(self, day: dt.date, wanted: Wanted) -> Case:
        clerk = self.actor("case", day)
        with self.on(day):
            paper = register_paper(
                clerk,
                self.organ,
                channel=wanted.channel,
                arrived_on=day,
                evidence="示例：收件登记",
                text=wanted.description,
            )
            asking = Asking(wanted.applicant_kind, identity(wanted))
            asked = Asked(wanted.subject, wanted.description, kind=wanted.kind)
            return open_case(clerk, paper, asked, asking)

    def confirm(self, case: Case, day: dt.date, evidence: str = "当面出具登记回执") -> None:
        with self.on(day):
            confirm_receipt(self.actor("case", day), case, on=day, evidence=evidence)

    def take(self, case: Case, day: dt.date) -> None:
        """Confirmed, and given to the clerk."""
        self.confirm(case, day)
        with self.on(day):
            assign(self.actor("head", day), case, self.county.people[f"{self.slug}-case"], on=day)

    def propose(
        self,
        case: Case,
        day: dt.date,
        findings: Findings,
        outcome: str,
        records: Mapping[str, str],
        reasons: str = "",
        variant: str = "",
    ) -> None:
        """The steps of the decision, answered one after the other, and proposed."""
        clerk = self.actor("case", day)
        with self.on(day):
            for step, finding, reason in findings:
                deciding.save_step(clerk, case, step, finding=finding, reason=reason)
            deciding.save_answer(
                clerk, case, outcome=outcome, variant=variant, records=records, reasons=reasons
            )
            deciding.propose_decision(clerk, case)

    def approve(self, case: Case, day: dt.date) -> None:
        with self.on(day):
            deciding.approve_decision(self.actor("case-review", day), case)

    def sign(
        self,
        case: Case,
        day: dt.date,
        template: str,
        values: Mapping[str, str] | None = None,
        *,
        addressee: Party | None = None,
        enclosed: bytes = b"",
    ) -> Letter:
        """A letter drafted by the clerk and signed by the reviewer; `enclosed`: what the answer gives (DOCX)."""
        clerk, case = self.actor("case", day), Case.objects.get(pk=case.pk)
        with self.on(day):
            files = []
            if enclosed:
                files.append(add_letter_file(clerk, case, enclosed, "提供的信息.docx").pk)
                case.refresh_from_db()
            given = suggested_values(case, templates()[template]) | dict(values or {})
            letter = draft_letter(clerk, case, template, given, addressee=addressee, files=files)
            submit_letter(clerk, letter)
        with self.on(day):
            return approve_letter(self.actor("case-review", day), letter)

    def serve(self, letter: Letter, day: dt.date, *, mail_number: str = "") -> None:
        """Handed over, or posted by 邮政; the proof of delivery comes with it."""
        clerk, way = self.actor("case", day), "post" if mail_number else "direct"
        with self.on(day):
            sent = dispatch_letter(clerk, letter, way=way, on=day, mail_number=mail_number)
            if not mail_number:
                record_delivery(clerk, sent, on=day, note="送达回证，本人签收")

    def archive(self, case: Case, day: dt.date) -> None:
        with self.on(day):
            archive(self.actor("case", day), Case.objects.get(pk=case.pk), on=day)


def information(title: str, *lines: str) -> bytes:
    """The information that an answer gives, as a small DOCX."""
    from docx import Document

    document = Document()
    document.add_heading(title, level=1)
    for line in lines:
        document.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
