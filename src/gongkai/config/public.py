"""The public folder in front of the program: what lies there is answered without Django.

Any web server does the same (docs/operations/nginx.conf); this one serves `make run`. No database, no
session and no middleware stand between a reader and a published page.
"""

import mimetypes
import os
import stat
from collections import OrderedDict
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote
from wsgiref.util import FileWrapper

from whitenoise.responders import Response, StaticFile

from gongkai.apps.publishing.folder import RESERVED
from gongkai.portal.browser_rights import PERMISSIONS_POLICY

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

KEPT = 4_096
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".ofd": "application/ofd",
    ".wps": "application/vnd.ms-works",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What a browser may show by itself when it comes from an attachment; the rest is downloaded.
SHOWN = (".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".txt")
ATTACHMENTS = "files"


class PublicFile(StaticFile):
    """WhiteNoise's answer for one file, with its range of a single byte put right."""

    def get_range_response(
        self, range_header: str, base_headers: Any, file_handle: Any
    ) -> Response:
        size = int(dict(base_headers)["Content-Length"])
        start, end = self.get_byte_range(range_header, size)
        if start == end < size:
            if file_handle is not None:
                from whitenoise.responders import SlicedFile

                file_handle = SlicedFile(file_handle, start, end)
            headers = [item for item in base_headers if item[0] != "Content-Length"]
            headers += [("Content-Range", f"bytes {start}-{end}/{size}"), ("Content-Length", "1")]
            return Response(HTTPStatus.PARTIAL_CONTENT, headers, file_handle)
        return super().get_range_response(range_header, base_headers, file_handle)


class PublicFiles:
    """WSGI: the file of `root` that the path names, or else the program's answer."""

    def __init__(self, application: Application, root: Path, policy: dict[str, list[str]]) -> None:
        self.application = application
        self.root = os.path.realpath(root)
        self.page_headers = [
            ("Content-Security-Policy", "; ".join(f"{k} {' '.join(v)}" for k, v in policy.items())),
            ("X-Frame-Options", "DENY"),
        ]
        self.kept: OrderedDict[str, tuple[tuple[int, int, int], PublicFile]] = OrderedDict()

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            path = local_path(environ.get("PATH_INFO", ""))
            if path is not None and (answer := self.answer(path, environ)):
                return _send(answer, environ, start)
        return self.application(environ, start)

    def answer(self, path: str, environ: Environ) -> Response | None:
        """`path` is relative and checked. None if nothing public lies there."""
        name = f"{path}index.html" if path.endswith("/") or not path else path
        full = os.path.join(self.root, name)
        try:
            status = os.stat(full)
        except (OSError, ValueError):
            return None
        if stat.S_ISDIR(status.st_mode):
            if not os.path.isfile(os.path.join(full, "index.html")):
                return None
            return Response(HTTPStatus.MOVED_PERMANENTLY, [("Location", quote(f"/{path}/"))], None)
        if not stat.S_ISREG(status.st_mode):
            return None
        file = self.file(name, full, status)
        return (
            file.get_response(environ["REQUEST_METHOD"], _settled(environ, file)) if file else None
        )

    def file(self, name: str, full: str, status: os.stat_result) -> PublicFile | None:
        """Headers are made once for each state of a file."""
        state = (status.st_mtime_ns, status.st_size, status.st_ino)
        kept = self.kept.get(name)
        if kept and kept[0] == state:
            return kept[1]
        if os.path.realpath(full) != full:  # a link, which publishing never makes
            return None
        file = PublicFile(full, self.headers(name, state))
        self.kept[name] = (state, file)
        while len(self.kept) > KEPT:
            self.kept.popitem(last=False)
        return file

    def headers(self, name: str, state: tuple[int, int, int]) -> list[tuple[str, str]]:
        suffix = os.path.splitext(name)[1].lower()
        media_type = (
            TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        )
        headers = [
            ("Content-Type", media_type),
            # Two publications within a second differ in more than their time: a new file, a new inode.
            ("ETag", f'"{state[0]:x}-{state[1]:x}-{state[2]:x}"'),
            # Asked for again each time, answered by 304: what is withdrawn is gone at once.
            ("Cache-Control", "no-cache"),
            ("Accept-Ranges", "bytes"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "same-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Permissions-Policy", PERMISSIONS_POLICY),
        ]
        if name.startswith(f"{ATTACHMENTS}/"):
            if suffix not in SHOWN:
                headers += [
                    ("Content-Disposition", "attachment"),
                    ("Content-Security-Policy", "sandbox; default-src 'none'"),
                ]
            return headers
        return headers + self.page_headers


def local_path(path_info: str) -> str | None:
    """The path below the public folder; None for what can never lie there. "" is the home page."""
    try:
        path = path_info.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
    if not path.startswith("/") or "\\" in path or "\x00" in path:
        return None
    parts = path[1:].split("/")
    if parts[-1] == "":
        parts.pop()
    if any(not part or part.startswith(".") for part in parts):
        return None
    return None if parts and parts[0] in RESERVED else path[1:]


def _settled(environ: Environ, file: PublicFile) -> Environ:
    """The request's conditions in the form that WhiteNoise compares."""
    environ = environ.copy()
    if (tags := environ.get("HTTP_IF_NONE_MATCH")) is not None:
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        environ["HTTP_IF_NONE_MATCH"] = file.etag if known & {file.etag, "*"} else ""
    if environ.get("HTTP_IF_RANGE", file.etag) != file.etag:
        environ.pop("HTTP_RANGE", None)
    return environ


def _send(answer: Response, environ: Environ, start: Start) -> Iterable[bytes]:
    status = HTTPStatus(answer.status)
    headers = list(answer.headers)
    if (
        answer.file is None
        and status is not HTTPStatus.OK
        and status is not HTTPStatus.NOT_MODIFIED
    ):
        headers.append(("Content-Length", "0"))
    start(f"{status.value} {status.phrase}", headers)
    if answer.file is None:
        return []
    wrapper = environ.get("wsgi.file_wrapper", FileWrapper)
    body: Iterable[bytes] = wrapper(answer.file)
    return body
