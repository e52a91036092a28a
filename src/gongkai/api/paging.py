"""Pages of a long list, newest first: each page says where the next one begins.

A cursor names the last line of a page, so what is published meanwhile moves nothing.
"""

import base64
import binascii
import datetime as dt

from django.db.models import Q

from gongkai.api.refusals import ApiRefusal
from gongkai.apps.disclosure.models import Edition
from gongkai.apps.disclosure.models.editions import EditionQuerySet

USUAL, MOST = 20, 100


def cursor_of(edition: Edition) -> str:
    """Where the page after this line begins."""
    place = f"{edition.first_published_at.isoformat()}|{edition.pk}"
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def after(editions: EditionQuerySet, cursor: str) -> EditionQuerySet:
    """What comes after the cursor in the order (-first_published_at, -id)."""
    at, pk = _read(cursor)
    return editions.filter(Q(first_published_at__lt=at) | Q(first_published_at=at, pk__lt=pk))


def _read(cursor: str) -> tuple[dt.datetime, int]:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        at, _, pk = base64.urlsafe_b64decode(padded).decode("ascii").partition("|")
        instant = dt.datetime.fromisoformat(at)
        if instant.tzinfo is None or not pk.isdigit() or len(pk) > 18:
            raise ValueError(cursor)
        return instant, int(pk)
    except (ValueError, binascii.Error) as wrong:
        raise ApiRefusal(
            422, "翻页参数不对", "cursor 不是本接口给出的。", "请用上一页答复里的 next，原样打开。"
        ) from wrong
