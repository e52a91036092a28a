"""One application online and one at the counter, through their acts, with a marker in every hidden place."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from gongkai.apps import clock
from gongkai.apps.annual.actions.stating import state_figures
from gongkai.apps.annual.actions.writing import start_report, write_part
from gongkai.apps.annual.models import Report
from gongkai.apps.annual.said import Said
from gongkai.apps.cases.actions import (
    citizen,
    consulting,
    correcting,
    deciding,
    drafting,
    extending,
)
from gongkai.apps.cases.actions.archiving import archive
from gongkai.apps.cases.actions.arriving import Came
from gongkai.apps.cases.actions.attaching import add_paper_file
from gongkai.apps.cases.actions.closing import withdraw
from gongkai.apps.cases.actions.drafting import Upload
from gongkai.apps.cases.actions.letters import add_letter_file, submit_letter
from gongkai.apps.cases.actions.online import Sent, issue_code, send_application
from gongkai.apps.cases.actions.redacting import Piece, add_source, begin, check, make, mark_page
from gongkai.apps.cases.actions.registering import (
    Asked,
    Asking,
    assign,
    confirm_receipt,
    open_case,
    register_paper,
)
from gongkai.apps.cases.actions.searching import record_search
from gongkai.apps.cases.actions.serving import dispatch_letter, record_delivery
from gongkai.apps.cases.models import Case, Letter, Party, Redaction
from gongkai.apps.cases.parties import Identity
from gongkai.apps.cases.queries.citizen import Key
from gongkai.apps.organs.models import Organ, Person, Post
from gongkai.apps.remedies.actions.papers import keep_paper
from gongkai.apps.remedies.actions.registering import Brought, register_remedy
from gongkai.apps.remedies.models import Remedy
from gongkai.documents.redacting import Mark
from tests.apps.cases.example_cases import ON_PAPER, at
from tests.apps.cases.letter_cases import drafted, signed, with_places
from tests.county import County
from tests.documents.redacting.planted import planted_pdf
from tests.safety.markers import MARKERS as M

ADDRESS = "203.0.113.7"
# When everybody looks at it.
LOOK = dt.datetime(2025, 6, 18, 12, 0, tzinfo=clock.CHINA)


def day(of_june: int) -> dt.date:
    return dt.date(2025, 6, of_june)


def paper_saying(text: str) -> bytes:
    """A PDF whose one line of text says this (Latin letters)."""
    return planted_pdf().replace(b"OPENLINE", text.encode())


@dataclass
class Planted:
    """What was made, and the codes that open it."""

    county: County
    sent: Sent
    online: Case
    walk_in: Case
    walk_in_code: str
    letters: list[Letter]
    redaction: Redaction
    remedy: Remedy
    draft_token: str
    archived: Case
    report: Report
    parties: list[Party] = field(default_factory=list)

    def key(self) -> Key:
        return citizen.open_page(self.sent.numbers[0], self.sent.code, ADDRESS)


def plant(county: County) -> Planted:
    """Everything as it stands at noon of 2025-06-18. Uses acts only."""
    with_places()
    with clock.stopped_at(at(day(4))):
        token = _fill(county.department)
    with clock.stopped_at(at(day(4)) + dt.timedelta(minutes=5)):
        sent = send_application(token, ADDRESS)
    online = Case.objects.get(number=sent.numbers[0])
    letters = [_corrected(county, online, sent), _consulted(county, online)]
    _prolonged(county, online)
    redaction = _covered(county, online)
    letters.append(_answered(county, online))
    remedy = _complained(county, online)
    walk_in, code = plant_at_the_counter(county)
    with clock.stopped_at(at(day(17))):
        waiting = _unsent(county.department)
    closed, report = _archived(county), _begun(county)
    online.refresh_from_db()
    parties = list(Party.objects.order_by("pk"))
    return Planted(
        county, sent, online, walk_in, code, letters, redaction, remedy, waiting, closed, report,
        parties,
    )  # fmt: skip


def _fill(organ: Organ) -> str:
    who: dict[str, Any] = {
        "applicant_kind": "natural", "name": M["applicant_name"], "id_kind": "resident",
        "id_number": M["applicant_id_number"], "phone": M["applicant_phone"],
        "email": M["applicant_email"], "address": M["applicant_address"], "postcode": "033000",
        "contact": "", "by_agent": True, "agent_name": M["agent_name"],
        "agent_id_kind": "resident", "agent_id_number": M["agent_id_number"],
        "agent_phone": M["agent_phone"], "agent_email": "", "agent_address": "",
    }  # fmt: skip
    # The applicant names himself where the clerk would not.
    text = f"{M['applicant_name']}（电话{M['applicant_phone']}）{M['description']}的安置档案"
    token = drafting.begin_draft(organ, ADDRESS)
    how = {"form_wanted": "electronic", "route_wanted": "online", "needs_assistance": ""}
    drafting.save_draft(
        token, {"who": who, "what": {"requests": [{"name": "", "text": text}]}, "how": how}, ADDRESS
    )
    for kind in ("identity", "authorisation"):
        name = f"{M['application_file_name']}{kind}.pdf"
        drafting.attach(token, Upload(name, paper_saying(M["file_content"]), kind), ADDRESS)
    return token


def _corrected(county: County, case: Case, sent: Sent) -> Letter:
    clerk, head = county.actor("case_clerk"), county.actor("disclosure_head")
    with clock.stopped_at(at(day(5))):
        confirm_receipt(clerk, case, on=day(5), evidence="电话记录第12号")
        assign(head, case, county.people["case_clerk"], on=day(5))
    letter = signed(county, case, "N04", {"correction_points": M["correction_points"]}, on=day(6))
    with clock.stopped_at(at(day(6), 15)):
        dispatch_letter(clerk, letter, way="online", on=day(6))
        key = citizen.open_page(sent.numbers[0], sent.code, ADDRESS)
        citizen.confirm_letter(key, letter.pk, ADDRESS)
        upload = Upload(
            f"{M['application_file_name']}补正.pdf", paper_saying(M["file_content"]), "corrected"
        )
        citizen.answer_correction(key, M["correction_answer"], [upload], ADDRESS)
    return letter


def _consulted(county: County, case: Case) -> Letter:
    clerk = county.actor("case_clerk")
    third = Identity(
        name=M["third_party_name"], contact=M["third_party_contact"],
        phone=M["third_party_phone"], address=M["third_party_address"],
    )  # fmt: skip
    with clock.stopped_at(at(day(9))):
        party = consulting.add_party(
            clerk, case, role="third_party", identity=third, kind="business"
        )
    values = {"asked_content": M["consult_text"], "question": M["letter_value"]}
    letter = signed(county, case, "N07", values, on=day(9), addressee=party)
    with clock.stopped_at(at(day(9), 16)):
        sent = dispatch_letter(clerk, letter, way="post", on=day(9), mail_number="EA123456789CN")
    with clock.stopped_at(at(day(11))):
        record_delivery(clerk, sent, on=day(10), note=M["delivery_proof"])
        consulting.hear_opinion(
            clerk, party, on=day(11), opinion="refuse", reasons=M["opinion_reasons"]
        )
    return letter


def _prolonged(county: County, case: Case) -> None:
    clerk, head = county.actor("case_clerk"), county.actor("disclosure_head")
    with clock.stopped_at(at(day(12))):
        sheet = extending.propose_extension(clerk, case, days=10, reason=M["extension_reason"])
        extending.decide_extension(head, sheet, agree=True)
        extending.notify_extension(head, case, on=day(12), on_paper=ON_PAPER)
        record_search(
            clerk, case, places=["档案室"], words=[M["search_record"]], on=day(12),
            searcher=M["third_party_contact"], found="找到一份",
        )  # fmt: skip


def _covered(county: County, case: Case) -> Redaction:
    clerk, reviewer = county.actor("case_clerk"), county.actor("case_reviewer")
    source = planted_pdf().replace(b"SECRETLINE", M["covered"].encode())
    with clock.stopped_at(at(day(12), 15)):
        file = add_source(
            clerk, case, source.replace(b"OPENLINE", M["source_content"].encode()),
            f"{M['source_file_name']}.pdf",
        )  # fmt: skip
        row = begin(clerk, case, file)
        mark = Piece(Mark(1, 0.1, 0.25, 0.85, 0.13), "NO_THIRD", "商业秘密", "公开会损害商业秘密")
        row = mark_page(clerk, row, 1, [mark], seen=0)
        row = make(clerk, row, seen=1)
        return check(reviewer, row, True, seen=2)


def _answered(county: County, case: Case) -> Letter:
    clerk, reviewer = county.actor("case_clerk"), county.actor("case_reviewer")
    with clock.stopped_at(at(day(13))):
        for step, finding, reason in (
            ("complete", "clear_now", ""), ("information", "information", ""),
            ("responsible", "obtained", ""), ("exists", "held", ""),
            ("give", "third_party", M["decision_reason"]),
        ):  # fmt: skip
            deciding.save_step(clerk, case, step, finding=finding, reason=reason)
        deciding.save_answer(
            clerk, case, outcome="NO_THIRD", records={"weighing": M["decision_record"]},
            reasons=M["letter_reasons"],
        )  # fmt: skip
        deciding.propose_decision(clerk, case)
        deciding.approve_decision(reviewer, case)
        add_letter_file(clerk, case, paper_saying(M["answer_content"]), "提供的信息.pdf")
    letter = signed(county, case, "N14-no-third", on=day(13))
    with clock.stopped_at(at(day(13), 16)):
        dispatch_letter(clerk, letter, way="online", on=day(13))
    return letter


def _complained(county: County, case: Case) -> Remedy:
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(day(16))):
        remedy = register_remedy(
            clerk, county.department,
            Brought("review", "respondent", "答复书", "示例县人民政府", "示政复〔2025〕9号",
                    applicant=M["remedy_applicant"]),
            brought_on=day(16), learned_on=day(16), case=case,
        )  # fmt: skip
        keep_paper(
            clerk, remedy, paper_saying(M["remedy_paper"]), f"{M['remedy_file_name']}.pdf",
            kind="application", on=day(16),
        )  # fmt: skip
    return remedy


def plant_at_the_counter(county: County) -> tuple[Case, str]:
    """In hand: a decision half written, a letter waiting for review."""
    clerk = county.actor("case_clerk")
    who = Identity(
        name=M["walk_in_name"], id_kind="resident", id_number=M["walk_in_id_number"],
        phone=M["walk_in_phone"], address=M["applicant_address"],
    )  # fmt: skip
    with clock.stopped_at(at(day(16))):
        paper = register_paper(
            clerk, county.department, channel="in_person", arrived_on=day(16), text=M["paper_text"]
        )
        add_paper_file(
            clerk, paper, paper_saying(M["file_content"]), f"{M['application_file_name']}.pdf",
            "application",
        )  # fmt: skip
        asked = Asked("学校布局规划", M["corrected_description"])
        case = open_case(clerk, paper, asked, Asking("natural", who))
        code = issue_code(clerk, case)
        confirm_receipt(clerk, case, on=day(16), evidence="当面回执")
        assign(county.actor("disclosure_head"), case, county.people["case_clerk"], on=day(16))
        deciding.save_step(clerk, case, "complete", finding="clear", reason=M["decision_reason"])
        correcting.prepare_correction(clerk, case, points=[M["correction_points"]])
        submit_letter(
            clerk, drafted(county, case, "N04", {"correction_points": M["correction_points"]})
        )
    case.refresh_from_db()
    return case, code


def _archived(county: County) -> Case:
    """Asked at the counter, withdrawn, kept as one sealed file."""
    clerk = county.actor("case_clerk")
    who = Identity(name=M["walk_in_name"], id_kind="resident", id_number=M["walk_in_id_number"])
    with clock.stopped_at(at(day(17))):
        paper = register_paper(
            clerk, county.department, channel="in_person", arrived_on=day(17), text=M["paper_text"]
        )
        add_paper_file(
            clerk, paper, paper_saying(M["file_content"]), f"{M['application_file_name']}.pdf",
            "application",
        )  # fmt: skip
        asked = Asked("学校布局规划", M["description"])
        case = open_case(clerk, paper, asked, Asking("natural", who))
        confirm_receipt(clerk, case, on=day(17), evidence="当面回执")
        withdraw(clerk, case, on=day(17), came=Came(text=M["paper_text"]))
        archive(clerk, case, on=day(17))
    case.refresh_from_db()
    return case


def _begun(county: County) -> Report:
    """Last year's report, half written, with a figure that waits to be confirmed."""
    clerk = county.actor("clerk")
    with clock.stopped_at(at(day(17))):
        said = [Said("one.training", Decimal(3), evidence=M["figure_evidence"])]
        state_figures(clerk, county.department, 2024, said)
        report = start_report(clerk, county.department, 2024)
        write_part(clerk, report, "six.other", f"{M['report_text']}另行说明。")
    return report


def _unsent(organ: Organ) -> str:
    token = drafting.begin_draft(organ, ADDRESS)
    who = {"applicant_kind": "natural", "name": M["draft_name"], "phone": M["draft_phone"]}
    requests = [{"name": "", "text": M["draft_text"]}]
    drafting.save_draft(token, {"who": who, "what": {"requests": requests}, "how": {}}, ADDRESS)
    return token


def stranger_of(organ: Organ, posts: Sequence[str]) -> Person:
    """Somebody who holds these posts, in another organ."""
    person = Person.objects.create_user("elsewhere", password="Shili-2025!", full_name="别处的人")
    person.must_change_password = False
    person.save()
    for post in posts:
        Post.objects.create(person=person, organ=organ, kind=post, since=dt.date(2020, 1, 1))
    return person
