"""Where this installation publishes to: the settings, as the engine wants them."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from gongkai.apps.publishing.folder import PublicFolder


@dataclass(frozen=True)
class Place:
    """`state` holds the lock, the journal and the manifest. It is never served."""

    root: Path
    state: Path
    sm3: bool = False

    def folder(self) -> PublicFolder:
        return PublicFolder(self.root, self.state)

    @property
    def manifest(self) -> Path:
        return self.state / "manifest"


def configured_place() -> Place:
    """The place that the settings name."""
    return Place(
        Path(settings.PUBLIC_ROOT), Path(settings.PUBLISHING_ROOT), settings.PUBLISHING_SM3
    )
