"""Outcomes of an application, the states it passes through, and the remedies against its end."""
