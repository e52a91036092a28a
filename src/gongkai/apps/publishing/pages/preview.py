"""How a working copy would look. Marked as a preview, never written to the public folder."""

from gongkai.apps import clock
from gongkai.apps.disclosure.freezing.body import draft_html
from gongkai.apps.disclosure.freezing.cleaning import words
from gongkai.apps.disclosure.models import Edition, Item
from gongkai.apps.publishing.pages.article import make_article
from gongkai.apps.publishing.pages.item_pages import article_html
from gongkai.apps.publishing.pages.items import ItemFacts, read_items
from gongkai.apps.publishing.pages.shell import make_shell
from gongkai.apps.publishing.pages.world import read_world

_COPIED = (
    "kind", "organ", "column", "title", "summary", "keywords", "author", "source_url", "genre", "topic",
    "document_number", "issued_by", "openness", "index_number", "made_on", "formed_on", "changed_on",
    "notice_period_end", "interpretation_form", "policy_contact",
)  # fmt: skip


def preview(item: Item) -> str:
    """The page of `item` as it stands (an instance of a revision, or the row), as HTML.

    What is mandatory for publication may still be missing: a place in brackets stands for it.
    """
    now = clock.now()
    known = read_items([item.pk]).get(item.pk) if item.pk else None
    html = draft_html(item)
    edition = Edition(
        item=item,
        number=1,
        body_html=html,
        body_text=words(html),
        attachments=[
            {
                "title": one.title,
                "path": one.file.name,
                "sha256": one.sha256,
                "size": one.size,
                "media_type": one.media_type,
            }
            for one in item.attachments.all()
        ],
        source=item.source or "［还没有写来源］",
        first_published_at=known.edition.first_published_at if known else now,
        published_at=now,
        **{name: getattr(item, name) for name in _COPIED},
    )
    edition.title = item.title or "［还没有写标题］"
    facts = ItemFacts(edition)
    if known is not None:
        facts.ties, facts.normative = known.ties, known.normative
        facts.events, facts.acting = known.events, known.acting
    shell = make_shell(read_world())
    article = make_article(shell.world, facts, clock.today())
    return article_html(shell, facts, article, preview=True).decode()
