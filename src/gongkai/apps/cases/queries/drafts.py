"""A form not yet sent, as its holder sees it; after sending, for a while, the receipt."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.apps import clock
from gongkai.apps.cases.filing import file_name
from gongkai.apps.cases.models import CaseFile, Draft, FileKind
from gongkai.apps.organs.models import Organ
from gongkai.apps.sealing import unseal


@dataclass(frozen=True)
class Attached:
    """A file of the draft. `kind`: a value of FileKind."""

    pk: int
    name: str
    kind: str
    size: int

    @property
    def label(self) -> str:
        """What it was added as: 身份证明, 授权委托书 …"""
        return FileKind(self.kind).label

    def __repr__(self) -> str:
        return f"Attached({self.pk})"


@dataclass(frozen=True)
class OpenDraft:
    """`values`: the parts of the form (who, what, how); `sent`: numbers and code after sending."""

    organ: Organ
    values: Mapping[str, Any]
    files: tuple[Attached, ...]
    expires_at: dt.datetime
    sent: Mapping[str, Any] | None

    def __repr__(self) -> str:
        return "OpenDraft(…)"

    @property
    def kinds(self) -> list[str]:
        return [one.kind for one in self.files]


def digest_of(token: str) -> str:
    """What is stored of a token: by chance alone it cannot be found, so one round is enough."""
    return hashlib.sha256(f"draft\n{token}".encode()).hexdigest()


def draft_of(token: str) -> OpenDraft | None:
    """The draft that a token opens; None where there is none any more."""
    if not token or len(token) > 64:
        return None
    rows = Draft.objects.select_related("organ")
    draft = rows.filter(token_hash=digest_of(token), expires_at__gt=clock.now()).first()
    if draft is None or draft.organ is None:
        return None
    values = unseal(draft.sealed)
    files = tuple(_attached(one) for one in draft.files.order_by("pk"))
    return OpenDraft(draft.organ, values, files, draft.expires_at, values.get("sent"))


def _attached(file: CaseFile) -> Attached:
    return Attached(file.pk, file_name(file), file.kind, file.size)
