"""Organs, the people in them, the posts they hold by date, and what each post may do."""
