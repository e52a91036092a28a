"""Forms that are printed at any time and say what the register says: 申请表, 登记表, 回执, 答复单, 送达回证."""

from collections.abc import Mapping

from gongkai.apps import clock
from gongkai.apps.cases.data.asking import asking
from gongkai.apps.cases.letters.addressing import applicants, identity_in_letters, names_of
from gongkai.apps.cases.letters.composing import content_of_letter, template_of
from gongkai.apps.cases.letters.gathering import about, program_values
from gongkai.apps.cases.models import Case, Dispatch, Letter, PartyRole
from gongkai.apps.cases.parties import Identity
from gongkai.documents.letters import Frame, LetterText, fill, templates

OF_CASE = ("N01", "N02", "N03")


def case_form(case: Case, key: str) -> LetterText:
    """申请表 (filled), 登记表 or 回执 of a case. KeyError for another key."""
    if key not in OF_CASE:
        raise KeyError(key)
    template = templates()[key]
    values = program_values(
        about(case, template, addressee=None, signed_on=clock.today())
    )  # fmt: skip
    values |= _applicant(case) if key == "N01" else {}
    salutation = names_of(case, None) if template.addressee == "applicant" else ""
    return fill(template, values, Frame(case.organ.name, salutation))


def _applicant(case: Case) -> dict[str, str]:
    held = applicants(case)
    who = identity_in_letters(held[0]) if held else Identity()
    agent = case.parties.filter(role=PartyRole.AGENT, removed_at=None).first()
    kinds = asking().id_kinds
    return {
        "applicant_name": names_of(case, None),
        "applicant_id_kind": kinds[who.id_kind].label if who.id_kind in kinds else who.id_kind,
        "applicant_id_number": who.id_number,
        "applicant_phone": who.phone,
        "applicant_address": who.address,
        "applicant_email": who.email,
        "agent_name": identity_in_letters(agent).name if agent is not None else "",
    }


def opinion_slip(letter: Letter) -> LetterText:
    """意见答复单 that goes with a 征求意见书."""
    values = {
        "organ": letter.organ.name,
        "addressee_name": names_of(letter.case, letter.addressee),
        "asked_content": content_of_letter(letter).values.get("asked_content", ""),
    }
    return fill(templates()["N08"], values, Frame(letter.organ.name, ""))


def service_record(letter: Letter, dispatch: Dispatch | None = None) -> LetterText:
    """送达回证 of a signed letter: blank to take along, or with what was recorded of one sending."""
    parties = [letter.addressee] if letter.addressee else applicants(letter.case)[:1]
    values: Mapping[str, str] = {
        "organ": letter.organ.name,
        "case_number": letter.case.number,
        "served_document": f"{template_of(letter).title}（{letter.number}）",
        "addressee_name": names_of(letter.case, letter.addressee),
        "served_address": identity_in_letters(parties[0]).address if parties else "",
    }
    if dispatch is not None:
        way = dispatch.get_way_display()
        values = {
            **values,
            "serving_way": f"{way}（{dispatch.through}）" if dispatch.through else way,
            "sent_on": dispatch.sent_on.isoformat(),
            "mail_number": dispatch.mail_number,
            "delivered_on": dispatch.delivered_on.isoformat() if dispatch.delivered_on else "",
        }
    return fill(templates()["N18"], values, Frame(letter.organ.name, ""))
