"""Why a file could not be read or written, said so that the person can act."""


class DocumentError(Exception):
    """A sentence in Chinese that says what is wrong; `advice` says what to do next."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __reduce__(self) -> tuple[type["DocumentError"], tuple[str, str]]:
        return type(self), (self.message, self.advice)


class Unreadable(DocumentError):
    """The file is damaged, encrypted, too large, or of a kind that cannot be read."""


class NotAReport(DocumentError):
    """The file can be read, but no annual report was found in it."""


class RoundTripFailure(DocumentError):
    """What was written does not read back as the same report; no file is left."""
