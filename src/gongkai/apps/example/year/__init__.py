"""The report year 2025 of the example county: every unit's report, the county's, by the real acts on their days."""
