"""A small run of the kill proof, and proof that it can fail."""

import subprocess
import sys

SABOTAGED = """
import sys, time
from gongkai.apps.publishing.folder import PublicFolder
def put(self, staged, path):
    body = (self.staging / staged).read_bytes()
    (self.root / path).parent.mkdir(parents=True, exist_ok=True)
    with open(self.root / path, "wb") as file:  # in place, in two halves
        file.write(body[: len(body) // 2])
        file.flush()
        time.sleep(0.04)
        file.write(body[len(body) // 2 :])
PublicFolder.put = put
from proof.kill import main
sys.exit(main(3))
"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, timeout=900, check=False
    )


def test_killed_again_and_again_nothing_is_half_or_lost() -> None:
    done = run("-m", "proof.kill", "8")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "确认" in done.stdout and "✗" not in done.stdout


def test_a_page_written_in_place_is_noticed() -> None:
    done = run("-c", SABOTAGED)
    assert done.returncode == 1 and "读到不完整的页面" in done.stdout, done.stdout + done.stderr
