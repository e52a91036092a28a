"""No path of a machine, no host of a package mirror in what is committed."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOREIGN = re.compile(r"(?<![a-z.])/(?:work|farm|root|home/[a-z]+)/[a-z]")


def test_no_paths_of_a_machine():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    suffixes = {".py", ".md", ".yaml", ".toml", ".sh", ".html", ".css", ".js", ".txt", ""}
    found = []
    for name in listed:
        path = ROOT / name
        if name and path.is_file() and path.suffix in suffixes and "vendor" not in name:
            text = path.read_text(encoding="utf-8", errors="ignore")
            if match := FOREIGN.search(text):
                found.append(f"{name}: {match.group()}")
    assert not found
