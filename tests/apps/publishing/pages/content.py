"""A small county in which every kind of page has something to show, and its pages as files."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.apps.clock import CHINA
from gongkai.apps.disclosure.data.columns import column_tree
from gongkai.apps.disclosure.models import (
    Attachment,
    Column,
    Edition,
    GuideConfirmation,
    GuideVersion,
    Item,
    ItemKind,
    NormativeDocument,
    NormativeEvent,
    NormativeEventKind,
    Relation,
    RelationKind,
    StandardEntry,
)
from gongkai.apps.organs.models import Organ
from gongkai.apps.publishing.pages.contract import Failed, PageKey, PageKind
from gongkai.apps.publishing.pages.kinds import kinds as every_kind
from tests.county import County, credit_code, make_county, make_edition

BODY = """<h2>一、总则</h2><p>为加强管理，<strong>制定本办法</strong>。</p>
<table><caption>补助标准</caption><thead><tr><th scope="col">类别</th><th scope="col">里程（公里）</th>
<th scope="col">县级补助（元）</th><th scope="col">乡级配套（元）</th><th scope="col">养护单位</th></tr></thead>
<tbody><tr><th scope="row">县道</th><td>186.4</td><td>10000</td><td>0</td><td>县公路段</td></tr></tbody></table>
<figure><img src="/static/portal/seal.svg" alt="县道分布图" width="32" height="32"><figcaption>图1</figcaption></figure>
<ul><li>第一项</li><li>第二项 &lt;x&gt; &amp; “引号”</li></ul>"""


def at(month: int, day: int, hour: int = 9, year: int = 2025) -> dt.datetime:
    return dt.datetime(year, month, day, hour, 30, tzinfo=CHINA)


@dataclass
class Content:
    """The rows that tests speak of."""

    county: County
    policy: Edition
    interpretation: Edition
    repealed: Edition
    repealing: Edition
    corrected: Edition
    withdrawn: Edition
    expired: Edition
    notice: Edition
    news: Edition


def make_content(media: Path) -> Content:
    county = make_county()
    columns_of(county)
    policy = with_attachment(
        make_edition(
            county,
            "关于做好义务教育招生入学工作的通知",
            column="zcwj",
            kind=ItemKind.POLICY,
            at=at(6, 18),
            body_html=BODY,
            document_number="示教发〔2025〕18号",
            issued_by="示例县教育局",
            genre="通知",
            topic="1002",
            index_number="11140000X/2025-00001",
            keywords="义务教育",
            summary="招生对象、时间和材料。",
        ),
        media,
    )
    interpretation = make_edition(
        county, "招生入学政策问答", column="zcjd", kind=ItemKind.INTERPRETATION, at=at(6, 19),
        interpretation_form="questions", policy_contact="教育股 0000-1234567",
    )  # fmt: skip
    relate(interpretation, policy, RelationKind.INTERPRETS)
    repealing, repealed = normative(county)
    corrected = correct(make_edition(county, "2025年部门预算", at=at(2, 1)))
    withdrawn = make_edition(
        county, "拟录用人员名单", column="tzgg", kind=ItemKind.NOTICE, at=at(3, 1)
    )
    end(withdrawn, "withdrawn", "附件里的身份信息没有遮蔽。")
    expired = make_edition(county, "低保对象公示", column="tzgg", kind=ItemKind.NOTICE, at=at(4, 1))
    end(expired, "expired", "")
    notice = make_edition(
        county, "征地预公告", column="tzgg", kind=ItemKind.NOTICE, at=at(6, 20),
        notice_period_end=dt.date(2025, 7, 4),
    )  # fmt: skip
    news = make_edition(
        county,
        "全县教育工作会议召开",
        column="zwdt",
        kind=ItemKind.NEWS,
        at=at(6, 21),
        index_number="",
    )
    make_edition(
        county, "示例县教育局2024年政府信息公开工作年度报告", column="annual-reports",
        kind=ItemKind.ANNUAL_REPORT, at=at(1, 20),
    )  # fmt: skip
    guide(county.department)
    standard(county)
    return Content(
        county, policy, interpretation, repealed, repealing, corrected, withdrawn, expired, notice, news
    )  # fmt: skip


def columns_of(county: County) -> None:
    """The whole statutory tree for the department and the government."""
    for organ in (county.department, county.government):
        made: dict[str, Column] = {one.code: one for one in Column.objects.filter(organ=organ)}
        for order, spec in enumerate(column_tree().specs.values()):
            if spec.code not in made and organ.level in spec.levels:
                made[spec.code] = Column.objects.create(
                    organ=organ, code=spec.code, name=spec.name, column_type=spec.column_type,
                    description=spec.about, keywords=spec.keywords, order=order,
                    opened_on=dt.date(2020, 1, 1), parent=made.get(spec.parent_code),
                )  # fmt: skip
        if organ == county.department:
            county.columns.update(made)


def with_attachment(edition: Edition, media: Path) -> Edition:
    sha256 = "ab" * 32
    folder = media / "attachments"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a.docx").write_bytes(b"PK" * 50)
    Attachment.objects.create(
        item=edition.item,
        title="报名登记表.docx",
        file="attachments/a.docx",
        sha256=sha256,
        size=100,
    )
    edition.attachments = [
        {
            "title": "报名登记表.docx",
            "path": f"files/ab/{sha256}/报名登记表.docx",
            "sha256": sha256,
            "size": 100,
            "media_type": "application/msword",
        }
    ]
    edition.save()
    return edition


def relate(source: Edition, target: Edition, kind: str) -> None:
    Relation.objects.create(source=source.item, target=target.item, kind=kind)


def normative(county: County) -> tuple[Edition, Edition]:
    """A document of 2025 that repealed one of 2019."""
    old = make_edition(
        county, "农村公路养护细则", column="zcwj", kind=ItemKind.NORMATIVE,
        at=at(5, 20, year=2019), document_number="示教发〔2019〕3号",
    )  # fmt: skip
    new = make_edition(
        county, "农村公路管理养护办法", column="zcwj", kind=ItemKind.NORMATIVE, at=at(3, 14),
        document_number="示教发〔2025〕6号",
    )  # fmt: skip
    rows = [
        NormativeDocument.objects.create(
            organ=county.department, title=one.title, document_number=one.document_number,
            made_on=made, effective_on=made, item=one.item,
        )
        for one, made in ((old, dt.date(2019, 5, 16)), (new, dt.date(2025, 3, 12)))
    ]  # fmt: skip
    NormativeEvent.objects.create(
        document=rows[0], kind=NormativeEventKind.REPEALED, on=dt.date(2025, 4, 15),
        by_document=rows[1], recorded_at=at(3, 14),
    )  # fmt: skip
    relate(new, old, RelationKind.REPEALS)
    return new, old


def correct(edition: Edition) -> Edition:
    """End it as superseded and publish a second edition of the item."""
    values = {
        field.attname: getattr(edition, field.attname)
        for field in Edition._meta.concrete_fields
        if not field.primary_key
    }
    end(edition, "superseded", "合计数有误")
    changed = {
        "number": 2,
        "published_at": at(2, 13),
        "note": "合计数原写作12.86亿元，更正为12.68亿元。",
    }
    return Edition.objects.create(**(values | changed))


def end(edition: Edition, ending: str, note: str) -> None:
    edition.ended_at = edition.published_at + dt.timedelta(days=1)
    edition.ending, edition.ending_note = ending, note
    edition.save()


def guide(organ: Organ) -> None:
    GuideVersion.objects.create(
        organ=organ, number=1, classification="按条例第二十条分类。", arrangement="按索引号编排。",
        ways_to_obtain="网上查阅、到场查阅。", application="当面、邮寄。", supervision="可以投诉。",
        office_name="教育局办公室", office_address="人民路2号", office_hours="工作日",
        office_phone="0000-1111111", office_fax="0000-2222222", office_internet="gk@jyj.example",
        published_at=at(1, 10),
    )  # fmt: skip
    GuideConfirmation.objects.create(organ=organ, on=dt.date(2025, 6, 1), person_name="张三")


def fill(
    county: County, count: int, *, column: str = "tzgg", first: dt.datetime | None = None
) -> None:
    """`count` items more, a minute apart, made in two statements."""
    start = first or at(5, 1)
    place = county.columns[column]
    items = Item.objects.bulk_create(
        Item(
            kind=ItemKind.NOTICE,
            organ=place.organ,
            column=place,
            title=f"公告{n}",
            created_at=start,
            live=True,
        )
        for n in range(count)
    )
    times = [start + dt.timedelta(minutes=n) for n in range(count)]
    Edition.objects.bulk_create(
        Edition(
            item=item, number=1, kind=ItemKind.NOTICE, organ=place.organ, column=place, title=item.title,
            body_html="<p>内容</p>", body_text="内容", source="示例县教育局", topic="1002",
            index_number=f"{credit_code('jyj')}/2025-{n:05d}",
            first_published_at=moment, published_at=moment,
        )
        for n, (item, moment) in enumerate(zip(items, times, strict=True))
    )  # fmt: skip


def files_of(keys: Sequence[PageKey], kinds: Sequence[PageKind] = ()) -> dict[str, bytes]:
    """The files of these pages; a page that fails fails the test."""
    found: dict[str, bytes] = {}
    for kind in kinds or every_kind():
        ours = [key for key in keys if key.kind == kind.name]
        for answer in kind.render(ours) if ours else ():
            assert not isinstance(answer, Failed), answer.reason
            assert answer.body is not None
            body = answer.body if isinstance(answer.body, bytes) else answer.body.read_bytes()
            assert found.setdefault(answer.path, body) == body, answer.path
    return found


def whole_site() -> dict[str, bytes]:
    return files_of([key for kind in every_kind() for key in kind.all_keys()])


def standard(county: County) -> None:
    """A field of the 标准目录: one row with its column, one without."""
    for number, name, code in (("1", "政策文件", "zcwj"), ("2", "督学<姓名>", "")):
        StandardEntry.objects.create(
            organ=county.department, field="义务教育", number=number, subject="教育概况", sub_subject=name,
            content="要素", ground="义务教育法", time_limit="20个工作日", channels="政府网站",
            column=county.columns[code] if code else None,
        )  # fmt: skip
