"""Putting the example county into an empty database, a part at a time, as the acts would have left it."""
