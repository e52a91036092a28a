"""复议机关和法院: the names that letters give, kept by the county office and by each organ for itself."""

from collections.abc import Mapping

from django.db import transaction

from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.letters.places import NAMES
from gongkai.apps.cases.models import RemedyPlaces
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ
from gongkai.domain.cases import authors


def set_places(
    actor: Actor, organ: Organ | None, names: Mapping[str, str], *, author: str = ""
) -> RemedyPlaces:
    """Set the county's names (`organ` None; `law.edit`) or an organ's own (`office.edit`). A blank takes the county's.

    Letters signed before keep what they say.
    """
    if organ is None:
        require(actor, "law.edit")
    else:
        require(actor, "office.edit", organ.pk)
    if author and author not in authors():
        raise Refused("没有这一类作出机关，请从列表中选择。")
    if organ is None and author:
        raise Refused("作出机关的类别按各机关分别设定。")
    unknown = set(names) - set(NAMES)
    if unknown:
        raise Refused("只能填写列出的各项。")
    with transaction.atomic():
        row = RemedyPlaces.objects.select_for_update().filter(organ=organ).first()
        row = row or RemedyPlaces(organ=organ)
        before = {name: getattr(row, name) for name in (*NAMES, "author")}
        for name in NAMES:
            setattr(row, name, names.get(name, "").strip()[:120])
        row.author = author
        row.save()
        audit.record(
            actor,
            "law.edit" if organ is None else "office.edit",
            subject=row,
            before=before,
            after={name: getattr(row, name) for name in (*NAMES, "author")},
        )
    return row
