"""Rules on the prose: against the tables, against itself. Codes begin with P."""
