"""The annual report: forms by year, the report as data, reading its prose, locating wrong cells, comparing."""

from gongkai.domain.reports.annual_report import AnnualReport, report_from_cells

__all__ = ["AnnualReport", "report_from_cells"]
