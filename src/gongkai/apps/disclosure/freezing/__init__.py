"""Freezing an item for the public: clean HTML made once, its words, its files under their digest."""
