"""The letter whose sending a step is: where it stands, what to do first, and where it is sent."""

from dataclasses import dataclass

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.letters import UNSIGNED
from gongkai.apps.cases.actions.outgoing import LONGEST_PAPER_NUMBER, not_signed
from gongkai.apps.cases.data.events import event_kinds
from gongkai.apps.cases.letters.approved import approved_letter, letters_of
from gongkai.apps.cases.models import Case, Letter, Party
from gongkai.apps.organs.access import may


@dataclass(frozen=True)
class Outgoing:
    """`letter`: the signed one, ready to go out (`to_send`). Without it `lacks` says what to do and `go_on` is where.

    `may_paper`: whether the actor may name a letter on paper from before the program instead.
    """

    letter: Letter | None
    lacks: str
    go_on: str
    go_on_label: str
    may_paper: bool

    @property
    def closed(self) -> bool:
        """Nothing can be recorded here yet."""
        return self.letter is None and not self.may_paper

    def to_send(self) -> HttpResponseRedirect | None:
        """Where the letter is sent, once it is signed: sending it is the record, with what it says."""
        if self.letter is None:
            return None
        return redirect("office_letter_send", self.letter.case_id, self.letter.pk)

    def ask_paper(self, form: forms.Form, *, required: bool = True) -> forms.Form:
        """Add the number of the letter on paper, for those who may put records right."""
        if self.may_paper:
            form.fields["on_paper"] = forms.CharField(
                label="纸质文书文号（补登）",
                max_length=LONGEST_PAPER_NUMBER,
                required=required,
                help_text="只用于补登使用系统以前已经签发、发出的纸质文书；现在要发的，先在系统里拟稿、签发。",
            )
        return form


def outgoing_of(actor: Actor, case: Case, kind: str, party: Party | None = None) -> Outgoing:
    """Of the letter that the kind of fact sends (to `party`); only for kinds that send one."""
    key = event_kinds()[kind].letter
    letter = approved_letter(case, key, party)
    lacks, go_on, label = "", "", ""
    if letter is None:
        lacks, go_on, label = _before(case, key, kind, party)
    return Outgoing(letter, lacks, go_on, label, may(actor, "case.amend", case.organ_id))


def _before(case: Case, key: str, kind: str, party: Party | None) -> tuple[str, str, str]:
    """What is to be done first, where, and what the way there is called."""
    waiting = letters_of(case, key).filter(addressee=party, state__in=UNSIGNED).first()
    if waiting is not None:
        page = reverse("office_letter", args=[case.pk, waiting.pk])
        return not_signed(kind), page, f"文书现在是“{waiting.get_state_display()}”，去看文书"
    new = reverse("office_letter_new", args=[case.pk, key])
    return not_signed(kind), f"{new}?to={party.pk}" if party is not None else new, "拟写文书"
