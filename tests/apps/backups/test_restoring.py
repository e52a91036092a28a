"""An installation is backed up while it lives and stands again in an empty folder."""

import os
import subprocess
import sys

import pytest

from tests.databases import ROOT, migrated_file

# One installation is made, by one of the processes among which the tests are divided.
pytestmark = pytest.mark.xdist_group("installation")

# Runs in the old installation: a county with a published article and an attachment, whose pages are made.
FILL = """
import django; django.setup()
from django.core.files.base import ContentFile
from django.db import transaction
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import program
from gongkai.apps.disclosure.freezing.body import freeze_attachments
from gongkai.apps.disclosure.models import Attachment
from gongkai.apps.publishing.engine import publish_everything
from tests.county import make_county, make_edition
import hashlib
edition = make_edition(make_county())
data = "名单".encode()
kept = Attachment(item=edition.item, title="名单", sha256=hashlib.sha256(data).hexdigest(), size=len(data),
                  media_type="text/plain", text="名单")
kept.file.save("list.txt", ContentFile(data), save=True)
files, words = freeze_attachments(edition.item)
type(edition).objects.filter(pk=edition.pk).update(attachments=files, attachments_text=words)
with transaction.atomic():
    audit.record(program("测试"), "item.publish", subject=edition.item)
from django.conf import settings
from pathlib import Path
from gongkai.apps.sealing import seal_bytes
Path(settings.SEALED_ROOT, "2025").mkdir(parents=True)
Path(settings.SEALED_ROOT, "2025", "one.bin").write_bytes(seal_bytes(b"application"))
outcome = publish_everything(program("测试"))
assert not outcome.failures, outcome.failures
"""


class Installation:
    """A folder, and commands run in it."""

    def __init__(self, home):
        self.home = home
        self.environment = os.environ | {
            "GONGKAI_HOME": str(home),
            "GONGKAI_DATABASE": "",
            "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
            "PYTHONPATH": str(ROOT),
        }

    def run(self, *arguments):
        return subprocess.run(
            [sys.executable, *arguments],
            env=self.environment,
            cwd=self.home.parent,
            capture_output=True,
            text=True,
        )

    def command(self, *words):
        return self.run("-m", "django", *words)

    def public(self):
        folder = self.home / "public"
        return {
            str(path.relative_to(folder)): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file() and not path.name.startswith(".")
        }


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("installation")
    old = Installation(folder / "old")
    old.home.mkdir()
    (old.home / "gongkai.sqlite3").write_bytes(migrated_file().read_bytes())
    done = old.run("-c", FILL)
    assert done.returncode == 0, done.stderr[-3000:]
    done = old.command("backup_make", str(folder / "kept.tar.gz"))
    assert done.returncode == 0, done.stderr[-3000:]
    assert "sealing-keys 不在备份里" in done.stdout
    return old, folder / "kept.tar.gz"


def test_the_backup_is_for_its_owner_only(filled):
    old, kept = filled
    assert kept.stat().st_mode & 0o077 == 0
    assert not [path for path in kept.parent.iterdir() if path.name.startswith(".")]
    again = old.command("backup_make", str(kept))
    assert again.returncode == 1 and "已经存在" in again.stderr


def test_it_stands_again_with_log_pages_and_index(filled):
    old, kept = filled
    new = Installation(kept.parent / "new")
    done = new.command("backup_restore", str(kept))
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    assert "审计日志完整" in done.stdout
    assert new.public() == old.public()
    assert any(path.startswith("files/") for path in new.public())
    verified = new.command("site_verify")
    assert verified.returncode == 0, verified.stdout
    assert (new.home / "secret-key").read_text() == (old.home / "secret-key").read_text()
    assert (new.home / "secret-key").stat().st_mode & 0o077 == 0
    sealed = new.home / "sealed" / "2025" / "one.bin"
    assert sealed.read_bytes() == (old.home / "sealed" / "2025" / "one.bin").read_bytes()
    assert sealed.stat().st_mode & 0o077 == 0
    assert not (new.home / "sealing-keys").exists() and "封存密钥还没有放回" in done.stdout
    refused = new.command("backup_restore", str(kept))
    assert refused.returncode == 1 and "已经有数据" in refused.stderr


def test_a_damaged_backup_leaves_nothing(filled):
    _, kept = filled
    broken = kept.with_name("broken.tar.gz")
    broken.write_bytes(kept.read_bytes()[:-2000])
    new = Installation(kept.parent / "nothing")
    done = new.command("backup_restore", str(broken))
    assert done.returncode == 1 and "备份" in done.stderr
    assert not (new.home / "gongkai.sqlite3").exists()
    assert not (new.home / "media").exists()
