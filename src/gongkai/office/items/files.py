"""Files of working copies, for who may read drafts: attachments as downloads, pictures in the page."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase

from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.models import Item
from gongkai.office.doors import office_page
from gongkai.office.items.acting import item_for

# What Wagtail keeps of pictures; nothing else of the media folder is given out here.
PICTURE_FOLDERS = ("images", "original_images")
PICTURES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
}


@office_page("item.read")
def attachment(request: HttpRequest, actor: Actor, pk: int, attachment: int) -> HttpResponseBase:
    """One attachment of the working copy, always as a download."""
    working = item_for(actor, pk).get_latest_revision_as_object()
    for one in working.attachments.all():
        if one.pk == attachment:
            ending = one.file.name.rpartition(".")[2]
            return FileResponse(
                one.file.open("rb"),
                as_attachment=True,
                filename=f"{one.title}.{ending}",
                content_type="application/octet-stream",
            )
    raise Http404


@office_page("item.read")
def picture(request: HttpRequest, actor: Actor, path: str) -> HttpResponseBase:
    """A picture of the library. Only pictures, only from its own folders."""
    root = Path(settings.MEDIA_ROOT).resolve()
    file = (root / path).resolve()
    media_type = PICTURES.get(file.suffix.lower())
    inside = any(file.is_relative_to(root / folder) for folder in PICTURE_FOLDERS)
    if media_type is None or not inside or not file.is_file():
        raise Http404
    return FileResponse(file.open("rb"), content_type=media_type)


@dataclass(frozen=True)
class Held:
    """An attachment as a row of a page shows it."""

    pk: int
    title: str
    ending: str
    size: int


def held_files(working: Item) -> list[Held]:
    """The attachments of a working copy, in their order."""
    rows = sorted(working.attachments.all(), key=lambda one: (one.order, one.pk or 0))
    return [
        Held(one.pk, one.title, one.file.name.rpartition(".")[2].upper(), one.size) for one in rows
    ]
