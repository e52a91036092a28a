"""Persons and acts: nothing of a person where it may not be, no act by halves."""
