"""After an update of the program every page is made again, so that all of them look alike."""

import hashlib
from importlib.resources import files
from pathlib import Path

from gongkai.apps.audit.actor import program
from gongkai.apps.publishing.actions import rebuild_site
from gongkai.apps.publishing.place import Place, configured_place

MADE_BY = "made-by"


def renew_if_program_changed(place: Place | None = None) -> bool:
    """Ask for the whole site if the program is another than the one that made it last (or none did)."""
    place = place or configured_place()
    note = place.state / MADE_BY
    now = fingerprint()
    try:
        if note.read_text(encoding="ascii") == now:
            return False
    except FileNotFoundError:
        pass
    # First the effect, then the note: killed between the two, it is asked for twice.
    rebuild_site(program("程序更新"))
    place.state.mkdir(parents=True, exist_ok=True)
    note.write_text(now, encoding="ascii")
    return True


def fingerprint() -> str:
    """SHA-256 over everything the program is made of: code, page forms, styles, lists."""
    root = Path(str(files("gongkai")))
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(str(path.relative_to(root)).encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()
