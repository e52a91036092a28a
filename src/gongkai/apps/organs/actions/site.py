"""The one record of the site: what every page's head and foot say."""

from collections.abc import Mapping

from django.db import transaction

from gongkai.apps.audit.actions import record
from gongkai.apps.audit.actor import Actor
from gongkai.apps.changes.actions import changed
from gongkai.apps.organs import checks
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import SiteRecord

FIELDS = tuple(field.name for field in SiteRecord._meta.fields if field.name != "id")


def set_site_record(actor: Actor, values: Mapping[str, object]) -> SiteRecord:
    """Set the site's record (values by FIELDS). Raises Refused for the first value that is wrong."""
    require(actor, "site.edit")
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise KeyError(unknown)
    with transaction.atomic():
        site = SiteRecord.objects.select_for_update().first() or SiteRecord()
        before = None if site._state.adding else {name: getattr(site, name) for name in FIELDS}
        for field, value in values.items():
            setattr(site, field, value.strip() if isinstance(value, str) else value)
        site.domain = site.domain.lower()
        after = {name: getattr(site, name) for name in FIELDS}
        for refusal in checks.site(after):
            raise refusal
        if after == before:
            return site
        site.save()
        record(actor, "site.edit", subject=site, before=before, after=after)
        changed(f"site:{site.pk}")
    return site
