"""kill -9 at chance moments of indexing and rebuilding: one more run and everything is as it should be."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.databases import ROOT, migrated_file


@pytest.mark.starts_a_command
def test_killed_at_any_moment_the_next_run_leaves_what_a_rebuild_would(tmp_path):
    shutil.copy(migrated_file(), tmp_path / "gongkai.sqlite3")
    environment = {key: value for key, value in os.environ.items() if key != "GONGKAI_DATABASE"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.apps.search.killing", str(tmp_path), "18"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["same"] and told["killed"] > 5 and told["documents"] > 100
    assert len(list((tmp_path / "index").glob("v*"))) == 1
