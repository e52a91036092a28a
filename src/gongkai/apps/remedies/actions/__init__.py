"""Official acts on reviews and lawsuits: each one function, one transaction, one row in the log."""
