"""What the page of one item says: made from its facts, without a query."""

import datetime as dt
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from gongkai.apps.disclosure.data.topics import topic_label
from gongkai.apps.disclosure.models import Edition, Ending, ItemKind, RelationKind
from gongkai.apps.publishing.pages import labels, qr
from gongkai.apps.publishing.pages.addresses import day, file_address, instant, item_path
from gongkai.apps.publishing.pages.former_versions import (
    WEBSITE_REPORT,
    Former,
    said_of,
    version_path,
)
from gongkai.apps.publishing.pages.items import ItemFacts, Other, Version
from gongkai.apps.publishing.pages.shell import Link
from gongkai.apps.publishing.pages.tags import article_tags, column_tags, flat
from gongkai.apps.publishing.pages.validity import Validity, validity_on
from gongkai.apps.publishing.pages.world import ColumnPlace, World


@dataclass(frozen=True)
class Row:
    """One line of the card: a label of the catalogue and its value."""

    label: str
    value: str
    address: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Attached:
    """One attachment to fetch."""

    title: str
    address: str
    format: str
    size: str
    # Its name without what the page's title says already: six files of one report are told apart by it.
    short: str = ""


@dataclass(frozen=True)
class Group:
    """Linked pages of one relation, under its name."""

    label: str
    links: list[Link]


@dataclass
class Article:
    """The context of article.html and gone.html."""

    title: str
    kind: str
    kind_label: str
    address: str
    full_address: str
    json_address: str
    tags: list[tuple[str, str]]
    crumbs: list[Link]
    organ: Link
    column: Link
    published: str
    updated: str
    source: str
    source_url: str
    author: str
    summary: str
    body: Markup
    rows: list[Row]
    attachments: list[Attached]
    groups: list[Group]
    versions: list[Version]
    qr: Markup
    validity: Validity | None = None
    validity_link: Link | None = None
    note: str = ""
    notice_period_end: dt.date | None = None
    contact: str = ""
    form: str = ""
    gone: str = ""
    gone_on: str = ""
    gone_reason: str = ""
    gone_by: str = ""
    # On the page of a former version: which it is, and where the newest stands.
    former: Former | None = None
    # Number of a version -> the address of its page, of those that stay readable.
    version_addresses: dict[int, str] = field(default_factory=dict)

    @property
    def is_report(self) -> bool:
        """Whether its tables are those of a form: drawn as on paper, figures beside their heads."""
        return self.kind == ItemKind.ANNUAL_REPORT or self.title.startswith(WEBSITE_REPORT)

    @property
    def phrases(self) -> list[str]:
        """The title in pieces: a line ends before 《…》, 关于 or a report's name rather than inside a name."""
        for mark in ("《", "关于", "政府信息公开工作"):
            before, found, rest = self.title.partition(mark)
            if before and found:
                return [before, found + rest]
        return [self.title]


def other_link(world: World, other: Other) -> Link:
    """To another item's page, with its number, form or organ beside it."""
    organ = world.organs[other.organ_id]
    detail = other.document_number or labels.FORM.get(other.interpretation_form, "")
    path = item_path(organ.slug, other.first_published_at, other.item_id)
    return Link(other.title, "/" + path, detail or day(other.first_published_at))


def crumbs_of(world: World, column: ColumnPlace) -> list[Link]:
    """首页 > 机关 > 栏目 … down to the column itself."""
    organ = world.organs[column.organ_id]
    above = [Link(one.name, one.address) for one in world.column_and_above(column.id)]
    return [Link("首页", "/"), Link(organ.short_name, organ.address), *above]


def tags_of_column(column: ColumnPlace) -> list[tuple[str, str]]:
    return column_tags(column.name, column.description, column.keywords, column.column_type)


def make_article(world: World, facts: ItemFacts, today: dt.date) -> Article:
    """The page of an item, public or gone. Raises `Incomplete` when a mandatory value is empty."""
    edition = facts.edition
    column, organ = world.columns[edition.column_id], world.organs[edition.organ_id]
    path = item_path(organ.slug, edition.first_published_at, edition.item_id)
    full = world.site.full("/" + path)
    published = instant(edition.first_published_at)
    article = Article(
        title=edition.title,
        kind=edition.kind,
        kind_label=labels.KIND[edition.kind],
        address="/" + path,
        full_address=full,
        json_address="/" + path.removesuffix("html") + "json",
        tags=tags_of_column(column) + _tags(facts, published, full),
        crumbs=crumbs_of(world, column),
        organ=Link(organ.name, organ.address),
        column=Link(column.name, column.address),
        published=published,
        updated=instant(edition.published_at) if edition.number > 1 else "",
        source=edition.source,
        source_url=edition.source_url,
        author=edition.author,
        summary=edition.summary,
        body=Markup(edition.body_html),
        rows=[],
        attachments=[_attached(one, edition.title) for one in edition.attachments],
        groups=_groups(world, facts),
        versions=facts.versions,
        qr=qr.draw(full),
        note=edition.note,
        version_addresses={one.number: "/" + version_path(organ.slug, one) for one in facts.former},
        notice_period_end=edition.notice_period_end,
        contact=edition.policy_contact,
        form=labels.FORM.get(edition.interpretation_form, ""),
    )
    _say_validity(world, facts, article, today)
    if edition.kind != ItemKind.NEWS:
        article.rows = _rows(world, facts, article)
    if facts.gone:
        _say_gone(facts, article, organ.name)
    return article


