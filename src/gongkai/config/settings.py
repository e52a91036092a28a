"""Settings of the web part. No database, no sessions, no accounts: the desk keeps nothing.

What a place may change comes from the environment:
`GONGKAI_HOSTS` (host names, separated by commas), `GONGKAI_HTTPS=1` (behind a proxy that speaks TLS),
`GONGKAI_SITE_NAME` (in the masthead), `GONGKAI_DEBUG=1` (development only).
"""

import os
import secrets

DEBUG = os.environ.get("GONGKAI_DEBUG") == "1"
# Nothing is signed and no cookie is set, so a key of this process is enough.
SECRET_KEY = secrets.token_urlsafe(50)
ALLOWED_HOSTS = os.environ.get("GONGKAI_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

ROOT_URLCONF = "gongkai.config.urls"
WSGI_APPLICATION = "gongkai.config.wsgi.application"
INSTALLED_APPS = ["gongkai.portal"]
DATABASES: dict[str, dict[str, str]] = {}

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "gongkai.portal.security.SafeAnswers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "gongkai.portal.refusals.RefusalPages",
    "gongkai.portal.security.SameOriginPosts",
    "gongkai.portal.uploads.BoundedBodies",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.static", "gongkai.portal.templatetags.portal"],
            "context_processors": [
                "django.template.context_processors.request",
                "gongkai.portal.context.site",
            ],
        },
    }
]

# Named in the masthead; a county puts its own name here.
SITE_NAME = os.environ.get("GONGKAI_SITE_NAME", "政府信息公开")

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = False
USE_TZ = True

# The styles and scripts lie in the package and are served from there; there is no build step.
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]

# Scripts and styles come from this site's own files only, never from inside a page.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if os.environ.get("GONGKAI_HTTPS") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

# Uploads stay in memory (gongkai.portal.uploads holds the limits and enforces them while reading).
FILE_UPLOAD_HANDLERS = ["gongkai.portal.uploads.MemoryOnly"]
# Fields that are not files: pasted text, and the report that a result page carries with it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 60

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    # Refused requests are answered, not logged: a log would keep what people sent.
    "loggers": {
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
