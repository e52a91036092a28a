"""From the ledgers to the cells of the form: each figure with where it comes from and the rows behind it."""

from gongkai.apps.annual.compiling.figures import Behind, Figure, Scope
from gongkai.apps.annual.compiling.unit import compile_unit

__all__ = ["Behind", "Figure", "Scope", "compile_unit"]
