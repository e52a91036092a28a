"""Public files and the editions that name them."""

from collections.abc import Iterable

from django.db.models import Q

from gongkai.apps.disclosure.models import Edition, Item


def files_of(editions: Iterable[Edition]) -> set[str]:
    """Paths below the public folder that these editions need."""
    return {file["path"] for one in editions for file in (*one.attachments, *one.pictures)}


def files_to_remove(item: Item) -> set[str]:
    """Files that only ended editions of the item name: they must come down with the text.

    What another public edition names as well (the same bytes under the same name) stays.
    """
    ended = files_of(item.editions.filter(ended_at__isnull=False))
    if not ended:
        return set()
    kept = files_of(item.editions.public())
    left = ended - kept
    others = Edition.objects.public().exclude(item=item)
    for path in sorted(left):
        # The digest finds candidates on any database; the path itself decides.
        digest = path.split("/")[2]
        named = others.filter(Q(attachments__icontains=digest) | Q(pictures__icontains=digest))
        if path in files_of(named):
            left = left - {path}
    return left


def all_public_files() -> set[str]:
    """Every file that some public edition names; whatever else lies below `files/` is a leftover."""
    found: set[str] = set()
    for attachments, pictures in (
        Edition.objects.public().values_list("attachments", "pictures").iterator(chunk_size=2000)
    ):
        found |= {file["path"] for file in (*attachments, *pictures)}
    return found
