"""Links between items: what the public sees on both pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.apps.disclosure.models import Edition, Item, Relation, RelationKind

# How a link reads on the page it points to.
FROM_THE_OTHER_SIDE = {
    RelationKind.INTERPRETS: "相关解读",
    RelationKind.AMENDS: "被本文修改",
    RelationKind.REPEALS: "被本文废止",
    RelationKind.REPLACES: "被本文代替",
    RelationKind.BASED_ON: "以本文为依据",
    RelationKind.RESULT_OF: "结果公开",
}
FROM_THIS_SIDE = {
    RelationKind.INTERPRETS: "解读的文件",
    RelationKind.AMENDS: "修改",
    RelationKind.REPEALS: "废止",
    RelationKind.REPLACES: "代替",
    RelationKind.BASED_ON: "依据",
    RelationKind.RESULT_OF: "对应的征求意见或事项",
}
# On the page of what was amended or repealed the reader must learn by what.
FROM_THE_OTHER_SIDE |= {
    RelationKind.AMENDS: "修改本文的文件",
    RelationKind.REPEALS: "废止本文的文件",
    RelationKind.REPLACES: "代替本文的文件",
}


@dataclass(frozen=True)
class PublicRelation:
    """A link as a page shows it: its heading, and the public edition it leads to."""

    label: str
    kind: str
    outgoing: bool
    edition: Edition


def public_relations(item: Item) -> list[PublicRelation]:
    """Links of a public page, both directions; only to what is public now."""
    rows = list(Relation.objects.filter(source=item)) + list(Relation.objects.filter(target=item))
    others = {row.target_id if row.source_id == item.pk else row.source_id for row in rows}
    editions = {
        one.item_id: one
        for one in Edition.objects.public().filter(item_id__in=others).select_related("organ")
    }
    return list(_shown(item, rows, editions))


def _shown(
    item: Item, rows: list[Relation], editions: dict[int, Edition]
) -> Iterator[PublicRelation]:
    for row in rows:
        outgoing = row.source_id == item.pk
        edition = editions.get(row.target_id if outgoing else row.source_id)
        if edition is not None:
            kind = RelationKind(row.kind)
            label = (FROM_THIS_SIDE if outgoing else FROM_THE_OTHER_SIDE)[kind]
            yield PublicRelation(label, row.kind, outgoing, edition)
