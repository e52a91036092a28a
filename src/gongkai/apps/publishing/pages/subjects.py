"""Reading the subjects of a change: `item:12` -> 12."""

from collections.abc import Iterable


def numbers(subjects: Iterable[str], kind: str) -> set[int]:
    """The numbers of those subjects that are of this kind."""
    found = (subject.partition(":") for subject in subjects)
    return {int(number) for word, _, number in found if word == kind}
