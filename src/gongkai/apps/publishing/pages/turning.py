"""What a new day alone changes on pages: validity of normative documents, 公示期 on the home page."""

import datetime as dt

from django.db.models import Q

from gongkai.apps.disclosure.models import NormativeDocument
from gongkai.apps.organs.models import Organ, OrganKind


def subjects_of_day(since: dt.date, day: dt.date) -> set[str]:
    """Subjects whose pages say something else on `day` than on `since` (the last day looked at).

    The home page and the ledgers name the day itself, so organs with a ledger are among them every day.
    """
    yesterday, before = day - dt.timedelta(days=1), since - dt.timedelta(days=1)
    turned = NormativeDocument.objects.filter(
        Q(effective_on__gt=since, effective_on__lte=day)
        | Q(valid_until__gt=before, valid_until__lte=yesterday)
        | Q(events__on__gt=since, events__on__lte=day)
        | Q(events__extended_until__gt=before, events__extended_until__lte=yesterday)
    )
    pages = turned.filter(item__isnull=False).values_list("item_id", flat=True)
    organs = set(NormativeDocument.objects.values_list("organ_id", flat=True))
    government = Organ.objects.filter(kind=OrganKind.GOVERNMENT).values_list("pk", flat=True)
    own = {f"organ:{organ}" for organ in organs.union(government)}
    return own | {f"item:{item}" for item in pages.distinct()}
