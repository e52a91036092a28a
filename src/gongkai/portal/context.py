"""What every page that the program answers knows: whose portal it is, and the published pages' shell."""

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """`site_name`; `shell` with masthead and foot as the published pages have them, None before the first."""
    shell = published_shell()
    return {"site_name": shell["name"] if shell else settings.SITE_NAME, "shell": shell}


def published_shell() -> dict[str, str] | None:
    """From the public folder: no database stands between a reader and the tools."""
    path = Path(settings.PUBLIC_ROOT) / "shell.json"
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=2)
def _read(path: Path, changed: int) -> dict[str, str]:
    shell: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return shell
