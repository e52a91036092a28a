"""What lies in the public folder: one module a kind of page, all of them named in `kinds.py`."""
