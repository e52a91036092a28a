"""What the public would see of a working copy: the text inside the office, and the whole page."""

from html import escape
from types import SimpleNamespace
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.safestring import SafeString, mark_safe

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.actions.publication import FROZEN
from gongkai.apps.disclosure.freezing.body import draft_html
from gongkai.apps.disclosure.freezing.cleaning import words
from gongkai.apps.disclosure.models import Edition, Item
from gongkai.apps.publishing.pages.article import make_article
from gongkai.apps.publishing.pages.contract import CannotRender
from gongkai.apps.publishing.pages.item_pages import article_html
from gongkai.apps.publishing.pages.items import ItemFacts, read_items
from gongkai.apps.publishing.pages.shell import make_shell
from gongkai.apps.publishing.pages.tags import Incomplete
from gongkai.apps.publishing.pages.world import read_world
from gongkai.office.doors import office_page, refused
from gongkai.office.items.acting import item_for


def body_for_office(item: Item) -> SafeString:
    """The cleaned HTML of the text; pictures come from the office, not from the public folder."""
    parts = []
    for block in item.body:
        if block.block_type == "picture" and block.value.get("image") is not None:
            parts.append(_picture(block.value))
        else:
            parts.append(draft_html(cast(Item, SimpleNamespace(body=[block]))))
    return mark_safe("\n".join(parts))


def _picture(value: Any) -> str:
    rendition = value["image"].get_rendition("max-1200x4000")
    caption = str(value.get("caption") or "")
    return (
        f'<figure><img src="{escape(rendition.url)}" alt="{escape(str(value["alternative_text"]))}"'
        f' width="{rendition.width}" height="{rendition.height}">'
        + (f"<figcaption>{escape(caption)}</figcaption>" if caption else "")
        + "</figure>"
    )


@office_page("item.read")
def preview(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """The whole page as it would be published now, made by the same templates. Nothing is written."""
    item = item_for(actor, pk)
    working: Item = item.get_latest_revision_as_object()
    facts = read_items([item.pk]).get(item.pk)
    try:
        shell = make_shell(read_world())
        facts = ItemFacts(
            edition_of(working, facts),
            versions=facts.versions if facts else [],
            ties=facts.ties if facts else [],
            normative=facts.normative if facts else None,
            events=facts.events if facts else [],
            acting=facts.acting if facts else {},
        )
        article = make_article(shell.world, facts, clock.today())
        return HttpResponse(article_html(shell, facts, article, preview=True))
    except (CannotRender, Incomplete) as no:
        return refused(request, f"还看不到公开效果：{no}", status=409)


def edition_of(working: Item, facts: ItemFacts | None) -> Edition:
    """An edition that is never stored: what publishing now would freeze, pictures from the office."""
    body = str(body_for_office(working))
    first = facts.edition.first_published_at if facts else clock.now()
    return Edition(
        item_id=working.pk,
        number=len(facts.versions) + 1 if facts else 1,
        body_html=body,
        body_text=words(body),
        attachments=[
            {
                "title": one.title,
                "path": f"files/{one.sha256[:2]}/{one.sha256}/{one.title}.{one.file.name.rpartition('.')[2]}",
                "sha256": one.sha256,
                "size": one.size,
                "media_type": one.media_type,
            }
            for one in working.attachments.all()
        ],
        index_number=working.index_number or "（发布时给号）",
        first_published_at=first,
        published_at=clock.now(),
        **{name: getattr(working, name) for name in FROZEN},
    )
