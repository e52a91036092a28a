"""New keys for everything sealed; broken off anywhere, it goes on; a lost ring is never made anew."""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from gongkai.apps import clock
from gongkai.apps.audit.actor import program
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.actions.redacting import add_source
from gongkai.apps.cases.actions.rotating import rotate
from gongkai.apps.cases.filing import file_content
from gongkai.apps.cases.models import CaseFile, Party
from gongkai.apps.cases.parties import identity_of
from gongkai.apps.cases.sweeping import sweep
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.sealing import BrokenSeal, match, seal, unseal
from gongkai.apps.sealing.columns import columns, sealed_files
from gongkai.apps.sealing.keys import KeysMissing, parse, path, ring
from gongkai.apps.sealing.rotation import AlreadyRotating, alone
from tests.apps.cases.example_cases import WANG, arrived_case, at
from tests.county import County, make_county
from tests.documents.redacting.planted import planted_pdf

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 9, 26)


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.SEALED_ROOT = tmp_path / "sealed"
    settings.SEALING_KEYS = tmp_path / "sealing-keys"
    yield


@pytest.fixture
def county() -> County:
    return make_county()


def filled(county: County, count: int = 5) -> list[CaseFile]:
    clerk, files = county.actor("case_clerk"), []
    for _ in range(count):
        case = arrived_case(county, DAY)
        with clock.stopped_at(at(DAY)):
            files.append(add_source(clerk, case, planted_pdf(), "材料.pdf"))
    return files


def everything_opens(files: list[CaseFile]) -> None:
    assert all(identity_of(one) == WANG for one in Party.objects.all())
    assert all(file_content(one).startswith(b"%PDF") for one in files)
    assert set(Party.objects.values_list("id_match", flat=True)) == {
        match("id_number", WANG.id_number)
    }


def test_every_sealed_column_is_found() -> None:
    assert {one.model.__name__ for one in columns()} >= {
        "Paper", "Party", "Letter", "Decision", "Draft", "CaseFile", "Sheet", "Remedy",
    }  # fmt: skip


@pytest.mark.parametrize("matching", [False, True])
def test_new_keys_for_everything(county: County, matching: bool) -> None:
    files, old = filled(county), ring()
    made = rotate(program(), matching=matching)
    new = ring()
    assert made.faults == [] and not made.resumed and made.files == 5 and made.values >= 10
    assert len(new.sealing) == 1 and new.sealing[0] not in old.sealing
    assert (new.matching == old.matching) is not matching
    everything_opens(files)
    for column in columns():
        for row in column.rows:
            new.newest().decrypt(bytes(row.sealed))
    logged = list(Entry.objects.filter(act="sealing.rotate").values_list("before", "after"))
    assert len(logged) == 2 and old.sealing[0].decode() not in str(logged)
    assert rotate(program()).values == made.values  # and again, to a third key


class Killed(BaseException):
    """As if the process had ended: nothing is caught, nothing is tidied."""


@pytest.mark.parametrize("after", [1, 2, 3, 4, 5, 6])
def test_broken_off_it_goes_on(county: County, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    files, old = filled(county), ring()
    from gongkai.apps.sealing import rotation

    monkeypatch.setattr(rotation, "BATCH", 2)
    done = 0

    def dying(what: str, seen: int) -> None:
        nonlocal done
        done += 1
        if done == after:
            raise Killed

    with pytest.raises(Killed):
        rotate(program(), report=dying)
    assert len(ring().sealing) == 2
    everything_opens(files)
    made = rotate(program())
    assert made.resumed and made.faults == []
    assert len(ring().sealing) == 1 and ring().sealing[0] != old.sealing[0]
    everything_opens(files)


def test_what_no_key_opens_keeps_the_old_keys(county: County) -> None:
    filled(county, 2)
    party = Party.objects.first()
    assert party is not None
    Party.objects.filter(pk=party.pk).update(sealed=b"gAAAAAspoilt")
    next(sealed_files()).write_bytes(b"spoilt")
    with pytest.raises(CommandError, match="旧密钥仍然保留"):
        call_command("sealing_rotate")
    assert len(ring().sealing) == 2
    assert len(rotate(program()).faults) == 2


def test_only_one_at_a_time_and_only_who_may(county: County) -> None:
    ring()
    with alone(), pytest.raises(AlreadyRotating):
        rotate(program())
    with pytest.raises(Forbidden):
        rotate(county.actor("case_clerk"))


def test_a_running_process_sees_the_new_ring(county: County) -> None:
    sealed = seal({"name": "王小明"})
    old = ring()
    rotate(program())
    assert ring() != old
    with pytest.raises(BrokenSeal):
        unseal(sealed)  # nothing stored needed the old key


def test_a_lost_ring_is_not_made_anew(county: County) -> None:
    filled(county, 1)
    kept = path().read_bytes()
    path().unlink()
    with pytest.raises(KeysMissing, match="另外保存"):
        seal({"name": "李四"})
    assert not path().exists()
    for file in list(sealed_files()):
        file.unlink()
    with pytest.raises(KeysMissing, match="数据库的"):
        seal({"name": "李四"})
    path().write_bytes(kept)
    assert identity_of(Party.objects.get()) == WANG


def test_the_ring_is_for_its_owner_and_a_damaged_one_is_told() -> None:
    ring()
    assert path().stat().st_mode & 0o077 == 0
    for text in ("", "seal abc\n", "match 00\n", path().read_text() + "seal !!\n"):
        with pytest.raises(KeysMissing):
            parse(text)


def test_files_no_row_names_are_swept_after_a_day(county: County, tmp_path: Path) -> None:
    (file,) = filled(county, 1)
    stray, fresh = tmp_path / "sealed" / "stray", tmp_path / "sealed" / "fresh"
    for one in (stray, fresh):
        one.write_bytes(b"x")
    now = clock.now()
    old = (now - dt.timedelta(days=2)).timestamp()
    os.utime(stray, (old, old))
    os.utime(tmp_path / "sealed" / file.path, (old, old))
    assert sweep(now).removed == 1
    assert not stray.exists() and fresh.exists() and file_content(file)
    assert sweep(now).removed == 0
    for number in range(201):
        one = tmp_path / "sealed" / f"stranger-{number}"
        one.write_bytes(b"x")
        os.utime(one, (old, old))
    assert "同一份备份" in sweep(now).refused and (tmp_path / "sealed" / "stranger-0").exists()
