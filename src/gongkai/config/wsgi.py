"""The door for a web server: `gunicorn -c python:gongkai.config.gunicorn`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")

application = get_wsgi_application()
