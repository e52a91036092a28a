"""Where a page stands on the site. Addresses are fixed: once published they stay.

A path is below the public folder and has no leading slash (`jyj/2025/12.html`); an address is what
a browser asks for (`/jyj/2025/12.html`; a folder's `index.html` is not written out).
"""

import datetime as dt
from urllib.parse import quote, urlencode

from gongkai.apps.clock import CHINA

# Folders of the site itself. An organ whose slug is one of these cannot be published.
RESERVED = frozenset(
    {
        "annual-reports", "api", "apply", "catalogue", "files", "media", "normative", "office", "organs",
        "policies", "search", "sitemap", "standard", "static", "statistics", "tools",
    }
)  # fmt: skip


def organ_path(slug: str) -> str:
    return f"{slug}/"


def column_path(slug: str, code: str) -> str:
    return f"{slug}/{code}/"


def year_in_china(at: dt.datetime) -> int:
    """The year that stands in an item's address."""
    return at.astimezone(CHINA).year


def item_path(
    slug: str, first_published_at: dt.datetime, item_id: int, suffix: str = "html"
) -> str:
    return f"{slug}/{year_in_china(first_published_at)}/{item_id}.{suffix}"


def file_address(path: str) -> str:
    """Of a file below the public folder; names are Chinese, addresses are not."""
    return "/" + quote(path)


def search_address(**filters: object) -> str:
    """The search page, narrowed; filters that are empty are left out."""
    return "/search/?" + urlencode({name: value for name, value in filters.items() if value})


def instant(at: dt.datetime) -> str:
    """发布时间 as 网页设计规范 writes it: YYYY-MM-DD HH:MM, in China."""
    return at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def day(value: dt.date | dt.datetime) -> str:
    """YYYY-MM-DD, in China."""
    if isinstance(value, dt.datetime):
        value = value.astimezone(CHINA).date()
    return value.isoformat()


def day_in_words(value: dt.date | dt.datetime) -> str:
    """2026年1月16日, as it stands in running text."""
    if isinstance(value, dt.datetime):
        value = value.astimezone(CHINA).date()
    return f"{value.year}年{value.month}月{value.day}日"
