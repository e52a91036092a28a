"""What is stored and done: one Django app a subject. Every act is one function in `actions.py`."""
