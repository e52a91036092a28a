"""The fields of 基层政务公开标准目录 (`fields.yaml`)."""

from functools import cache
from importlib.resources import files

from gongkai.domain.law.strict_yaml import read


@cache
def fields() -> tuple[str, ...]:
    """The 26 fields of the pilot, then those added later."""
    root = read((files(__package__) / "fields.yaml").read_text("utf-8"), "data/fields.yaml")
    given = root.mapping(("pilot", "added"))
    return tuple(one.text() for key in ("pilot", "added") for one in given[key].sequence())
