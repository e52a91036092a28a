"""Refusals: an act that may not be done now. The message is a sentence for the person who tried."""

from collections.abc import Sequence

from gongkai.apps.disclosure.findings import ItemFinding


class Refused(Exception):
    """The act was not done; nothing was changed. The message says what to do instead."""


class Blocked(Refused):
    """The checks found something that must be mended, or let through with a reason, first."""

    def __init__(self, findings: Sequence[ItemFinding]) -> None:
        self.findings = tuple(findings)
        first = self.findings[0].message
        more = f"（共{len(self.findings)}处）" if len(self.findings) > 1 else ""
        super().__init__(f"检查没有通过{more}：{first}")
