"""Whether a normative document is in force, as its page says it."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from gongkai.apps.disclosure.models import NormativeDocument, NormativeEvent
from gongkai.apps.disclosure.queries.normative import Standing, standing_on
from gongkai.apps.publishing.pages.addresses import day_in_words

ENDED = {"废止": "已废止", "失效": "已失效"}


@dataclass(frozen=True)
class Validity:
    """`word` is 有效, 已修改, 尚未施行, 已废止 or 已失效; `ended` goes with a red word at the title."""

    word: str
    sentence: str
    ended: bool
    by_item: int | None = None
    by_text: str = ""


def validity_on(
    document: NormativeDocument, events: Iterable[NormativeEvent], day: dt.date
) -> Validity:
    """What the ledger says on `day`, with the act that made it so."""
    standing = standing_on(document, day, events)
    ended = standing.state in ENDED
    return Validity(
        ENDED.get(standing.state, standing.state), _sentence(standing), ended, *_by(standing.event)
    )


def words_on(items: Collection[int], day: dt.date) -> dict[int, str]:
    """Item → the word of its validity on `day`, for those that the ledger knows. Two queries, or none."""
    if not items:
        return {}
    documents = NormativeDocument.objects.filter(item_id__in=items).prefetch_related("events")
    states = {one.item_id: standing_on(one, day).state for one in documents}
    return {item: ENDED.get(state, state) for item, state in states.items() if item is not None}


def _sentence(standing: Standing) -> str:
    document, since = standing.document, standing.since
    if standing.state in ENDED:
        assert since is not None
        last = document.valid_until
        if standing.event is None and last is not None:
            return (
                "有效期已经届满"
                if since != last + dt.timedelta(1)
                else f"有效期至{day_in_words(last)}，已经届满"
            )
        return f"自{day_in_words(since)}起{standing.state}"
    until = f"，有效期至{day_in_words(document.valid_until)}" if document.valid_until else ""
    if standing.state == "已修改" and since is not None:
        return f"{day_in_words(since)}修改，现行有效{until}"
    return f"自{day_in_words(document.effective_on)}起施行{until}"


def _by(event: NormativeEvent | None) -> tuple[int | None, str]:
    if event is None:
        return None, ""
    document = event.by_document
    text = event.by_text or (
        f"《{document.title}》（{document.document_number}）" if document else ""
    )
    return (document.item_id if document else None), text
