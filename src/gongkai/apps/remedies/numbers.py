"""Register numbers of reviews and suits, without gaps in an organ's year."""

from sequences import get_next_value

from gongkai.apps.organs.models import Organ

LETTERS = {"review": "F", "suit": "Q"}


def remedy_number(organ: Organ, kind: str, year: int) -> str:
    """登记号, e.g. jyj-F2025-0001 (复议), jyj-Q2025-0001 (诉讼)."""
    letter = LETTERS[kind]
    number = get_next_value(f"remedy{letter}:{organ.pk}/{year}")
    return f"{organ.slug}-{letter}{year}-{number:04d}"
