"""Plain HTTP to one server: bounded in time and size, and every failure a sentence."""

import base64
import json
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import Request, urlopen

from gongkai.apps.search.engine.interface import SearchError

TIMEOUT = 10.0
BUILD_TIMEOUT = 120.0
LARGEST_ANSWER = 32 * 1024 * 1024
AWAY = "检索服务器暂时没有应答，请稍后再试，或者从栏目和机关页面查找。"


class NotFound(SearchError):
    """The server has no such index."""


class Connection:
    """`https://user:password@host:9200/alias`: the server, and the alias that is searched."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("GONGKAI_SEARCH 应写成 https://用户:密码@主机:9200/别名")
        port = f":{parts.port}" if parts.port else ""
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        self.root = urlunsplit((parts.scheme, host + port, "", "", ""))
        self.alias = parts.path.strip("/") or "gongkai"
        self._headers = {"Accept": "application/json"}
        if parts.username:
            pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
            self._headers["Authorization"] = "Basic " + base64.b64encode(pair).decode("ascii")

    def send(
        self, method: str, path: str, body: Any = None, *, timeout: float = TIMEOUT
    ) -> dict[str, Any]:
        """JSON in, JSON out; bytes go as bulk lines. NotFound for 404, SearchError for the rest."""
        headers, data = dict(self._headers), None
        if isinstance(body, bytes):
            headers["Content-Type"], data = "application/x-ndjson", body
        elif body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body, ensure_ascii=False).encode()
        request = Request(self.root + path, data=data, headers=headers, method=method)
        try:
            with urlopen(request, timeout=timeout) as answer:
                return self._read(answer.read(LARGEST_ANSWER + 1))
        except HTTPError as refused:
            with refused:
                if refused.code == 404:
                    raise NotFound(AWAY) from refused
                raise SearchError(f"{AWAY}（{refused.code}）") from refused
        except (URLError, OSError, HTTPException) as away:
            raise SearchError(AWAY) from away

    def _read(self, data: bytes) -> dict[str, Any]:
        if len(data) > LARGEST_ANSWER:
            raise SearchError("检索服务器的应答太大，没有采用。请缩小搜索范围。")
        try:
            made = json.loads(data)
        except ValueError as broken:
            raise SearchError(AWAY) from broken
        if not isinstance(made, dict):
            raise SearchError(AWAY)
        return made
