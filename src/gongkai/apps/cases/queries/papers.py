"""来件: what came, to which cases it belongs, which came and belongs to none yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from gongkai.apps.cases.models import Case, CaseFile, Filing, Paper, PaperKind
from gongkai.apps.cases.queries.steps import facts_of


@dataclass(frozen=True)
class FiledPaper:
    """A paper in a case by its newest filing; one that has ended was moved to another case."""

    filing: Filing
    files: tuple[CaseFile, ...]

    @property
    def paper(self) -> Paper:
        return self.filing.paper


def papers_of(case: Case) -> tuple[FiledPaper, ...]:
    """Every paper that is or was in the case, oldest first, with its files. Two queries."""
    files = Prefetch("paper__files", CaseFile.objects.filter(removed_at=None), to_attr="kept_files")
    rows = case.filings.select_related("paper").prefetch_related(files).order_by("id")
    current: dict[int, Filing] = {}
    for one in rows:
        current[one.paper_id] = one  # the newest filing of a paper says how it stands
    return tuple(
        FiledPaper(one, tuple(one.paper.kept_files))  # type: ignore[attr-defined]
        for one in current.values()
    )


# Nearly every paper is filed: looking for those that are not stops after so many.
LOOKED_AT = 5_000


def unfiled(rows: QuerySet[Paper]) -> QuerySet[Paper]:
    """Of the newest LOOKED_AT papers those that belong to no case."""
    held = Filing.objects.filter(paper=OuterRef("pk"), until=None)
    newest = rows.order_by("-pk").values("pk")[:LOOKED_AT]
    return rows.filter(~Exists(held), pk__in=newest)


def cases_of(paper: Paper) -> list[Case]:
    """The cases a paper belongs to now."""
    held = paper.filings.filter(until=None).values("case_id")
    return list(Case.objects.filter(pk__in=held).select_related("organ", "handler").order_by("pk"))


# What an applicant hands in online is recorded as having come; these facts say what it amounted to.
FINDINGS: Mapping[str, tuple[str, ...]] = {
    PaperKind.PAYMENT: ("pay", "abandon_payment", "withdraw"),
    PaperKind.REASONS: ("hear_reasons", "withdraw"),
}


def unrecorded(case: Case) -> list[Paper]:
    """Papers put into the case that no record rests on yet: somebody still has to record what they answer."""
    facts = facts_of(case)
    told = {one.facts.get("paper") for one in facts if one.kind != "add"}
    came = {one.facts["paper"]: at for at, one in enumerate(facts) if one.kind == "add"}
    held = case.filings.filter(until=None).select_related("paper").order_by("id")

    def waits(paper: Paper) -> bool:
        if paper.pk in told or paper.pk not in came:
            return paper.pk not in told
        findings = FINDINGS.get(paper.kind)
        later = (one.kind for one in facts[came[paper.pk] :])
        return findings is not None and not any(kind in findings for kind in later)

    return [one.paper for one in held if waits(one.paper)]
