"""Which letter may go out: no document leaves the organ that a second person has not signed."""

from django.db.models import QuerySet

from gongkai.apps.cases.models import Case, Letter, LetterState, Party
from gongkai.apps.cases.queries.steps import facts_of

# Facts that name a letter because it went out or arrived; every other fact that names one used it up.
OF_SERVING = ("reply", "serve", "delivered", "correction_served", "fee_served", "reasons_served")


def letters_of(case: Case, template: str) -> QuerySet[Letter]:
    """The case's letters of one template (a key such as N04 or N14-open-give), newest first."""
    return Letter.objects.filter(case=case, template=template).order_by("-id")


def unused_letters(case: Case, template: str, addressee: Party | None = None) -> list[Letter]:
    """Signed letters of the template that no fact that holds has sent yet, newest first.

    A fact declared void sent nothing: its letter may be recorded again.
    """
    used = {one.facts.get("letter") for one in facts_of(case) if one.kind not in OF_SERVING}
    rows = letters_of(case, template).filter(state=LetterState.APPROVED)
    if addressee is not None:
        rows = rows.filter(addressee=addressee)
    return [one for one in rows if one.pk not in used]


def approved_letter(case: Case, template: str, addressee: Party | None = None) -> Letter | None:
    """The newest signed letter of this template that no act has sent yet; None: first draft one.

    `addressee`: of several asked (third parties, organs) the letter to this one. An act that sends it
    records its event with `{"letter": letter.pk}`; from then on it is used up and not returned again.
    """
    return next(iter(unused_letters(case, template, addressee)), None)
