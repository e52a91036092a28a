"""Published pages do not wait for the program; a program that cannot be loaded ends the process."""

import os
import subprocess
import sys

ASK = """
import gc, sys, threading
from wsgiref.util import setup_testing_defaults
from gongkai.config.wsgi import application
def ask(path):
    environ = {"PATH_INFO": path}
    setup_testing_defaults(environ)
    said = []
    body = b"".join(application(environ, lambda status, headers: said.append(status)))
    return said[0], len(body)
print(*ask("/"), "loading" in {one.name for one in threading.enumerate()})
print(*ask("/tools/report-check/"))
print(gc.get_freeze_count())
"""


def run(home, settings="gongkai.config.settings"):
    environ = os.environ | {"GONGKAI_HOME": str(home), "DJANGO_SETTINGS_MODULE": settings}
    environ.pop("GONGKAI_DATABASE", None)
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK],
        env=environ, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip


def test_a_page_is_answered_while_the_program_loads(tmp_path):
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "index.html").write_text("home")
    done = run(tmp_path)
    first, second, kept = done.stdout.splitlines()
    assert first == "200 OK 4 True", done.stderr
    assert second.startswith("200 OK")
    assert int(kept) > 50_000, "what was loaded is walked through by every full collection"


def test_a_program_that_cannot_be_loaded_ends_the_process(tmp_path):
    done = run(tmp_path, settings="gongkai.config.none")
    assert done.returncode == 3
    assert "ModuleNotFoundError" in done.stderr
