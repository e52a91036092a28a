"""Real reports that lie beside the project, where they are present."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared" / "reports"
SEED = Path(__file__).parent / "data" / "jiaokou-2025.md"


def shared_report(name: str) -> Path:
    """The path of a real report; skips the test where the reports are absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"真实年报 {name} 不在项目旁边的 shared/reports 中")
    return path
