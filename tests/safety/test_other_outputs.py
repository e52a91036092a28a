"""What leaves the program by no address of its own: the search index, commands, published files and feeds."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from openpyxl import load_workbook

from gongkai.apps import clock
from gongkai.apps.audit.actor import program
from gongkai.apps.publishing.engine import publish_everything
from gongkai.apps.search.indexing import rebuild
from gongkai.apps.search.opening import backend
from tests.county import make_county, make_edition
from tests.safety.markers import MARKERS, found_in
from tests.safety.planting import LOOK, Planted, plant

pytestmark = pytest.mark.django_db
TITLE = "关于做好校车安全检查工作的通知"


@pytest.fixture
def planted(settings, tmp_path: Path) -> Iterator[Planted]:  # type: ignore[no-untyped-def]
    for name in ("SEALED_ROOT", "PUBLIC_ROOT", "INDEX_ROOT", "PUBLISHING_ROOT"):
        setattr(settings, name, tmp_path / name)
    with clock.stopped_at(LOOK):
        county = make_county()
        make_edition(county, TITLE, at=LOOK)
        yield plant(county)


def test_the_real_index_knows_what_is_public_and_nothing_else(planted: Planted) -> None:
    rebuild(backend())
    client, leaks = Client(), []

    def asked(words: str) -> int:
        answer = client.get("/api/v1/search", {"q": words})
        page = client.get("/search/", {"q": words})
        assert (answer.status_code, page.status_code) == (200, 200)
        made = json.loads(answer.content)
        hits = json.dumps(made["items"], ensure_ascii=False)
        if found := found_in(hits.encode()):
            leaks.append((words, sorted(found)))
        return len(made["items"])

    assert asked("校车安全检查") == 1  # the index is there, and is asked
    for name, text in MARKERS.items():
        assert asked(text) == 0, name
        asked(text[: max(2, len(text) // 2)])
    assert not leaks


def test_commands_name_nobody(planted: Planted, tmp_path: Path) -> None:
    said = io.StringIO()
    call_command("cases_ledger", year=2025, organ="xzf", below=True, stdout=said)
    call_command("cases_verify", stdout=said, stderr=said)
    call_command("audit_verify", stdout=said, stderr=said)
    assert planted.online.number in said.getvalue() or planted.walk_in.number in said.getvalue()
    sheet = tmp_path / "ledger.xlsx"
    call_command(
        "cases_ledger", year=2025, organ="xzf", below=True, format="xlsx", output=sheet, stdout=said
    )
    cells = [
        str(cell)
        for page in load_workbook(sheet).worksheets
        for row in page.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]
    assert len(cells) > 100
    assert not found_in("\n".join([said.getvalue(), *cells]).encode())


def test_published_files_and_feeds_name_nobody(planted: Planted, tmp_path: Path) -> None:
    publish_everything(program("验证"))
    files = [one for one in (tmp_path / "PUBLIC_ROOT").rglob("*") if one.is_file()]
    assert any(TITLE in one.read_text("utf-8", "ignore") for one in files if one.suffix == ".html")
    assert any("feed" in one.name or one.suffix == ".xml" for one in files)
    assert not [one for one in files if found_in(one.read_bytes()) or found_in(one.name)]
