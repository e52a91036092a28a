"""Kinds of facts in reviews and lawsuits, and how they end, as data."""
