from pathlib import Path
from typing import Any

import pytest

from gongkai.apps import clock
from tests.apps.publishing.pages.content import Content, at, make_content


@pytest.fixture
def content(db: None, settings: Any, tmp_path: Path) -> Content:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PUBLIC_ROOT = tmp_path / "public"
    settings.PUBLISHING_ROOT = tmp_path / "state"
    return make_content(settings.MEDIA_ROOT)


@pytest.fixture(autouse=True)
def in_june() -> Any:
    with clock.stopped_at(at(6, 25)):
        yield
