"""接口报送: keys for an organ's own programs, and the figures they send. A key states, it never confirms."""

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.annual.actions.stating import From, write_figures
from gongkai.apps.annual.data.delivering import limit
from gongkai.apps.annual.models import Delivery, DeliveryKey, DeliveryKind, Source, Statement
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.said import Said, fault_of, period_for
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.keeping import kept
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ

PREFIX = "gkbs_"
MOST_KEYS = 20


def make_key(
    actor: Actor, organ: Organ, label: str, until: dt.date | None = None
) -> tuple[DeliveryKey, str]:
    """发放: the key is in the answer and nowhere else; what is kept is its digest. `until`: its last day."""
    require(actor, "figure.key", organ.pk)
    last = last_day(until)
    named = label.strip()
    if not named:
        raise Refused("请写明密钥给哪个系统用，例如：行政审批系统。")
    if DeliveryKey.objects.filter(organ=organ, revoked_at=None).count() >= MOST_KEYS:
        raise Refused(f"{organ.short_name}已经有 {MOST_KEYS} 个在用的密钥，请先停用不用的。")
    key = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        made = DeliveryKey.objects.create(
            organ=organ,
            label=named[:80],
            digest=digest_of(key),
            made_by=actor.person_id,
            made_by_name=actor.name[:80],
            made_at=clock.now(),
            expires_on=last,
        )
        after = {"label": made.label, "expires_on": last.isoformat()}
        audit.record(actor, "figure.key", subject=made, after=after)
    return made, key


def last_day(until: dt.date | None) -> dt.date:
    """The last day of a key that is made or renewed today: as wished, or the usual one. Refused beyond the longest."""
    today = clock.today()
    if until is None:
        return today + dt.timedelta(days=limit("key_days"))
    longest = today + dt.timedelta(days=limit("key_days_longest"))
    if not today <= until <= longest:
        raise Refused(f"有效期应在今天到{longest:%Y年%m月%d日}之间，写的是{until:%Y年%m月%d日}。")
    return until


def renew_key(actor: Actor, key: DeliveryKey, until: dt.date | None = None) -> DeliveryKey:
    """续期: the same key until a later day, also when its day has passed. Refused: revoked, or no later day."""
    require(actor, "figure.key", key.organ_id)
    last = last_day(until)
    with transaction.atomic():
        row = DeliveryKey.objects.select_for_update().get(pk=key.pk)
        if row.revoked_at is not None:
            raise Refused("这个密钥已经停用，不能续期；要用的，请重新发放。")
        if last <= row.expires_on:
            raise Refused(f"密钥的有效期已经到{row.expires_on:%Y年%m月%d日}，续期应写更晚的日子。")
        before, row.expires_on = row.expires_on, last
        row.save(update_fields=["expires_on"])
        audit.record(
            actor,
            "figure.key",
            subject=row,
            before={"expires_on": before.isoformat()},
            after={"expires_on": last.isoformat()},
        )
    return row


def revoke_key(actor: Actor, key: DeliveryKey) -> None:
    """停用, for good: what it sent stays."""
    require(actor, "figure.key", key.organ_id)
    with transaction.atomic():
        row = DeliveryKey.objects.select_for_update().get(pk=key.pk)
        if row.revoked_at is not None:
            raise Refused("这个密钥已经停用。")
        row.revoked_at, row.revoked_by_name = clock.now(), actor.name[:80]
        row.save(update_fields=["revoked_at", "revoked_by_name"])
        audit.record(actor, "figure.key", subject=row, after={"revoked": True})


