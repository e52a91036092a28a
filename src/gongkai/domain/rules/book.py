"""The one rule book of the annual report. Rule modules register here; `check` imports them all."""

from gongkai.domain.findings import RuleBook

BOOK = RuleBook()
rule = BOOK.rule
