"""To whom a letter goes, how it speaks to them, and how its organ signs."""

from gongkai.apps.cases.data.asking import asking
from gongkai.apps.cases.models import Case, Party, PartyRole
from gongkai.apps.cases.parties import Identity, identity_of
from gongkai.apps.organs.models import Organ

APPLICANTS = (PartyRole.APPLICANT, PartyRole.CO_APPLICANT)
ROLES = {
    "third_party": PartyRole.THIRD_PARTY,
    "joint_organ": PartyRole.JOINT_ORGAN,
    "other_organ": PartyRole.OTHER_ORGAN,
}


def applicants(case: Case) -> list[Party]:
    """The applicant and whoever applies together with them, in order."""
    rows = case.parties.filter(role__in=APPLICANTS, removed_at=None)
    return sorted(rows, key=lambda one: (one.role != PartyRole.APPLICANT, one.order, one.pk))


def identity_in_letters(party: Party) -> Identity:
    """Who the party is; an organ of the county by its own name and office."""
    if party.organ is None:
        return identity_of(party)
    organ = party.organ
    return Identity(name=organ.name, address=organ.office_address, phone=organ.office_phone)


def names_of(case: Case, addressee: Party | None) -> str:
    """王小明、李小红: everybody the letter is addressed to."""
    parties = [addressee] if addressee is not None else applicants(case)
    return "、".join(identity_in_letters(one).name for one in parties)


def you_of(case: Case, addressee: Party | None) -> str:
    """你, 你们 or 你单位. Whose nature is not recorded: 你（单位）."""
    if addressee is None or addressee.role in APPLICANTS:
        kinds = [one.kind or case.applicant_kind for one in applicants(case)]
        if len(kinds) > 1:
            return "你们"
        return "你" if (kinds or [case.applicant_kind])[0] == "natural" else "你单位"
    if addressee.organ is not None or addressee.role != PartyRole.THIRD_PARTY:
        return "你单位"
    if addressee.kind:
        return "你" if addressee.kind == "natural" else "你单位"
    known = asking().id_kinds.get(identity_of(addressee).id_kind)
    if known is None:
        return "你（单位）"
    return "你" if known.of == "natural" else "你单位"


def office_of(organ: Organ) -> str:
    """The 公开工作机构 as letters name it."""
    return organ.office_name or f"{organ.name}政府信息公开工作机构"


def contact_of(organ: Organ) -> str:
    """联系单位：…；联系电话：…"""
    said = [f"联系单位：{office_of(organ)}"]
    if organ.office_phone:
        said.append(f"联系电话：{organ.office_phone}")
    return "；".join(said)
