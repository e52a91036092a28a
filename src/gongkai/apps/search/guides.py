"""公开指南 as documents of the index: of each organ the version that is public."""

from collections.abc import Collection, Iterator

from gongkai.apps.disclosure.models import GuideVersion
from gongkai.apps.search.engine.interface import Document, Label
from gongkai.apps.search.places import Places

KIND = Label("guide", "政府信息公开指南")
_TEXTS = (
    "classification", "arrangement", "ways_to_obtain", "application", "supervision",
    "office_name", "office_address", "office_hours", "office_phone", "office_fax",
    "office_internet",
)  # fmt: skip


def key_of(organ_id: int) -> str:
    return f"guide:{organ_id}"


def public_guides(organ_ids: Collection[int] | None = None) -> dict[int, GuideVersion]:
    """Organ → its public guide, of these organs (None: all). One query."""
    published = GuideVersion.objects.filter(published_at__isnull=False).order_by("number")
    if organ_ids is not None:
        published = published.filter(organ_id__in=organ_ids)
    return {one.organ_id: one for one in published}


def guide_documents(organ_ids: Collection[int] | None, places: Places) -> Iterator[Document]:
    """The public guides of these organs; an organ that has published none is left out."""
    for organ_id, guide in public_guides(organ_ids).items():
        organs = places.organs[organ_id]
        assert guide.published_at is not None
        yield Document(
            key=key_of(organ_id),
            item_id=0,
            edition_id=guide.pk,
            title=f"{places.names[organ_id]}{KIND.name}",
            text="\n".join(text for name in _TEXTS if (text := getattr(guide, name))),
            published_at=guide.published_at,
            organs=organs,
            columns=(KIND,),
            kind=KIND,
            organ_name=places.names[organ_id],
            organ_has_below=organ_id in places.above,
            path=f"{organs[-1].code}/guide/",
        )
