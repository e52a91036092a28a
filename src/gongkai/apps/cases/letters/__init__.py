"""Letters of a case: which are approved, what fills their gaps, what is printed."""

from gongkai.apps.cases.letters.approved import approved_letter, letters_of

__all__ = ["approved_letter", "letters_of"]
