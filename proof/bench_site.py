"""For the bench: a site of any size, rows made directly. Thirty organs, every one with its columns."""

import datetime as dt
import random

from gongkai.apps.disclosure.models import Column, Edition, Item
from gongkai.apps.organs.models import Organ, OrganKind
from tests.county import COLUMNS, NOON, make_county, make_organ

ORGANS = 30
START = dt.datetime(2022, 1, 1, 9, 0, tzinfo=NOON.tzinfo)
WORDS = [
    "政府",
    "信息",
    "公开",
    "工作",
    "通知",
    "意见",
    "实施",
    "方案",
    "教育",
    "医疗",
    "保障",
    "资金",
    "项目",
    "建设",
    "管理",
    "办法",
    "服务",
    "群众",
    "落实",
    "责任",
    "监督",
    "检查",
    "安全",
    "生产",
    "环境",
    "保护",
    "乡镇",
    "部门",
    "单位",
    "根据",
    "有关",
    "规定",
    "现将",
    "事项",
    "公告",
    "如下",
    "按照",
    "要求",
    "认真",
    "组织",
]


def make_site(size: int) -> None:
    """`size` published items of about a thousand characters, spread over the columns."""
    county = make_county()
    for number in range(ORGANS - 3):
        organ = make_organ(
            f"示例县第{number}局",
            f"第{number}局",
            f"ju{number}",
            OrganKind.DEPARTMENT,
            county.government,
        )
        parents: dict[str, Column] = {}
        for order, (code, name, column_type) in enumerate(COLUMNS):
            parents[code] = Column.objects.create(
                organ=organ, code=code, name=name, column_type=column_type, description=name,
                keywords=name, order=order, opened_on=dt.date(2020, 1, 1),
                parent=parents.get(code.rpartition("/")[0]),
            )  # fmt: skip
    for start in range(0, size, 1_000):
        _add(range(start, min(start + 1_000, size)))


def one_more(number: int) -> int:
    """A newest item; its primary key."""
    return _add(range(number, number + 1))[0]


def an_article() -> str:
    """The address of a published article."""
    edition = Edition.objects.select_related("organ").order_by("item_id")[20]
    return f"/{edition.organ.slug}/{edition.first_published_at.year}/{edition.item_id}.html"


def _add(numbers: range) -> list[int]:
    columns = list(Column.objects.exclude(code="zdgk").order_by("id"))
    organs = {organ.pk: organ for organ in Organ.objects.all()}
    items, editions = [], []
    for number in numbers:
        chance = random.Random(number)
        column = columns[number % len(columns)]
        at = START + dt.timedelta(minutes=15 * number)
        title = "关于" + "".join(chance.choices(WORDS, k=8)) + f"的通知（{number}）"
        items.append(
            Item(kind="information", organ_id=column.organ_id, column=column, title=title,
                 created_at=at, live=True)
        )  # fmt: skip
        paragraphs = ["".join(chance.choices(WORDS, k=60)) + "。" for _ in range(8)]
        editions.append(
            Edition(
                number=1, kind="information", organ_id=column.organ_id, column=column, title=title,
                body_html="".join(f"<p>{text}</p>" for text in paragraphs),
                body_text="\n".join(paragraphs), source=organs[column.organ_id].name,
                index_number=f"{number:08d}/{at.year}-{number % 99999:05d}", genre="通知",
                made_on=at.date(), formed_on=at.date(), first_published_at=at, published_at=at,
            )
        )  # fmt: skip
    made = Item.objects.bulk_create(items)
    for item, edition in zip(made, editions, strict=True):
        edition.item = item
    Edition.objects.bulk_create(editions)
    return [item.pk for item in made]
