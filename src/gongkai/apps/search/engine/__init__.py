"""The engine of the search: one interface, two implementations. Knows nothing of the database."""
