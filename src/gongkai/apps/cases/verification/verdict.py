"""What was read, and what is wrong."""

from dataclasses import dataclass, field

# Tables that are damaged throughout are not told row by row: memory stays bounded.
MOST_FAULTS = 200


@dataclass(frozen=True)
class Fault:
    """One place that is not what the program wrote. `message` is a sentence that names it."""

    kind: str
    message: str


@dataclass
class Verdict:
    """`cases`, `events`, `values`, `files`: how many were read."""

    cases: int = 0
    events: int = 0
    values: int = 0
    files: int = 0
    faults: list[Fault] = field(default_factory=list)
    more_faults: int = 0

    @property
    def is_whole(self) -> bool:
        return not self.faults

    def add(self, kind: str, message: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(kind, message))
        else:
            self.more_faults += 1
