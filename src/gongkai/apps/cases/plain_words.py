"""Words that staff write into records everybody may read: nothing of a person may stand in them."""

from collections.abc import Iterable

from gongkai.apps.cases.models import Case, Party
from gongkai.apps.cases.parties import Identity, identity_of
from gongkai.apps.cases.refusals import Refused
from gongkai.domain.privacy import Kind, replaced, scan

COVERED = frozenset(
    (Kind.IDENTITY, Kind.CARD, Kind.ACCOUNT, Kind.MOBILE, Kind.LANDLINE, Kind.EMAIL, Kind.ADDRESS, Kind.PASSPORT, Kind.PLATE)
)  # fmt: skip


def refuse_personal(
    what: str, text: str, identities: Iterable[Identity] = (), *, kept: str = ""
) -> None:
    """Refuse a text that names a person of the case or holds personal data. The sentence repeats none of it.

    `what`: how the text is called on the page (工作记录, 内容摘要). `kept`: why it may hold nothing personal.
    """
    found = sorted({one.kind.value for one in scan(text) if one.kind in COVERED})
    if found:
        raise Refused(
            f"{what}里有{'、'.join(found)}。{kept or f'{what}会进入办理记录和日志'}，请删去个人信息再保存。"
        )
    plain = "".join(text.split())
    for one in identities:
        for value in (one.name, one.id_number, one.phone, one.contact):
            name = "".join(value.split())
            if len(name) >= 2 and name in plain:
                raise Refused(
                    f"{what}里有当事人的姓名、名称或者号码。请改成“申请人”“第三方”之类的说法再保存。"
                )


def refuse_people_of(case: Case, what: str, text: str) -> None:
    """`refuse_personal` with the people of a case: for reasons and notes that lie unsealed beside a record."""
    refuse_personal(what, text, identities_of(case.parties.all()), kept=f"{what}不封存")


def without_people(text: str, people: Iterable[tuple[str, Identity]]) -> str:
    """A text with every number masked and its people called by their roles. `people`: (label, identity)."""
    made = replaced(text, scan(text))
    for label, identity in people:
        for value in (identity.name, identity.contact):
            if len(value) >= 2:
                made = made.replace(value, label)
    return made


def asked_without_people(case: Case, text: str) -> str:
    """What is asked, for who may read the case but not see its people (county office, auditors)."""
    parties = (one for one in case.parties.all() if one.sealed)
    people = ((one.get_role_display(), identity_of(one)) for one in parties)
    return without_people(text, people)


def identities_of(parties: Iterable[Party]) -> tuple[Identity, ...]:
    """The people of a case, opened for comparing only."""
    return tuple(identity_of(one) for one in parties if one.sealed)
