"""How gunicorn serves the site: `gunicorn -c python:gongkai.config.gunicorn`.

Environment: `PORT` (8000), `HOST` (127.0.0.1), `WEB_WORKERS` (2).
"""

import os
from typing import Any

wsgi_app = "gongkai.config.wsgi:application"
_host = os.environ.get("HOST", "127.0.0.1")
_port = os.environ.get("PORT", "8000")
bind = f"{_host}:{_port}"
# Reading and checking happen in a process of their own a file, so the workers themselves do
# little: two of them keep two cores busy, the threads keep slow uploads from blocking a page.
workers = int(os.environ.get("WEB_WORKERS", "2"))
worker_class = "gthread"
threads = 4
timeout = 180
graceful_timeout = 30
max_requests = 2_000
max_requests_jitter = 200
# The names of uploaded files and the visitors' addresses are nobody's business.
accesslog = None
loglevel = "warning"
proc_name = "gongkai"


def when_ready(server: Any) -> None:
    """Say where the site can be opened; stop with the process that started this one."""
    from gongkai.config.alive import stop_with_parent

    stop_with_parent()
    at = f"http://{_host}:{_port}"
    print(f"首页　　　 {at}/\n年报校核台 {at}/tools/report-check/\n按 Ctrl+C 停止", flush=True)  # noqa: T201


def post_worker_init(worker: Any) -> None:
    """Load the rules before the first person waits for them."""
    from gongkai.domain.rules.checking import load_rules

    load_rules()
