"""Numbers without gaps: given inside the transaction of the act, so that a failed act gives its number back."""

from sequences import get_next_value

from gongkai.apps.organs.models import Organ


def paper_number(organ: Organ, year: int) -> str:
    """收件号, e.g. jyj-S2025-0007."""
    return f"{organ.slug}-S{year}-{get_next_value(f'paper:{organ.pk}/{year}'):04d}"


def case_number(organ: Organ, year: int) -> str:
    """申请编号, e.g. jyj-2025-0003: the register of an organ and a year."""
    return f"{organ.slug}-{year}-{get_next_value(f'case:{organ.pk}/{year}'):04d}"


def letter_number(organ: Organ, year: int) -> str:
    """文号 of answers and notices, e.g. 教育局信公〔2025〕12号; one series an organ and a year."""
    return f"{organ.short_name}信公〔{year}〕{get_next_value(f'letter:{organ.pk}/{year}')}号"
