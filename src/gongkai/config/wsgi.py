"""The door for a web server: `gunicorn -c python:gongkai.config.gunicorn`.

Published pages are answered from the first moment; the program behind them (Django, Wagtail: seconds of
loading) is set up in a thread meanwhile, and whoever asks it for something waits until it is there.
"""

import gc
import os
import threading
import traceback
from collections.abc import Iterable

from gongkai.config import settings
from gongkai.config.public import Application, Environ, PublicFiles, Start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
# What gunicorn takes for "cannot boot": it stops instead of starting the worker for ever.
CANNOT_BOOT = 3


class Program:
    """The Django application, once it is loaded."""

    def __init__(self) -> None:
        self._loaded = threading.Event()
        self._application: Application | None = None
        threading.Thread(target=self._load, name="loading", daemon=True).start()

    def _load(self) -> None:
        try:
            from django.core.wsgi import get_wsgi_application

            self._application = get_wsgi_application()
            # What is loaded stays. Without this every dear page walks through it again: a third of the processor's
            # time of a county's report page went into looking for rubbish among a quarter of a million objects.
            gc.collect()
            gc.freeze()
        except BaseException:
            traceback.print_exc()
            os._exit(CANNOT_BOOT)
        self._loaded.set()

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        self._loaded.wait()
        assert self._application is not None
        return self._application(environ, start)


application = PublicFiles(
    Program(), settings.PUBLIC_ROOT, settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
)
