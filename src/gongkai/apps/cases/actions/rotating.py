"""更换封存密钥: the act on the log, before and after."""

from collections.abc import Callable

from django.db import transaction

from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import require
from gongkai.apps.sealing.rotation import Rotated, add_key, alone, reseal

ACT = "sealing.rotate"


def rotate(
    actor: Actor,
    *,
    matching: bool = False,
    report: Callable[[str, int], object] = lambda what, done: None,
) -> Rotated:
    """A new key, everything sealed anew, the old key dropped. Goes on where a former one was broken off.

    Raises sealing.rotation.AlreadyRotating, sealing.keys.KeysMissing. Keys appear in the log by marks only.
    """
    require(actor, ACT)
    with alone():
        made = add_key(matching=matching)
        _log(actor, made, {"begun": True, "resumed": made.resumed, "matching": matching})
        reseal(made, report)
        said = {"values": made.values, "files": made.files, "faults": len(made.faults)}
        _log(actor, made, said | {"old_keys_kept": bool(made.faults)})
    return made


def _log(actor: Actor, made: Rotated, said: dict[str, object]) -> None:
    with transaction.atomic():
        audit.record(
            actor, ACT, kind="Keys", before={"keys": made.before}, after=said | {"key": made.after}
        )