def make_former(world: World, facts: ItemFacts, edition: Edition, today: dt.date) -> Article:
    """The page of a version that was corrected since, as it was, with the way to the newest."""
    article = make_article(world, replace(facts, edition=edition, ties=[]), today)
    current = article.address
    path = version_path(world.organs[edition.organ_id].slug, edition)
    article.address, article.full_address = "/" + path, world.site.full("/" + path)
    article.json_address = "/" + path.removesuffix("html") + "json"
    article.former = said_of(edition, current)
    article.gone = article.gone_on = article.gone_reason = article.gone_by = ""
    article.qr = qr.draw(article.full_address)
    return article


def _tags(facts: ItemFacts, published: str, full: str) -> list[tuple[str, str]]:
    edition = facts.edition
    optional = [
        ("Keywords", edition.keywords),
        ("Author", edition.author),
        ("Description", flat(edition.summary or edition.body_text)),
        ("Url", full),
    ]
    return article_tags(edition.title, published, edition.source, () if facts.gone else optional)


def _attached(stored: dict[str, object], title: str) -> Attached:
    path = str(stored["path"])
    return Attached(
        title=str(stored["title"]),
        address=file_address(path),
        format=labels.file_format(path),
        size=labels.size(int(str(stored["size"]))),
        short=_short(str(stored["title"]), title),
    )


def _short(name: str, title: str) -> str:
    """「示例县…年度报告（PDF）」 on the page of that report: PDF."""
    rest = name.removeprefix(title)
    return rest[1:-1] if rest != name and rest[:1] == "（" and rest[-1:] == "）" else name


_ORDER = {relation: place for place, relation in enumerate(labels.RELATION)}

# 废止的文件, 代替的文件: the name of the relation says already that they ended.
_ENDING = ((RelationKind.REPEALS, True), (RelationKind.REPLACES, True))


def _groups(world: World, facts: ItemFacts) -> list[Group]:
    by_label: dict[str, list[Link]] = {}
    for tie in sorted(facts.ties, key=lambda tie: _ORDER[RelationKind(tie.kind), tie.outward]):
        label = labels.RELATION[RelationKind(tie.kind), tie.outward]
        link = other_link(world, tie.other)
        if (tie.kind, tie.outward) not in _ENDING:
            link = replace(link, mark=facts.ended.get(tie.other.item_id, ""))
        by_label.setdefault(label, []).append(link)
    return [Group(label, links) for label, links in by_label.items()]


def _rows(world: World, facts: ItemFacts, article: Article) -> list[Row]:
    """The catalogue's metadata, in its usual order; what an item does not have is left out."""
    edition, organ = facts.edition, world.organs[facts.edition.organ_id]
    ledger = facts.normative
    rows = [
        Row("索引号", edition.index_number),
        Row("主题分类", topic_label(edition.topic)),
        Row("体裁", edition.genre),
        Row("发文机关", edition.issued_by),
        Row("发布机构", organ.name, organ.address),
        Row("发文字号", edition.document_number),
        Row("统一编号", ledger.registration_number if ledger else ""),
        Row("成文日期", day(edition.made_on) if edition.made_on else ""),
        Row("施行日期", day(ledger.effective_on) if ledger else ""),
        Row("发布日期", article.published),
        Row("公开方式", labels.OPENNESS[edition.openness]),
    ]
    if edition.kind == ItemKind.ANNUAL_REPORT:
        rows += [Row("公开工作机构", organ.office_name), Row("联系电话", organ.office_phone)]
    if article.validity:
        rows.append(
            Row("有效性", article.validity.word, mark="ended" if article.validity.ended else "")
        )
    return [row for row in rows if row.value]


def _say_validity(world: World, facts: ItemFacts, article: Article, today: dt.date) -> None:
    if facts.normative is None:
        return
    article.validity = validity = validity_on(facts.normative, facts.events, today)
    if validity.by_item in facts.acting:
        article.validity_link = other_link(world, facts.acting[validity.by_item])
    elif validity.by_text:
        article.validity_link = Link(validity.by_text)


def _say_gone(facts: ItemFacts, article: Article, organ_name: str) -> None:
    edition = facts.edition
    assert edition.ended_at is not None
    article.gone = Ending(edition.ending).label
    article.gone_on = instant(edition.ended_at)
    article.gone_reason = edition.ending_note
    article.gone_by = organ_name
