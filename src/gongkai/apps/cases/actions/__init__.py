"""Official acts on cases: each one function, one transaction, one row in the log."""
