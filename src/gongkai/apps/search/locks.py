"""Who may write to the index. A lock falls with the process that holds it, however that ends."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from gongkai.apps.search.engine.interface import IndexBusy


@contextmanager
def held(name: str, wait: float = 0.0) -> Iterator[None]:
    """Hold a lock of the index folder. IndexBusy when it does not come free in `wait` seconds."""
    root = Path(settings.INDEX_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with (root / f"{name}.lock").open("a") as file:
        deadline = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as taken:
                if time.monotonic() >= deadline:
                    raise IndexBusy("检索目录正由另一个程序写入，请稍后再试。") from taken
                time.sleep(0.1)
        yield


def is_held(name: str) -> bool:
    """Whether somebody holds it now."""
    try:
        with held(name):
            return False
    except IndexBusy:
        return True
