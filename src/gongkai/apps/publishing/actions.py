"""The one official act of publishing: having the whole site made again."""

from django.db import transaction

from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.changes import actions as changes
from gongkai.apps.organs import access
from gongkai.apps.publishing.queries import CONSUMER

WHOLE_SITE = "site:1"


def rebuild_site(actor: Actor) -> None:
    """Have every page made again by the background worker (or by the caller, who holds the folder)."""
    access.require(actor, "site.publish")
    with transaction.atomic():
        audit.record(actor, "site.publish", kind="Site", note="重新生成全站")
        changes.changed_for(CONSUMER, WHOLE_SITE)
