"""What the rules of the annual report are held against: a report, and what stands beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from gongkai.domain.findings import Unanswerable
from gongkai.domain.reports.annual_report import AnnualReport, Observation, report_from_cells
from gongkai.domain.reports.equations import Held, hold
from gongkai.domain.reports.forms import Equation, load_form
from gongkai.domain.reports.locating import bounds_of_blanks
from gongkai.domain.reports.organ_profile import OrganProfile, profile_of


@dataclass(frozen=True, eq=False)
class Subject:
    """A report, last year's report of the same organ, and the reports of the subordinate organs."""

    report: AnnualReport
    previous: AnnualReport | None = None
    children: tuple[AnnualReport, ...] = ()

    @cached_property
    def profile(self) -> OrganProfile:
        return profile_of(self.report)

    @cached_property
    def numbers(self) -> dict[str, Decimal | None]:
        """Every cell of the form in printing order; None where there is no number."""
        return self.report.numbers()

    @cached_property
    def _held(self) -> dict[str, Held]:
        return {}

    def held(self, equation: Equation) -> Held:
        """An equation of the form held against the numbers, once for all rules. Raises as `hold`."""
        found = self._held.get(equation.key)
        if found is None:
            found = self._held[equation.key] = hold(equation, self.numbers)
        return found

    @cached_property
    def bounds_of_blanks(
        self,
    ) -> tuple[Mapping[str, tuple[Decimal, Decimal | None]], tuple[Equation, ...]]:
        """What the equations allow in the cells without a number, found once for all rules."""
        return bounds_of_blanks(self.report.form, self.numbers)

    def require(self, cell: str) -> Decimal:
        """The number in a cell; raises Unanswerable where there is none."""
        number = self.report.number(cell)
        if cell not in self.report.form.cell_set:
            raise Unanswerable(f"{self.report.form.label}没有 {cell} 这一格")
        if number is None:
            raise Unanswerable(f"{self.report.form.label_of(cell)}没有数字")
        return number

    def require_previous(self) -> AnnualReport:
        if self.previous is None:
            raise Unanswerable("没有上年报告")
        return self.previous

    def require_last_year(self) -> AnnualReport:
        """The report of the year before; raises Unanswerable if what was given is of another year."""
        previous, year = self.require_previous(), self.report.year
        if year is not None and previous.year is not None and previous.year != year - 1:
            raise Unanswerable(f"给出的对比报告是{previous.year}年度的，不是{year - 1}年度的")
        return previous


def example(given: Mapping[str, Any]) -> Subject:
    """Build a subject from a rule's example.

    Keys, all optional: `cells` (over an all-zero report; `blank: [cells]` are blanks, `absent: [cells]`
    are missing; `values: {cell: Value}` for what is no number), `organ`, `year`, `form`, `title`, `preface`, `sections` (number -> text; without it
    the report has six proper headings and no prose), `signature`, `observations` (list of
    Observation), `previous` (a mapping like this one), `children` (a list of them).
    """
    previous = given.get("previous")
    children: Sequence[Mapping[str, Any]] = given.get("children", ())
    return Subject(
        report=example_report(given),
        previous=None if previous is None else example_report({"year": 2024, **previous}),
        children=tuple(example_report(child) for child in children),
    )


def example_report(given: Mapping[str, Any]) -> AnnualReport:
    form = load_form(given.get("form", "2021"))
    cells: dict[str, Any] = dict.fromkeys(form.cells, 0)
    cells.update(given.get("cells", {}))
    cells.update(dict.fromkeys(given.get("blank", ())))
    for cell in given.get("absent", ()):
        del cells[cell]
    sections = {section.number: "" for section in form.sections}
    sections.update(given.get("sections", {}))
    report = report_from_cells(
        cells,
        organ=given.get("organ", "示例县人民政府"),
        year=given.get("year", 2025),
        form=form.key,
        title=given.get("title", ""),
        preface=given.get("preface", ""),
        sections={n: t for n, t in sections.items() if t is not None},
        signature=given.get("signature", ""),
    )
    observations: tuple[Observation, ...] = tuple(given.get("observations", ()))
    if observations:
        report = replace(report, observations=observations)
    if "values" in given:
        report = replace(report, values={**report.values, **given["values"]})
    return report
