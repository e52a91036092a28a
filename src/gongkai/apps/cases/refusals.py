"""Refusals: an act on a case that may not be done now. The message is a sentence for the person who tried."""


class Refused(Exception):
    """The act was not done; nothing was changed. The message says what to do instead."""


class YearIsLocked(Refused):
    """The act would change what a locked year counts: it can be done as an amendment, with its reason."""