def digest_of(key: str) -> str:
    """SHA-256: a key has 256 bits of chance, nothing to guess from its digest."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


class Expired(Refused):
    """The key is right, its last day has passed."""


def key_given(text: str) -> DeliveryKey | None:
    """The key in force with this text; None where there is none. Raises Expired."""
    if not text.startswith(PREFIX) or len(text) > 100:
        return None
    rows = DeliveryKey.objects.select_related("organ")
    found = rows.filter(digest=digest_of(text), revoked_at=None).first()
    if found is not None and found.expires_on < clock.today():
        raise Expired(
            f"密钥“{found.label}”的有效期到{found.expires_on:%Y年%m月%d日}为止，已经过期。"
        )
    return found


@dataclass(frozen=True)
class Fault:
    """`at`: the place in the list that was sent, from 0."""

    at: int
    cell: str
    month: int | None
    message: str


class FiguresRefused(Refused):
    """Nothing was stated; `faults` by place."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"有 {len(self.faults)} 处要改，一个数也没有收下。")


class Reused(Refused):
    """The same token with other figures."""


@dataclass(frozen=True)
class Delivered:
    """`repeated`: the same hand-in had come before; `unchanged`: figures that stood so already."""

    delivery: Delivery
    statements: tuple[Statement, ...]
    unchanged: int
    repeated: bool


def deliver_by_key(
    key: DeliveryKey,
    year: int,
    said: Sequence[Said],
    *,
    token: str = "",
    amendment: str = "",
    address: str = "",
) -> Delivered:
    """State the figures of the key's organ, all or none; another person confirms them.

    Repeating is harmless: the same `token` is answered as the first time, and a figure that stands as sent
    gives no new row. Raises FiguresRefused, Reused, Refused.
    """
    period = period_for(year)
    faults = [
        Fault(at, one.cell, one.month, fault)
        for at, one in enumerate(said)
        if (fault := fault_of(key.organ, period, one, Source.API))
    ]
    faults += _twice(said)
    if faults:
        raise FiguresRefused(sorted(faults, key=lambda one: one.at))
    content = _canonical(year, said)
    actor = Actor(
        None, f"接口：{key.label}"[:80], organ_id=key.organ_id, organ_name=key.organ.name,
        address=address,
    )  # fmt: skip
    with transaction.atomic():
        Organ.objects.select_for_update().get(pk=key.organ_id)
        digest = hashlib.sha256(content).hexdigest()
        former = Delivery.objects.filter(key=key, token=token).first() if token else None
        if former is not None:
            if former.sha256 != digest:
                raise Reused(
                    f"报送编号“{token}”已经用过，内容与这一次不同。更正请换一个编号重新报送。"
                )
            return Delivered(former, tuple(former.statements.order_by("id")), 0, repeated=True)
        changed = _changed(key, year, said)
        made = Delivery.objects.create(
            organ=key.organ,
            year=year,
            kind=DeliveryKind.API,
            key=key,
            token=token,
            size=len(content),
            sha256=digest,
            person_name=actor.name,
            recorded_at=clock.now(),
        )
        audit.record(
            actor,
            "figure.deliver",
            subject=made,
            after={"token": token, "sha256": digest} | kept(made),
        )
        rows = write_figures(actor, key.organ, year, changed, From(Source.API, made, amendment))
    return Delivered(made, tuple(rows), len(said) - len(changed), repeated=False)


def _twice(said: Sequence[Said]) -> list[Fault]:
    seen: dict[tuple[str, int | None], int] = {}
    made = []
    for at, one in enumerate(said):
        first = seen.setdefault((one.cell, one.month), at)
        if first != at:
            message = f"与第 {first + 1} 个数重复：同一项目、同一月份只能报送一次。"
            made.append(Fault(at, one.cell, one.month, message))
    return made


def _changed(key: DeliveryKey, year: int, said: Sequence[Said]) -> list[Said]:
    """What differs from what stands."""
    rows = Statement.objects.filter(organ=key.organ, year=year, replaced_by=None).order_by("id")
    held = {(one.cell, one.month): one.value for one in rows}
    return [
        one
        for one in said
        if (one.cell, one.month) not in held or held[one.cell, one.month] != one.value
    ]


def _canonical(year: int, said: Sequence[Said]) -> bytes:
    rows = sorted(
        [one.cell, one.month or 0, None if one.value is None else str(one.value.normalize() + 0)]
        for one in said
    )
    return json.dumps([year, rows], separators=(",", ":")).encode()
