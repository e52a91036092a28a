"""Making a backup file of this installation, and restoring one into an empty installation."""

import os
import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import program
from gongkai.apps.backups import databases
from gongkai.apps.backups.archive import DATABASES, BackupError, Contents, Writer, unpack

# Files of the installation folder that cannot be made again.
OTHERS = ("secret-key", "example-installation", "example-accounts.txt")
PUBLISHED = "files"  # below the public folder: attachments as they were published


def back_up(target: Path) -> Contents:
    """Everything that cannot be made again, in one file that only its owner may read.

    The program may go on working meanwhile: the database is copied first, and files are only added.
    """
    if target.exists():
        raise BackupError(f"{target} 已经存在。请换一个文件名，备份不会覆盖旧的备份。")
    if not target.parent.is_dir():
        raise BackupError(f"没有文件夹 {target.parent}。请先建立它。")
    contents = Contents(clock.now().isoformat(timespec="seconds"), connection.vendor)
    with transaction.atomic():
        audit.record(program("备份"), "site.publish", kind="Backup", note=f"备份到 {target.name}")
    part = target.with_name(f".{target.name}.part")
    try:
        with (
            tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as scratch,
            os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file,
        ):
            name = DATABASES[connection.vendor != "sqlite"]
            databases.dump(Path(scratch) / name)
            writer = Writer(file, contents)
            writer.add(name, Path(scratch) / name)
            _add_files(writer)
            writer.close()
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)
    return contents


def _add_files(writer: Writer) -> None:
    writer.add_folder("media", Path(settings.MEDIA_ROOT))
    writer.add_folder("files", Path(settings.PUBLIC_ROOT) / PUBLISHED)
    # The key ring that opens them is not taken along: whoever holds the file alone reads no case.
    writer.add_folder("sealed", Path(settings.SEALED_ROOT))
    for key in sorted(_keys().glob("*.pem")):
        writer.add(f"keys/{key.name}", key)
    for name in OTHERS:
        if (_home() / name).exists():
            writer.add(f"others/{name}", _home() / name)


def restore(source: Path) -> Contents:
    """Put a backup into this installation, which must be empty. Nothing is there before all was checked.

    Afterwards: migrate, publish every page, rebuild the index (the command does).
    """
    held = (Path(settings.MEDIA_ROOT), Path(settings.SEALED_ROOT))
    if not databases.is_empty() or any(_holds_files(one) for one in held):
        raise BackupError(
            f"{_home()} 里已经有数据。恢复只能在空的安装目录里进行，请换一个 GONGKAI_HOME。"
        )
    _home().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=_home(), prefix=".restoring-") as scratch:
        folder = Path(scratch)
        with open(source, "rb") as file:
            contents = unpack(file, folder)
        if contents.vendor != connection.vendor:
            raise BackupError(
                f"备份来自 {contents.vendor}，本安装使用 {connection.vendor}。请用同一种数据库恢复。"
            )
        _place(folder / "media", Path(settings.MEDIA_ROOT))
        _place(folder / "files", Path(settings.PUBLIC_ROOT) / PUBLISHED)
        _place(folder / "sealed", Path(settings.SEALED_ROOT), mode=0o600)
        _place(folder / "keys", _keys(), mode=0o600)
        _place(folder / "others", _home(), mode=0o600)
        # The database comes last: with it, the installation is there.
        databases.load(folder / DATABASES[connection.vendor != "sqlite"])
    return contents


def key_ring() -> Path:
    """The file that opens what is sealed; kept apart from every backup."""
    return Path(settings.SEALING_KEYS)


def _place(source: Path, target: Path, mode: int = 0o644) -> None:
    for path in sorted(source.rglob("*")):
        if path.is_file():
            to = target / path.relative_to(source)
            to.parent.mkdir(parents=True, exist_ok=True)
            path.chmod(mode)
            shutil.move(path, to)


def _holds_files(folder: Path) -> bool:
    return folder.is_dir() and any(path.is_file() for path in folder.rglob("*"))


def _home() -> Path:
    return Path(settings.MEDIA_ROOT).parent


def _keys() -> Path:
    return Path(settings.PUBLISHING_ROOT) / "manifest"
