"""The values of login safety: data with a source each (`security.yaml`)."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from gongkai.apps.organs.models import ADMINISTRATORS, PostKind

# Whoever can change what others may do, or what everybody reads, proves twice who they are.
SECOND_FACTOR_POSTS = frozenset({*ADMINISTRATORS, PostKind.COUNTY_OFFICE})


@cache
def values() -> dict[str, dict[str, Any]]:
    """Every value with its unit, source and mark."""
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(
        (Path(__file__).parent / "security.yaml").read_text(encoding="utf-8")
    )
    return loaded


def number(name: str) -> int:
    """One value, in the unit that the file names."""
    return int(values()[name]["value"])
