"""What a check says about an item: one fact, its place, how it is named when it is let through."""

import hashlib
from dataclasses import dataclass
from typing import Literal

Severity = Literal["block", "warn", "note"]


def finding_key(code: str, quote: str) -> str:
    """Names a finding by its code and a digest of the words it is about, never by those words.

    The same words found again have the same key, so that a reason given once still holds; other
    words have another.
    """
    return f"{code}:{hashlib.sha256(quote.encode()).hexdigest()[:16]}"


@dataclass(frozen=True)
class ItemFinding:
    """One thing a check found in the working copy of an item.

    `severity`: `block` stops submission and publication, `warn` and `note` do not.
    `place`: `title`, `body`, `attachment:ID` or the name of a field.
    `quote`: the words it is about, as they stand there (may be empty).
    `overridable`: a person with `item.override` may let it through with a reason; what the law
    asks for without exception may not.
    """

    code: str
    severity: Severity
    message: str
    place: str
    quote: str = ""
    key: str = ""
    suggestion: str = ""
    overridable: bool = True

    def __post_init__(self) -> None:
        if not self.key:
            object.__setattr__(self, "key", finding_key(self.code, f"{self.place}\n{self.quote}"))
