"""Keeping a copy of an installation elsewhere, and getting it back."""
