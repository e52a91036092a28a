"""Reading the prose: words, quantities, claims about the tables, and which cells a claim may mean."""

from gongkai.domain.reports.prose.facts import Judged, ProseFacts, Verdict, read_prose

__all__ = ["Judged", "ProseFacts", "Verdict", "read_prose"]
