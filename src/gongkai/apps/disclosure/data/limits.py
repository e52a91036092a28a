"""Numbers a county may set for itself (`limits.yaml`, overlaid by the setting DISCLOSURE_LIMITS)."""

from functools import cache
from importlib.resources import files

from django.conf import settings

from gongkai.domain.law.strict_yaml import read


@cache
def _shipped() -> dict[str, int]:
    root = read((files(__package__) / "limits.yaml").read_text("utf-8"), "data/limits.yaml")
    return {str(key): node.integer(1, 10**9) for key, node in root.entries().items()}


def limit(name: str) -> int:
    """One of the numbers. KeyError where there is none of this name."""
    shipped = _shipped()[name]
    local: dict[str, int] = getattr(settings, "DISCLOSURE_LIMITS", {})
    return int(local.get(name, shipped))
