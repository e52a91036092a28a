"""The search page: a form, its results, the filters beside them. Also as JSON."""
