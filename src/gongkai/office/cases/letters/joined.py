"""Letters on the case page: the panel of them, and the steps of writing, signing and serving."""

from typing import Any

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.letters.composing import template_of
from gongkai.apps.cases.letters.possible import possible_letters
from gongkai.apps.cases.models import Case, LetterState
from gongkai.apps.cases.queries.letter_register import register_rows, unsent
from gongkai.apps.organs.access import may
from gongkai.domain.cases import machine
from gongkai.office.cases.joining import Panel, Step, register_panel, register_step
from gongkai.office.cases.letters.finding import READ

STATES = frozenset(machine().states) - {"draft", "arrived", "archived"}


def _panel(actor: Actor, case: Case) -> dict[str, Any]:
    rows = list(
        case.letters.select_related("addressee", "organ", "case", "reviewed_by", "drafted_by")
        .prefetch_related("dispatches")
        .order_by("id")
    )
    if not rows:
        return {}
    return {
        "letters": [(one, template_of(one.letter)) for one in register_rows(rows)],
        "may_read": may(actor, READ, case.organ_id),
    }


def _possible(case: Case) -> bool:
    return bool(possible_letters(case))


def _to_sign(case: Case) -> bool:
    return case.letters.filter(state=LetterState.TO_REVIEW).exists()


def _to_send(case: Case) -> bool:
    # What is put away is taken out again only for an answer that came back.
    return unsent(case).exists() if case.state != "archived" else case.undelivered


def _came_back(case: Case) -> bool:
    return case.undelivered


register_step(Step("letter.write", "office_letters", "拟写文书", STATES, 70, _possible))
register_step(Step("letter.review", "office_letters_sign", "审核签发文书", STATES, 28, _to_sign))
SENT_FROM = STATES | {"archived"}
register_step(Step("case.serve", "office_letters_send", "送达文书", SENT_FROM, 29, _to_send))
register_step(Step("case.serve", "office_letter_keep", "留存待领", SENT_FROM, 30, _came_back))
register_panel(Panel("文书与送达", "office/cases/panels/letters.html", _panel, 25))
