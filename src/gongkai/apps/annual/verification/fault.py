"""One place that is not what the program wrote."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """`kind`: the model (Statement, Compilation …) or, for cases, what cases verify calls it; `pk` None where
    the row is gone or belongs to many; `sentence` names the place and what is wrong."""

    kind: str
    pk: int | None
    label: str
    sentence: str
