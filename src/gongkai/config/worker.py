"""`python -m gongkai.config.worker`: publishing, search and scheduled work, in one process.

Start as many as you like, on any machine that sees the database and the public folder: one of them
publishes at a time, the others take other tasks.
"""

import os
import threading

from gongkai.config.alive import stop_with_parent

# Seconds between two looks for a task when there was none.
INTERVAL = 0.5


def main() -> None:
    """Work until stopped."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from gongkai.apps.publishing.renewal import renew_if_program_changed
    from gongkai.apps.publishing.schedule import Ticker

    stop_with_parent()
    renew_if_program_changed()
    stop = threading.Event()
    Ticker(stop).start()
    call_command(
        "db_worker",
        queue_name="*",
        interval=INTERVAL,
        startup_delay=False,
        reload=False,
        verbosity=0,
    )
    stop.set()


if __name__ == "__main__":
    main()
