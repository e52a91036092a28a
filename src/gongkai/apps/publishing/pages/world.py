"""What every page of a batch stands in: the site record, the organs, the columns. Three queries a batch."""

from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.db.models import F

from gongkai.apps.disclosure.models import Column
from gongkai.apps.organs.models import Organ, OrganKind, SiteRecord
from gongkai.apps.publishing.pages.addresses import RESERVED, column_path, organ_path
from gongkai.apps.publishing.pages.contract import CannotRender


@dataclass(frozen=True, slots=True)
class OrganPlace:
    """An organ as a page needs it."""

    id: int
    name: str
    short_name: str
    slug: str
    credit_code: str
    kind: str
    level: str
    parent_id: int | None
    founded_on: object
    abolished_on: object
    successor_id: int | None
    office_name: str
    office_address: str
    office_postcode: str
    office_hours: str
    office_phone: str
    office_fax: str
    office_email: str

    @property
    def address(self) -> str:
        return "/" + organ_path(self.slug)


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """A column as a page needs it, with the folder of its organ."""

    id: int
    organ_id: int
    slug: str
    parent_id: int | None
    code: str
    name: str
    column_type: str
    description: str
    keywords: str
    opened_on: object
    closed_on: object
    closing_note: str

    @property
    def path(self) -> str:
        return column_path(self.slug, self.code)

    def about(self, organ: str) -> str:
        """The description without the organ's name before it, where a page names the organ anyway."""
        return self.description.removeprefix(f"{organ}：")

    @property
    def address(self) -> str:
        return "/" + self.path


_ORGAN_FIELDS = tuple(OrganPlace.__dataclass_fields__)
_COLUMN_FIELDS = tuple(ColumnPlace.__dataclass_fields__)


@dataclass(frozen=True)
class Site:
    """The site record. Which of its values may not be empty is said in `tags` and `shell`."""

    name: str
    domain: str
    identity_code: str
    sponsor: str
    undertaker: str
    icp_number: str
    police_number: str
    phone: str
    address: str
    postcode: str
    description: str
    badge_url: str
    error_report_url: str
    copyright_note: str
    is_example: bool

    @cached_property
    def origin(self) -> str:
        """`https://www.….gov.cn`: what stands before an address in feeds, site maps and QR codes."""
        return f"{settings.SITE_SCHEME}://{self.domain.strip('/')}"

    def full(self, address: str) -> str:
        """An address with its origin."""
        return self.origin + address


_SITE_FIELDS = tuple(Site.__dataclass_fields__)


@dataclass
class World:
    """Read once for a batch of pages; after that pages ask it without a query."""

    site: Site
    organs: dict[int, OrganPlace]
    columns: dict[int, ColumnPlace]
    _of_organ: dict[int, list[ColumnPlace]] = field(default_factory=dict)
    _children: dict[int, list[ColumnPlace]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for column in self.columns.values():
            self._of_organ.setdefault(column.organ_id, []).append(column)
            if column.parent_id is not None:
                self._children.setdefault(column.parent_id, []).append(column)

    def columns_of(self, organ_id: int) -> list[ColumnPlace]:
        """In the organ's order."""
        return self._of_organ.get(organ_id, [])

    def children_of(self, column_id: int) -> list[ColumnPlace]:
        return self._children.get(column_id, [])

    def column_and_below(self, column_id: int) -> list[int]:
        """The column and every column under it."""
        found = [column_id]
        for one in found:
            found += [child.id for child in self._children.get(one, ())]
        return found

    def column_and_above(self, column_id: int) -> list[ColumnPlace]:
        """From the root of the organ's tree down to the column."""
        path: list[ColumnPlace] = []
        at: int | None = column_id
        while at is not None and (column := self.columns.get(at)) is not None:
            path.insert(0, column)
            at = column.parent_id
        return path

    def column_of(self, organ_id: int, code: str) -> ColumnPlace | None:
        return next((one for one in self.columns_of(organ_id) if one.code == code), None)

    @cached_property
    def government(self) -> OrganPlace | None:
        """The county government: the site's own organ."""
        governments = [o for o in self.organs.values() if o.kind == OrganKind.GOVERNMENT]
        roots = [o for o in governments if o.slug == "xzf"] or [
            o for o in governments if o.parent_id is None
        ]
        return (roots or governments or [None])[0]

    def existing(self) -> list[OrganPlace]:
        """Organs that have not been abolished, in order."""
        return [organ for organ in self.organs.values() if organ.abolished_on is None]


def read_world() -> World:
    """The site as it stands now. Without a site record nothing can be published."""
    record = SiteRecord.objects.values_list(*_SITE_FIELDS).order_by("pk").first()
    if record is None:
        raise CannotRender(
            "还没有填写网站信息（名称、域名、标识码、备案号等），请由系统管理员填写后再发布。"
        )
    organs = list(Organ.objects.order_by("order", "id").values_list(*_ORGAN_FIELDS))
    for row in organs:
        if row[3] in RESERVED:
            raise CannotRender(
                f"机关“{row[1]}”的网址目录 {row[3]} 是网站自己的目录，请换一个再发布。"
            )
    columns = (
        Column.objects.order_by("organ_id", "order", "id")
        .annotate(slug=F("organ__slug"))
        .values_list(*_COLUMN_FIELDS)
    )
    return World(
        site=Site(*record),
        organs={row[0]: OrganPlace(*row) for row in organs},
        columns={row[0]: ColumnPlace(*row) for row in columns},
    )
