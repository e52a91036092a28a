from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction

from gongkai.apps.changes import actions as changes
from gongkai.apps.publishing.engine import publish_due
from gongkai.apps.publishing.manifest.log import read_manifest
from gongkai.apps.publishing.place import Place
from gongkai.apps.publishing.rounds import Outcome
from tests.apps.publishing.sample_kinds import Articles, Lists
from tests.county import County, make_county


@dataclass
class Press:
    """A county, a public folder of its own, and two kinds of page."""

    county: County
    place: Place
    articles: Articles
    lists: Lists

    @property
    def kinds(self) -> tuple[Articles, Lists]:
        return (self.articles, self.lists)

    def publish(self, **options: object) -> Outcome:
        return publish_due(kinds=self.kinds, place=self.place, **options)  # type: ignore[arg-type]

    def change(self, *subjects: str) -> Outcome:
        with transaction.atomic():
            changes.changed(*subjects)
        return self.publish()

    def files(self) -> dict[str, bytes]:
        return {
            str(path.relative_to(self.place.root)): path.read_bytes()
            for path in sorted(self.place.root.rglob("*"))
            if path.is_file()
        }

    def listed(self) -> set[str]:
        return set(read_manifest(self.place.manifest))


@pytest.fixture
def county(db: None) -> County:
    return make_county()


@pytest.fixture
def press(county: County, tmp_path: Path) -> Press:
    return Press(county, Place(tmp_path / "public", tmp_path / "state"), Articles(), Lists())


@pytest.fixture
def kill_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[object, str], None]:
    """Die when this function is called, as a killed process would: nothing after it happens."""

    def arrange(owner: object, name: str) -> None:
        def die(*args: object, **kwargs: object) -> None:
            raise Killed

        monkeypatch.setattr(owner, name, die)

    return arrange


class Killed(BaseException):
    """Not an Exception: nothing in the program may catch it."""
