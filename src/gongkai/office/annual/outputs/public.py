"""What lies in the public folder of a report: its page, whether it still says what was signed, its former versions."""

from dataclasses import dataclass

from django.conf import settings

from gongkai.apps.annual.artefacts import difference_of_page
from gongkai.apps.annual.models import Report, ReportState
from gongkai.apps.annual.previous import signed_report
from gongkai.apps.disclosure.models import Edition
from gongkai.apps.publishing.pages.addresses import item_path
from gongkai.apps.publishing.pages.former_versions import version_path


@dataclass(frozen=True)
class Public:
    """`address` of this version's page; `written`: the file is there; `difference` None: not read, or equal."""

    address: str
    written: bool
    read: bool = False
    difference: str | None = None


def public_of(row: Report, *, read: bool = False) -> Public | None:
    """Of a published version; None before. With `read` the file is read and held against the signed report."""
    if row.state != ReportState.PUBLISHED or row.item_id is None:
        return None
    edition = (
        Edition.objects.filter(item_id=row.item_id, number=row.version)
        .select_related("organ")
        .first()
    )
    if edition is None:
        return None
    slug = edition.organ.slug
    path = (
        item_path(slug, edition.first_published_at, edition.item_id)
        if edition.ended_at is None
        else version_path(slug, edition)
    )
    place = settings.PUBLIC_ROOT / path
    written = place.is_file()
    if not (read and written):
        return Public(f"/{path}", written)
    difference = difference_of_page(signed_report(row), place.read_bytes())
    return Public(f"/{path}", written, True, difference)
