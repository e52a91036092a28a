"""Open reviews and suits are computed anew with the running cases."""

from django.db import transaction

from gongkai.apps.cases.models import Moved, Recomputation
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.remedies.models import Remedy
from gongkai.apps.remedies.recording import locked
from gongkai.apps.remedies.results import results_in_use
from gongkai.apps.remedies.standing import refresh


def refresh_open(made: Recomputation) -> None:
    """Every remedy that is not settled; what moved is noted with the cases'."""
    results = results_in_use()
    open_ones = Remedy.objects.exclude(state="settled").order_by("pk")
    for pk in list(open_ones.values_list("pk", flat=True)):
        with transaction.atomic():
            remedy = locked(Remedy(pk=pk))
            before = said(remedy)
            try:
                with transaction.atomic():
                    refresh(remedy, results=results)
                after = said(remedy)
            except Refused as no:
                after = f"算不出：{no}"[:200]
            if after != before:
                Moved.objects.create(
                    recomputation=made,
                    kind="remedy",
                    object_id=remedy.pk,
                    organ_id=remedy.organ_id,
                    number=remedy.number,
                    before=before,
                    after=after,
                )


def said(remedy: Remedy) -> str:
    """Its due days in words."""
    if remedy.reply_due_on:
        return f"重新答复 {remedy.reply_due_on.isoformat()}"
    return f"答复 {remedy.answer_due_on.isoformat()}" if remedy.answer_due_on else "没有期限"
