"""Who may come in: login, second factor, idle time, networks; and what a post opens inside Wagtail."""
