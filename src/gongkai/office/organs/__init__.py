"""Organs, people, posts, networks, the site's record and the log: the administrators' rooms."""
