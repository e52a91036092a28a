"""A very small county for tests: rows made directly, no act, no log. Days are fixed."""

import datetime as dt
from dataclasses import dataclass, field

from gongkai.apps.audit.actor import Actor
from gongkai.apps.clock import CHINA
from gongkai.apps.disclosure.models import Column, Edition, Item, ItemKind
from gongkai.apps.organs.models import (
    Level,
    Organ,
    OrganKind,
    Person,
    Post,
    PostKind,
    SiteRecord,
)
from gongkai.apps.organs.queries import actor_for

DAY = dt.date(2025, 6, 18)
NOON = dt.datetime(2025, 6, 18, 12, 0, tzinfo=CHINA)


@dataclass
class County:
    """The county government, one department, one township; columns and people of the department."""

    government: Organ
    department: Organ
    township: Organ
    people: dict[str, Person] = field(default_factory=dict)
    columns: dict[str, Column] = field(default_factory=dict)
    site: SiteRecord | None = None

    def actor(self, post: str) -> Actor:
        """Somebody who holds this post in the department (county posts: in the government)."""
        return actor_for(self.people[post], DAY, "127.0.0.1")


def make_county() -> County:
    """Everything a test of publication needs, without content."""
    government = make_organ("示例县人民政府", "县政府", "xzf", OrganKind.GOVERNMENT, None)
    county = County(
        government=government,
        department=make_organ("示例县教育局", "教育局", "jyj", OrganKind.DEPARTMENT, government),
        township=make_organ(
            "示例县城关镇人民政府", "城关镇", "cgz", OrganKind.TOWNSHIP, government
        ),
    )
    for kind in PostKind.values:
        own = kind not in ("county_office", "county_head", "auditor") and not kind.endswith(
            "administrator"
        )
        person = Person.objects.create_user(
            kind, password="Shili-2025!", full_name=PostKind(kind).label[:10]
        )
        person.must_change_password = False
        person.save()
        Post.objects.create(
            person=person,
            organ=county.department if own else government,
            kind=kind,
            since=dt.date(2020, 1, 1),
        )
        county.people[kind] = person
    for number, (code, name, column_type) in enumerate(COLUMNS):
        county.columns[code] = Column.objects.create(
            organ=county.department,
            code=code,
            name=name,
            column_type=column_type,
            description=f"示例县教育局{name}",
            keywords=name,
            order=number,
            opened_on=dt.date(2020, 1, 1),
            parent=county.columns.get(code.rpartition("/")[0]),
        )
    county.site = SiteRecord.objects.create(
        name="示例县人民政府门户网站",
        domain="www.shilixian.example",
        identity_code="1400000001",
        sponsor="示例县人民政府办公室",
        icp_number="示例ICP备00000000号",
        police_number="示例公网安备00000000000000号",
        phone="0000-0000000",
        is_example=True,
    )
    return county


COLUMNS = (
    ("zdgk", "法定主动公开内容", "信息公开目录"),
    ("zdgk/20-1", "行政法规、规章和规范性文件", "政策文件"),
    ("zdgk/20-11", "扶贫、教育、医疗、社会保障、促进就业", "信息公开目录"),
    ("zwdt", "政务动态", "工作动态"),
    ("tzgg", "通知公告", "工作动态"),
    ("zcjd", "政策解读", "政策解读"),
)


def make_organ(name: str, short: str, slug: str, kind: OrganKind, parent: Organ | None) -> Organ:
    """An organ with a valid code of its own."""
    level = Level.TOWNSHIP if kind == OrganKind.TOWNSHIP else Level.COUNTY
    return Organ.objects.create(
        name=name,
        short_name=short,
        slug=slug,
        kind=kind,
        level=level,
        parent=parent,
        credit_code=credit_code(slug),
        founded_on=dt.date(2000, 1, 1),
        office_name=f"{short}办公室",
        office_address="示例县人民路1号",
        office_hours="工作日8:00-12:00，14:30-18:00",
        office_phone="0000-0000000",
        office_email="gk@shilixian.example",
    )


def credit_code(seed: str) -> str:
    """A 统一社会信用代码 whose check character is right (GB 32100-2015), different by seed."""
    from stdnum.cn import uscc

    number = f"{sum(ord(c) * 31**i for i, c in enumerate(seed)) % 10**8:08d}"
    body = f"11140000{number}X"[:17]
    return body + str(uscc.calc_check_digit(body))


def make_edition(
    county: County,
    title: str = "关于做好义务教育招生入学工作的通知",
    text: str = "各中小学校：为保障适龄儿童少年依法接受义务教育，现将有关事项通知如下。",
    *,
    column: str = "zdgk/20-11",
    kind: str = ItemKind.INFORMATION,
    at: dt.datetime = NOON,
    **fields: object,
) -> Edition:
    """An item that is public: the working copy and its first edition."""
    item = Item.objects.create(
        kind=kind,
        organ=county.columns[column].organ,
        column=county.columns[column],
        title=title,
        created_at=at,
        live=True,
    )
    values: dict[str, object] = {
        "number": 1,
        "kind": kind,
        "organ": item.organ,
        "column": item.column,
        "title": title,
        "body_html": f"<p>{text}</p>",
        "body_text": text,
        "source": "示例县教育局",
        "made_on": at.date(),
        "formed_on": at.date(),
        "first_published_at": at,
        "published_at": at,
    }
    return Edition.objects.create(item=item, **(values | fields))
