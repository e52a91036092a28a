"""What the office's pages may load, and how what is sent to them is received.

The public pages allow no style inside a page; Wagtail's editor needs that one thing (its fields set
their own heights and colours). Scripts stay this site's files only, and nothing is asked of another host.
"""

from collections.abc import Callable

from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from gongkai.office.receiving import IntoMemory

PREFIX = "/office/"
# What comes in here may name people: it is sealed before it lies anywhere.
CASES = "/office/cases/"
OFFICE = {
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'"],
    # The preview stands in a frame of the office itself.
    "frame-src": ["'self'"],
    "frame-ancestors": ["'self'"],
}


class OfficeFrame:
    """Stands inside django-csp's middleware, which writes the header."""

    def __init__(self, handler: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.handler(request)
        # The report desk keeps nothing and takes files into memory; here they are kept, and larger.
        into = IntoMemory if request.path_info.startswith(CASES) else TemporaryFileUploadHandler
        request.upload_handlers = [into(request)]
        answer = self.handler(request)
        answer._csp_replace = OFFICE  # type: ignore[attr-defined]
        answer.headers["X-Frame-Options"] = "SAMEORIGIN"
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer
