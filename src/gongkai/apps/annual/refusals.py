"""Refusals: an act on the year's figures or reports that may not be done now, as a sentence for the person."""


class Refused(Exception):
    """The act was not done; nothing was changed. The message says what to do instead."""
