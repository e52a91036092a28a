"""The shapes of answers; the OpenAPI description is made from them."""

import datetime as dt

from ninja import Field, Schema


class OrganOut(Schema):
    """行政机关。"""

    slug: str = Field(description="网址目录，其他接口用它指代机关", examples=["jyj"])
    name: str
    short_name: str
    credit_code: str = Field(description="统一社会信用代码")
    kind: str = Field(description="机关类别")
    level: str = Field(description="层级")
    parent: str | None = Field(description="上级机关的 slug")
    url: str
    founded_on: dt.date | None
    abolished_on: dt.date | None
    successor: str | None = Field(description="职能承接机关的 slug")


class OrganWhole(OrganOut):
    """机关及其政府信息公开工作机构（条例第四条、第十二条）。"""

    office_name: str
    office_address: str
    office_postcode: str
    office_hours: str
    office_phone: str
    office_fax: str
    office_email: str
    items: int = Field(description="现在公开的信息条数")
    guide: str | None = Field(description="公开指南的接口地址")


class ColumnOut(Schema):
    """栏目。"""

    organ: str
    code: str = Field(examples=["zdgk/20-1"])
    name: str
    column_type: str = Field(description="栏目类别（网页设计规范）")
    description: str
    parent: str | None = Field(description="上级栏目代码")
    opened_on: dt.date
    closed_on: dt.date | None
    url: str
    feed: str = Field(description="Atom 订阅地址")
    list_json: str = Field(description="本栏目列表的静态数据")


class ItemLine(Schema):
    """列表里的一条信息。"""

    id: int
    url: str
    api: str = Field(description="全文和元数据的接口地址")
    json_url: str = Field(description="同一内容的静态数据文件", alias="json")
    title: str
    kind: str
    kind_name: str
    organ: str
    organ_name: str
    column: str
    column_name: str
    document_number: str | None
    index_number: str | None
    topic: str | None
    published_at: dt.datetime = Field(description="首次公开时间")
    updated_at: dt.datetime = Field(description="现行版本公开时间")


class ItemPage(Schema):
    """一页列表。"""

    total: int = Field(description="符合条件的总条数")
    items: list[ItemLine]
    next: str | None = Field(description="下一页的地址；没有了为空")


class AttachmentOut(Schema):
    """附件。"""

    title: str
    url: str
    sha256: str
    size: int
    media_type: str


class RelationOut(Schema):
    """关联的信息。"""

    label: str
    kind: str
    title: str
    url: str
    api: str


class ValidityOut(Schema):
    """行政规范性文件在某一天的有效性。"""

    on: dt.date
    state: str = Field(description="有效、已修改、尚未施行、废止、失效")
    in_force: bool
    since: dt.date | None


class ItemWhole(ItemLine):
    """一条信息的全部元数据、正文、附件和关联。"""

    edition: int = Field(description="版次")
    summary: str
    text: str
    html: str
    genre: str | None
    topic_name: str | None
    issued_by: str | None
    openness: str
    source: str
    source_url: str | None
    author: str | None
    keywords: str | None
    made_on: dt.date | None
    formed_on: dt.date | None
    changed_on: dt.date | None
    notice_period_end: dt.date | None
    note: str | None = Field(description="更正说明")
    validity: ValidityOut | None
    attachments: list[AttachmentOut]
    relations: list[RelationOut]


class NormativeLine(Schema):
    """行政规范性文件台账的一行。"""

    title: str
    document_number: str
    registration_number: str | None
    organ: str
    organ_name: str
    made_on: dt.date
    effective_on: dt.date
    valid_until: dt.date | None
    validity: ValidityOut
    url: str | None = Field(description="公开页面；没有公开页面的为空")


class NormativeList(Schema):
    """某一天的台账。"""

    on: dt.date
    total: int
    items: list[NormativeLine]


class NormativeNumbersOut(Schema):
    """年报表二“行政规范性文件”一行在某一天的三个数，和每个数后面的文件。"""

    on: dt.date
    made: int = Field(description="本年制发件数")
    repealed: int = Field(description="本年废止件数")
    in_force: int = Field(description="现行有效件数")
    expired: int = Field(description="本年失效件数（不在表二之内，用来说明现行有效数）")
    documents: dict[str, list[str]] = Field(description="每个数对应的发文字号")


class GuideOut(Schema):
    """政府信息公开指南（条例第十二条）。"""

    organ: str
    number: int = Field(description="版次")
    published_at: dt.datetime
    confirmed_on: dt.date | None = Field(description="最近一次确认内容无误的日期")
    classification: str
    arrangement: str
    ways_to_obtain: str
    application: str
    supervision: str
    office_name: str
    office_address: str
    office_hours: str
    office_phone: str
    office_fax: str
    office_internet: str
    url: str


class TopicOut(Schema):
    """主题分类。"""

    code: str
    first: str
    second: str


class FacetOut(Schema):
    """一个筛选值和选它之后的条数。"""

    code: str
    name: str
    count: int


class FoundOut(Schema):
    """检索到的一条。"""

    id: int | None = Field(description="信息的编号；公开指南没有编号")
    url: str
    api: str
    title: str
    passage: str = Field(description="包含检索词的一段")
    date: dt.date
    organ: str
    column: str
    document_number: str | None
    validity: str | None


class SearchOut(Schema):
    """检索结果。"""

    total: int
    took_ms: float
    items: list[FoundOut]
    facets: dict[str, list[FacetOut]]
    suggestion: str | None = Field(description="也许要找的词")
    notes: list[str] = Field(description="检索词是怎样理解的")
