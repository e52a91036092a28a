"""Every kind of page that the public folder is made of: `kinds()`."""

from gongkai.apps.publishing.pages.annual_pages import AnnualReportPages
from gongkai.apps.publishing.pages.assets import Assets
from gongkai.apps.publishing.pages.catalogue_pages import (
    ORGAN_CATALOGUES,
    TOPIC_CATALOGUES,
    YEAR_CATALOGUES,
    CatalogueFront,
)
from gongkai.apps.publishing.pages.column_pages import ColumnPages
from gongkai.apps.publishing.pages.contract import PageKind
from gongkai.apps.publishing.pages.guide_pages import GuidePages
from gongkai.apps.publishing.pages.home_page import Home
from gongkai.apps.publishing.pages.item_pages import ItemPages
from gongkai.apps.publishing.pages.normative_pages import NormativePages
from gongkai.apps.publishing.pages.organ_pages import OrganPages
from gongkai.apps.publishing.pages.pairs import PolicyPages
from gongkai.apps.publishing.pages.site_pages import Plain, SiteMap
from gongkai.apps.publishing.pages.sitemaps import XmlSitemaps
from gongkai.apps.publishing.pages.standard_pages import StandardPages

KINDS: tuple[PageKind, ...] = (
    Assets(),
    Plain(),
    ItemPages(),
    ColumnPages(),
    OrganPages(),
    GuidePages(),
    NormativePages(),
    PolicyPages(),
    AnnualReportPages(),
    ORGAN_CATALOGUES,
    YEAR_CATALOGUES,
    TOPIC_CATALOGUES,
    CatalogueFront(),
    StandardPages(),
    SiteMap(),
    XmlSitemaps(),
    Home(),
)
_more: list[PageKind] = []


def register(kind: PageKind) -> None:
    """A kind of a room above this one; said when its app is ready. The same name again changes nothing."""
    if kind.name not in {one.name for one in kinds()}:
        _more.append(kind)


def kinds() -> tuple[PageKind, ...]:
    """Every kind, those of the rooms above too."""
    return (*KINDS, *_more)
