"""The door for a web server: `gunicorn -c python:gongkai.config.gunicorn`."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from gongkai.config.public import PublicFiles

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")

application = PublicFiles(
    get_wsgi_application(),
    settings.PUBLIC_ROOT,
    settings.CONTENT_SECURITY_POLICY["DIRECTIVES"],
)
