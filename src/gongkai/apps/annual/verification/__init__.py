"""Holding a report year against the log, against its files, and against itself compiled again."""
