"""政策解读: it names its document, and where it treats the points that a reader looks for."""

import datetime as dt
from collections.abc import Iterator

from gongkai.apps.disclosure.checks.registry import check
from gongkai.apps.disclosure.findings import ItemFinding
from gongkai.apps.disclosure.freezing.body import draft_html
from gongkai.apps.disclosure.freezing.cleaning import words
from gongkai.apps.disclosure.models import Item, ItemKind, Relation, RelationKind
from gongkai.apps.disclosure.queries.interpretations import checklist


@check(
    "interpretation.document",
    "解读与文件关联",
    basis="政策文件与解读相互关联（政府网站检查通报列明的问题）",
    good="解读关联了所解读的文件",
    bad="解读没有关联任何文件",
)
def document(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    if item.kind != ItemKind.INTERPRETATION:
        return
    if not Relation.objects.filter(source_id=item.pk, kind=RelationKind.INTERPRETS).exists():
        yield ItemFinding(
            "interpretation.document",
            "block",
            "政策解读没有关联所解读的文件，两边的页面不能互相到达。",
            "body",
            suggestion="请在信息页的“登记一条关联”里选“解读”，填所解读文件的发文字号；解读上级文件的，请审核人员写明理由放行。",
        )


@check(
    "interpretation.points",
    "解读要点齐全",
    basis="政策解读应说明背景、依据、研判过程、主要内容、适用范围",
    good="五个要点都指明了正文里的文字",
    bad="没有说明研判过程",
)
def points(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    if item.kind != ItemKind.INTERPRETATION:
        return
    text = words(draft_html(item))
    for point in checklist(item, text):
        if point.stands_in_text:
            continue
        said = f"“{point.quote[:40]}”不在正文里" if point.quote else "没有指明在正文的什么地方"
        yield ItemFinding(
            "interpretation.points",
            "warn",
            f"解读要点“{point.label}”{said}。",
            "interpretation_points",
            point.label,
            suggestion=f"请在正文里写明{point.label}，并把那句话的开头填在要点里。",
        )
