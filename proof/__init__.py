"""Measurements and generated pages: what the program can prove of itself."""
