"""Who must be told in writing before an answer goes out: third parties over whose objection it opens (Art. 32)."""

import datetime as dt
from collections.abc import Iterator

from gongkai.apps.cases.data.steps import step_book
from gongkai.apps.cases.models import Case, Decision, Letter, LetterState, Party, PartyRole
from gongkai.apps.cases.queries.decisions import content_of_decision, decision_in_force
from gongkai.apps.cases.queries.steps import facts_of
from gongkai.apps.sealing import unseal
from gongkai.documents.letters import templates

OBJECTIONS = ("refuse", "partly")


def told_by(case: Case) -> str:
    """The template of the letter that the decision in force demands (`tells` of data/steps.yaml); "" for none."""
    return demanded_by(case, decision_in_force(case))


def demanded_by(case: Case, decision: Decision | None) -> str:
    """The same of one version of the decision."""
    if decision is None:
        return ""
    for step, answer in content_of_decision(decision).steps.items():
        finding = step_book().step(case.kind, step).findings.get(answer.get("finding", ""))
        # A step that lies off the way leads to another outcome.
        if finding and finding.tells and (decision.outcome, decision.variant) in finding.outcomes:
            return finding.tells
    return ""


def objecting(case: Case) -> list[Party]:
    """Third parties whose last word is that they object, wholly or in part."""
    said = {
        int(one.facts["party"]): one.facts["opinion"]
        for one in facts_of(case)
        if one.kind == "hear_third_party"
    }
    pks = [pk for pk, opinion in said.items() if opinion in OBJECTIONS]
    return list(case.parties.filter(pk__in=pks, role=PartyRole.THIRD_PARTY).order_by("pk"))


def untold(case: Case) -> list[Party]:
    """Those of them to whom the letter was not sent, or came back and was neither sent again nor given up."""
    template = told_by(case)
    if not template:
        return []
    return [one for one in objecting(case) if not any(_went(row) for row in _to(one, template))]


def not_told(case: Case) -> list[str]:
    """The same, as sentences that name nobody."""
    title = templates()[told_by(case)].title if told_by(case) else ""
    return [
        f"决定公开而{one}不同意，还没有把决定公开的内容和理由书面告知（第三十二条）："
        f"请拟写、签发并送出《{title}》；退回来又无法送达的，在那份文书上注明不再使用的理由。"
        for one in untold(case)
    ]


def open_from(case: Case) -> dt.date | None:
    """The day that the third parties were told it will be opened on; the latest, None where none was named."""
    template = told_by(case)
    days = [
        dt.date.fromisoformat(day)
        for party in (objecting(case) if template else ())
        for row in [next(_to(party, template), None)]
        if row is not None
        for day in [str(unseal(row.sealed).get("values", {}).get("release_on", "")).strip()]
        if day
    ]
    return max(days, default=None)


def _to(party: Party, template: str) -> Iterator[Letter]:
    """Letters of the template to a party that were signed, newest first."""
    rows = Letter.objects.filter(case_id=party.case_id, template=template, addressee=party)
    return iter(rows.exclude(number="").order_by("-pk"))


def _went(letter: Letter) -> bool:
    sent = list(letter.dispatches.all())
    if letter.state == LetterState.DROPPED:
        return bool(sent)  # it was tried, came back, and a second person gave it up with a reason
    return any(one.failed_on is None for one in sent)
