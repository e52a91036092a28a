"""Rules on the three tables of one report: sums, values, shape, stock."""
