"""Settings of the web part: the public side, the report desk, the back office.

What a place may change comes from the environment:
`GONGKAI_HOME` (where the installation keeps its things), `GONGKAI_DATABASE` (PostgreSQL; else SQLite),
`GONGKAI_HOSTS` (host names, separated by commas), `GONGKAI_HTTPS=1` (behind a proxy that speaks TLS),
`GONGKAI_TRUSTED_PROXIES` (whose word about the caller's address is believed),
`GONGKAI_SITE_NAME` (in the masthead), `GONGKAI_DEBUG=1` (development only).
"""

import datetime as dt
import os

import yaml

from gongkai.config import home

DEBUG = os.environ.get("GONGKAI_DEBUG") == "1"
SECRET_KEY = home.secret_key()
ALLOWED_HOSTS = os.environ.get("GONGKAI_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

ROOT_URLCONF = "gongkai.config.urls"
WSGI_APPLICATION = "gongkai.config.wsgi.application"
INSTALLED_APPS = [
    "gongkai.portal",
    "gongkai.office",
    "gongkai.api",
    "gongkai.apps.audit",
    "gongkai.apps.changes",
    "gongkai.apps.organs",
    "gongkai.apps.periods",
    "gongkai.apps.disclosure",
    "gongkai.apps.cases",
    "gongkai.apps.remedies",
    "gongkai.apps.annual",
    "gongkai.apps.publishing",
    "gongkai.apps.search",
    "gongkai.apps.backups",
    "gongkai.apps.example",
    "wagtail.contrib.table_block",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "sequences",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
AUTH_USER_MODEL = "organs.Person"
DATABASES = {"default": home.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = home.MEDIA
# Pictures of the editor's library; given out to the office only (gongkai.office.items.files).
MEDIA_URL = "/office/media/"
PUBLIC_ROOT = home.PUBLIC
# Files of cases, sealed; the keys lie outside the database (gongkai.apps.sealing).
SEALED_ROOT = home.SEALED
SEALING_KEYS = os.environ.get("GONGKAI_SEALING_KEYS", "") or home.SEALING_KEYS
INDEX_ROOT = home.INDEX
# Empty: the index lies in INDEX_ROOT. `https://user:password@host:9200/alias`: an OpenSearch keeps it.
SEARCH_URL = os.environ.get("GONGKAI_SEARCH", "")
# The lock, the journal and the signed manifest of the public folder; never served.
PUBLISHING_ROOT = home.PUBLISHING
# GONGKAI_SM3=1: the manifest also holds the SM3 digest of every file.
PUBLISHING_SM3 = os.environ.get("GONGKAI_SM3") == "1"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "gongkai.portal.security.SafeAnswers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gongkai.office.policy.OfficeFrame",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "gongkai.portal.refusals.RefusalPages",
    "gongkai.portal.security.SameOriginPosts",
    "gongkai.portal.uploads.BoundedBodies",
    # Sessions are read where somebody is asked for, which no public page does: no cookie there.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "gongkai.office.security.gate.OfficeCsrf",
    "gongkai.office.security.gate.OfficeGate",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "gongkai.office.security.rights.PostsBackend",
]
# The door of the office (gongkai.office.security); how long and how often: apps/organs/security.yaml.
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "/office/login/"
_SAFETY = yaml.safe_load((home.PACKAGE / "apps/organs/security.yaml").read_text(encoding="utf-8"))
SESSION_COOKIE_NAME = "gongkai_office"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/office/"
SESSION_COOKIE_AGE = _SAFETY["session_hours"]["value"] * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "gongkai_office_form"
CSRF_FAILURE_VIEW = "gongkai.office.security.gate.form_refused"
OTP_TOTP_ISSUER = os.environ.get("GONGKAI_SITE_NAME", "政府信息公开")
AXES_FAILURE_LIMIT = _SAFETY["failures"]["value"]
AXES_COOLOFF_TIME = dt.timedelta(minutes=_SAFETY["lock_minutes"]["value"])
# Which failures lock whom: apps/organs/locks.py. What a login clears: its own address or browser.
AXES_HANDLER = "gongkai.office.security.counting.Failures"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address", "user_agent"]]
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
AXES_RESET_ON_SUCCESS = True
# Trying on while locked does not lengthen the lock: a stranger could keep somebody out for ever.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "gongkai.office.security.login.locked_out"
AXES_CLIENT_IP_CALLABLE = "gongkai.apps.organs.requests.address_of"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "gongkai.apps.organs.passwords.Length"},
    {"NAME": "gongkai.apps.organs.passwords.Kinds"},
    {"NAME": "gongkai.apps.organs.passwords.NotTheName"},
    {"NAME": "gongkai.apps.organs.passwords.NotAnOldOne"},
    {"NAME": "gongkai.apps.organs.passwords.NotCommon"},
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
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# Proxies whose X-Forwarded-For is believed (addresses or networks, separated by commas).
TRUSTED_PROXIES = [one for one in os.environ.get("GONGKAI_TRUSTED_PROXIES", "").split(",") if one]

# Named in the masthead; a county puts its own name here.
SITE_NAME = os.environ.get("GONGKAI_SITE_NAME", "政府信息公开")
# What stands before the site's domain in feeds, site maps and QR codes.
SITE_SCHEME = "https" if os.environ.get("GONGKAI_HTTPS") == "1" else "http"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# The back office asks nothing of outside hosts.
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"
WAGTAIL_I18N_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
# Saving a draft is an act in the log: so long after the last change (milliseconds).
WAGTAIL_AUTOSAVE_INTERVAL = 10_000
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]

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
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

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
        # Who did not get in is in the log of acts.
        "axes": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "django.security": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
