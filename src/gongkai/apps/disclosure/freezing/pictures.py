"""Pictures of a text, rendered once to a bounded size without the camera's notes (place, device)."""

import hashlib
from html import escape
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from gongkai.apps.disclosure.data.limits import limit
from gongkai.apps.disclosure.freezing.files import PublicFile, public_path
from gongkai.apps.disclosure.freezing.notes import without_notes
from gongkai.apps.disclosure.refusals import Refused

_TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}


def picture_html(value: Any) -> tuple[str, PublicFile]:
    """`<figure>` with the picture under its digest, and the file it needs."""
    image = value.get("image")
    if image is None:
        raise Refused("正文里有一处图片已经不在图片库中，请重新选择。")
    rendition = image.get_rendition(
        f"max-{limit('picture_width')}x{limit('picture_height')}|format-{_format(image)}"
    )
    with rendition.file.open("rb") as file:
        # The rendition keeps the camera's notes; the public gets the picture alone.
        data = without_notes(file.read())
    digest = hashlib.sha256(data).hexdigest()
    ending = rendition.file.name.rpartition(".")[2].lower()
    path = public_path(digest, "picture", ending)
    original = f"pictures/{digest[:2]}/{digest}.{ending}"
    if not default_storage.exists(original):
        default_storage.save(original, ContentFile(data))
    alternative = str(value.get("alternative_text") or "").strip()
    caption = str(value.get("caption") or "").strip()
    html = (
        f'<figure><img src="/{path}" alt="{escape(alternative)}" width="{rendition.width}"'
        f' height="{rendition.height}">'
        + (f"<figcaption>{escape(caption)}</figcaption>" if caption else "")
        + "</figure>"
    )
    return html, {
        "title": alternative or caption,
        "path": path,
        "sha256": digest,
        "size": len(data),
        "media_type": _TYPES[ending],
        "original": original,
    }


def _format(image: Any) -> str:
    """Photographs stay JPEG; everything else becomes PNG, which loses nothing."""
    ending = image.file.name.rpartition(".")[2].lower()
    return "jpeg" if ending in ("jpg", "jpeg") else "png"
