"""What is known of a person or organisation: plain values in memory, sealed in the database."""

from dataclasses import asdict, dataclass, fields

from gongkai.apps.cases.models import Party
from gongkai.apps.sealing import match, seal, unseal


@dataclass(frozen=True)
class Identity:
    """`id_kind`: resident, passport, credit_code …; `contact`: the person to speak to in an organisation."""

    name: str = ""
    id_kind: str = ""
    id_number: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""
    email: str = ""
    contact: str = ""

    def __repr__(self) -> str:
        """Nothing of a person gets into a log by way of an error message."""
        return "Identity(…)"


def keep_identity(party: Party, identity: Identity) -> None:
    """Put an identity into a party (not saved yet), with the digests that find it again."""
    party.sealed = seal(asdict(identity))
    party.name_match = match("name", identity.name)
    party.id_match = match("id_number", identity.id_number)
    party.phone_match = match("phone", identity.phone)


def identity_of(party: Party) -> Identity:
    """The identity, opened. Who may see it: `access.py`. Raises sealing.BrokenSeal."""
    opened = unseal(party.sealed)
    known = {one.name for one in fields(Identity)}
    return Identity(**{key: str(value) for key, value in opened.items() if key in known})
