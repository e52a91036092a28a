"""Delivery keys: how each stands today, and those that end soon."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from gongkai.apps import clock
from gongkai.apps.annual.data.delivering import limit
from gongkai.apps.annual.models import DeliveryKey


@dataclass(frozen=True)
class KeyStanding:
    """`words`: 在用, 还有 9 天到期, 已经过期 3 天, 停用. `late`: programs with it are refused or will be soon."""

    words: str
    late: bool


def standing_of(key: DeliveryKey) -> KeyStanding:
    """How the key stands today."""
    left = (key.expires_on - clock.today()).days
    if key.revoked_at is not None:
        return KeyStanding("停用", False)
    if left < 0:
        return KeyStanding(f"已经过期 {-left} 天", True)
    if left == 0:
        return KeyStanding("今天是最后一天", True)
    if left <= limit("key_days_warned"):
        return KeyStanding(f"还有 {left} 天到期", True)
    return KeyStanding("在用", False)


def keys_ending(organs: Collection[int] | None) -> list[DeliveryKey]:
    """Keys that end soon or have ended, not revoked; of all organs where `organs` is None. One query."""
    until = clock.today() + dt.timedelta(days=limit("key_days_warned"))
    rows = DeliveryKey.objects.filter(revoked_at=None, expires_on__lte=until)
    if organs is not None:
        rows = rows.filter(organ_id__in=organs)
    return list(rows.select_related("organ").order_by("expires_on", "id"))
