"""The pictures of the year and of the years: numbers in, charts with their tables out. No query in here."""
