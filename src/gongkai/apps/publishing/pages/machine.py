"""The same pages for programs: JSON of an item and of a list, schema.org data inside the page."""

import json
from typing import Any

from markupsafe import Markup

from gongkai.apps.disclosure.models import ItemKind
from gongkai.apps.publishing.pages.article import Article
from gongkai.apps.publishing.pages.items import ItemFacts
from gongkai.apps.publishing.pages.world import ColumnPlace, World

ITEM_SCHEMA = "gongkai.item/1"
LIST_SCHEMA = "gongkai.list/1"


def as_bytes(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def item_json(world: World, facts: ItemFacts, article: Article) -> bytes:
    """One item. An item that is gone says so and carries neither text nor attachments."""
    edition, site = facts.edition, world.site
    organ, column = world.organs[edition.organ_id], world.columns[edition.column_id]
    data: dict[str, Any] = {
        "schema": ITEM_SCHEMA,
        "id": edition.item_id,
        "url": article.full_address,
        "status": edition.ending or "public",
        "kind": edition.kind,
        "kind_label": article.kind_label,
        "title": edition.title,
        "organ": {"name": organ.name, "credit_code": organ.credit_code, "slug": organ.slug},
        "column": {"name": column.name, "code": column.code, "url": site.full(column.address)},
        "published_at": edition.first_published_at.isoformat(),
    }
    if facts.gone and article.former is None:
        data |= {"ended_at": edition.ended_at.isoformat(), "reason": edition.ending_note}  # type: ignore[union-attr]
        return as_bytes(data)
    data |= {
        "updated_at": edition.published_at.isoformat(),
        "edition": edition.number,
        "note": edition.note or None,
        "index_number": edition.index_number or None,
        "document_number": edition.document_number or None,
        "issued_by": edition.issued_by or None,
        "made_on": edition.made_on.isoformat() if edition.made_on else None,
        "topic": edition.topic or None,
        "genre": edition.genre or None,
        "openness": edition.openness,
        "validity": article.validity.word if article.validity else None,
        "source": edition.source,
        "source_url": edition.source_url or None,
        "keywords": edition.keywords or None,
        "summary": edition.summary or None,
        "text": edition.body_text,
        "attachments": [
            {
                "title": one["title"],
                "url": site.full(shown.address),
                "sha256": one["sha256"],
                "size": one["size"],
                "media_type": one["media_type"],
            }
            for one, shown in zip(edition.attachments, article.attachments, strict=True)
        ],
        "relations": [
            {"label": group.label, "title": link.title, "url": site.full(link.address)}
            for group in article.groups
            for link in group.links
        ],
    }
    return as_bytes(data | _versions(article, edition.number, world))


def _versions(article: Article, number: int, world: World) -> dict[str, Any]:
    """Of a report that was corrected: where its other versions stand."""
    made: dict[str, Any] = {}
    if article.former is not None:
        made["superseded_by"] = world.site.full(article.former.current)
    if article.version_addresses:
        made["former_versions"] = [
            {"edition": one, "url": world.site.full(address)}
            for one, address in article.version_addresses.items()
            if one != number
        ]
    return made


def list_json(
    world: World,
    column: ColumnPlace,
    total: int,
    rows: list[Any],
    validities: dict[int, str],
    older: str,
) -> bytes:
    """A list's page: how many there are, these, and where the older ones are.

    `validities`: item → the word of the ledger, for its normative documents.
    """
    site = world.site
    return as_bytes(
        {
            "schema": LIST_SCHEMA,
            "name": column.name,
            "organ": world.organs[column.organ_id].name,
            "url": site.full(column.address),
            "total": total,
            "items": [
                {
                    "id": row.item_id,
                    "title": row.title,
                    "url": site.full(row.address),
                    "json": site.full(row.address.removesuffix("html") + "json"),
                    "published_at": row.at.isoformat(),
                    "document_number": row.number or None,
                    "index_number": row.index_number or None,
                    "validity": validities.get(row.item_id),
                }
                for row in rows
            ],
            "older": site.full(older) if older else None,
        }
    )


def linked_data(world: World, facts: ItemFacts, article: Article) -> Markup:
    """schema.org: the item and where it stands. Data, not a script: the browser runs nothing of it."""
    edition, site = facts.edition, world.site
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation" if edition.kind == ItemKind.NORMATIVE else "Article",
        "name": edition.title,
        "headline": edition.title[:110],
        "url": article.full_address,
        "inLanguage": "zh-CN",
        "datePublished": edition.first_published_at.isoformat(),
        "dateModified": edition.published_at.isoformat(),
        "publisher": {
            "@type": "GovernmentOrganization",
            "name": article.organ.title,
            "url": site.full(article.organ.address),
        },
        "isPartOf": {"@type": "WebSite", "name": site.name, "url": site.full("/")},
    }
    if edition.document_number:
        data["identifier"] = edition.document_number
    if edition.kind == ItemKind.NORMATIVE and article.validity:
        force = "NotInForce" if article.validity.ended else "InForce"
        data["legislationIdentifier"] = edition.document_number
        data["legislationLegalForce"] = f"https://schema.org/{force}"
    return script_data(data)


def script_data(data: dict[str, Any]) -> Markup:
    """JSON inside a `<script type="application/ld+json">`: no character in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(f'<script type="application/ld+json">{safe}</script>')
