"""年度总览: where the units stand, what is due, what to do next, and the year and the years in pictures."""
