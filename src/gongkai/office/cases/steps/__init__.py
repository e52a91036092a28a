"""Procedure and decision on the case desk: the pages of the steps between receipt and archive."""
