"""The page of an item, its JSON, and its attachments."""

import datetime as dt
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from gongkai.apps import clock
from gongkai.apps.disclosure.models import Attachment, Edition, NormativeEvent, Relation
from gongkai.apps.publishing.pages.article import Article, make_article, make_former
from gongkai.apps.publishing.pages.contract import Failed, PageKey, Rendered
from gongkai.apps.publishing.pages.items import ItemFacts, read_items
from gongkai.apps.publishing.pages.machine import item_json, linked_data
from gongkai.apps.publishing.pages.shell import Shell, make_shell
from gongkai.apps.publishing.pages.subjects import numbers
from gongkai.apps.publishing.pages.tags import Incomplete
from gongkai.apps.publishing.pages.world import read_world


class ItemPages:
    """`item:<pk>`: article, policy document, interpretation …; and the page of one that is gone."""

    name = "item"

    def keys_for(self, subjects: AbstractSet[str]) -> AbstractSet[PageKey]:
        """Items that changed, and those whose pages show something of them."""
        changed = numbers(subjects, "item")
        if not changed:
            return set()
        touched = set(changed)
        ends = Relation.objects.filter(Q(source_id__in=changed) | Q(target_id__in=changed))
        for pair in ends.values_list("source_id", "target_id"):
            touched.update(pair)
        acted = NormativeEvent.objects.filter(by_document__item_id__in=changed)
        touched.update(acted.values_list("document__item_id", flat=True))
        touched.discard(None)
        return {PageKey(self.name, item) for item in touched}

    def all_keys(self) -> Iterator[PageKey]:
        items = Edition.objects.filter(number=1).order_by("item_id")
        for item in items.values_list("item_id", flat=True).iterator(chunk_size=2000):
            yield PageKey(self.name, item)

    def render(self, keys: Sequence[PageKey]) -> Iterator[Rendered | Failed]:
        shell, today = make_shell(read_world()), clock.today()
        facts = read_items([key.id for key in keys])
        files = _originals(facts)
        for key in keys:
            if (one := facts.get(key.id)) is None:
                continue
            try:
                article = make_article(shell.world, one, today)
            except Incomplete as reason:
                yield Failed(key, str(reason))
                continue
            yield Rendered(key, article.address[1:], article_html(shell, one, article))
            yield Rendered(key, article.json_address[1:], item_json(shell.world, one, article))
            if not one.gone:
                yield from _attachments(key, one.edition, files)
                yield from _former(key, shell, one, files, today)


def article_html(shell: Shell, facts: ItemFacts, article: Article, preview: bool = False) -> bytes:
    """The page itself."""
    former = article.former is not None
    gone = facts.gone and not former
    template = "gone.html" if gone else "article.html"
    data = "" if gone or former or preview else linked_data(shell.world, facts, article)
    return shell.page(
        template,
        title=article.title,
        tags=shell.tagged(*article.tags),
        article=article,
        linked_data=data,
        preview=preview,
    )


def _originals(facts: dict[int, ItemFacts]) -> dict[str, Path]:
    """SHA-256 -> the stored file, for the attachments of these editions."""
    wanted = {
        one["sha256"]
        for fact in facts.values()
        for edition in (fact.edition, *fact.former)
        for one in edition.attachments
    }
    if not wanted:
        return {}
    rows = Attachment.objects.filter(sha256__in=wanted).values_list("sha256", "file")
    return {sha256: Path(settings.MEDIA_ROOT) / file for sha256, file in rows if file}


def _former(
    key: PageKey, shell: Shell, facts: ItemFacts, files: dict[str, Path], today: dt.date
) -> Iterator[Rendered | Failed]:
    """The versions before the corrections, each at its own address with its own files."""
    for edition in facts.former:
        article = make_former(shell.world, facts, edition, today)
        was = replace(facts, edition=edition)
        yield Rendered(key, article.address[1:], article_html(shell, was, article))
        yield Rendered(key, article.json_address[1:], item_json(shell.world, was, article))
        yield from _attachments(key, edition, files)


def _attachments(
    key: PageKey, edition: Edition, files: dict[str, Path]
) -> Iterator[Rendered | Failed]:
    media = Path(settings.MEDIA_ROOT)
    for one in edition.pictures:
        # Frozen with the text, and kept beside the uploads.
        kept = one.get("original")
        source = media / kept if kept else Path(settings.PUBLIC_ROOT) / one["path"]
        yield Rendered(key, one["path"], source)
    for one in edition.attachments:
        # The working copy may have lost it since: the edition names the stored file itself.
        kept = one.get("original")
        original = media / kept if kept else files.get(one["sha256"])
        if original is None:
            yield Failed(
                key,
                f"《{edition.title}》的附件“{one['title']}”找不到原件，无法放到网站上；请重新上传后再发布。",
            )
        else:
            yield Rendered(key, one["path"], original)
