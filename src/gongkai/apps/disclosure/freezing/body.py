"""The text of an item as the public will see it."""

from dataclasses import dataclass

from wagtail.rich_text import expand_db_html

from gongkai.apps.disclosure.freezing.cleaning import clean, words
from gongkai.apps.disclosure.freezing.files import PublicFile, checked_size, public_path
from gongkai.apps.disclosure.freezing.pictures import picture_html
from gongkai.apps.disclosure.freezing.tables import table_html
from gongkai.apps.disclosure.models import Attachment, Item
from gongkai.apps.disclosure.refusals import Refused


@dataclass(frozen=True)
class FrozenBody:
    """Clean HTML, its words, and the pictures that stand in it."""

    html: str
    text: str
    pictures: tuple[PublicFile, ...]


def freeze_body(item: Item) -> FrozenBody:
    """StreamField → clean HTML, made once. Pictures are rendered and kept in the media folder."""
    parts, pictures = [], []
    for block in item.body:
        if block.block_type == "paragraph":
            parts.append(expand_db_html(str(block.value.source)))
        elif block.block_type == "table":
            parts.append(table_html(block.value))
        elif block.block_type == "picture":
            html, picture = picture_html(block.value)
            parts.append(html)
            pictures.append(picture)
        else:
            raise ValueError(f"正文里有不认识的内容：{block.block_type}")
    html = clean("\n".join(part for part in parts if part))
    return FrozenBody(html, words(html), tuple(pictures))


def draft_html(item: Item) -> str:
    """The text as it would look, for the preview and for comparing versions; no file is written."""
    parts = []
    for block in item.body:
        if block.block_type == "paragraph":
            parts.append(expand_db_html(str(block.value.source)))
        elif block.block_type == "table":
            parts.append(table_html(block.value))
        elif block.block_type == "picture":
            parts.append(
                f"<p>［图片：{block.value.get('alternative_text') or '未写替代文本'}］</p>"
            )
    return clean("\n".join(parts))


def freeze_attachments(item: Item) -> tuple[list[PublicFile], str]:
    """The attachments as the public will find them, under their digests, and their words."""
    made: list[PublicFile] = []
    texts = []
    for attachment in sorted(item.attachments.all(), key=lambda one: (one.order, one.pk or 0)):
        made.append(_freeze(attachment))
        if attachment.text:
            texts.append(f"{attachment.title}\n{attachment.text}")
    return made, "\n\n".join(texts)


def _freeze(attachment: Attachment) -> PublicFile:
    ending = attachment.file.name.rpartition(".")[2].lower()
    path = public_path(attachment.sha256, attachment.title, ending)
    try:
        with attachment.file.open("rb") as file:
            size = checked_size(file, path, attachment.sha256)
    except (OSError, ValueError) as why:
        raise Refused(
            f"附件“{attachment.title}”的原件找不到，或者上传之后被改动过，不能公开。请重新上传这个附件。"
        ) from why
    return {
        "title": attachment.title,
        "path": path,
        "sha256": attachment.sha256,
        "size": size,
        "media_type": attachment.media_type,
        "original": attachment.file.name,
    }
