"""What of a person is shown without an act: enough to tell two people apart, not enough to misuse."""

from gongkai.apps.cases.parties import Identity
from gongkai.domain.privacy.addresses import mask_address
from gongkai.domain.privacy.contacts import mask_email, mask_phone
from gongkai.domain.privacy.identity import mask_identity


def masked(identity: Identity) -> Identity:
    """The same with numbers, phone, e-mail and address covered (110101********7475, 138****1234).

    The name stays: who handles the case writes letters to it.
    """
    return Identity(
        name=identity.name,
        id_kind=identity.id_kind,
        id_number=_number(identity.id_number),
        phone=mask_phone(identity.phone) if identity.phone else "",
        address=_address(identity.address),
        postcode=identity.postcode,
        email=mask_email(identity.email) if "@" in identity.email else "",
        contact=identity.contact,
    )


def _number(number: str) -> str:
    if len(number) >= 15:
        return mask_identity(number)
    return number[:1] + "*" * (len(number) - 1)


def _address(address: str) -> str:
    covered = mask_address(address) if address else ""
    # An address the scanner does not know keeps its beginning only.
    return covered if covered != address else address[:6] + "*" * max(0, len(address) - 6)


def initial_only(identity: Identity, applicant_kind: str) -> str:
    """How an applicant is called where nobody has to write to them: 王某; an organisation by its name."""
    if applicant_kind == "natural" or not applicant_kind:
        return f"{identity.name[:1]}某" if identity.name else ""
    return identity.name
