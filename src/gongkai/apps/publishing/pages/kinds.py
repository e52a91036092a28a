"""Every kind of page that the public folder is made of."""

from gongkai.apps.publishing.pages.assets import Assets
from gongkai.apps.publishing.pages.contract import PageKind

KINDS: tuple[PageKind, ...] = (Assets(),)
