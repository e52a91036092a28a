"""Rules on two years' reports of one organ."""
