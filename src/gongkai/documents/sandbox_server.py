"""A small process that forks readers on behalf of one that must not fork: a web server with threads.

It is started at the first request and ends with the process that started it. Each request comes
with a socket of its own; a forked handler supervises the reader (see `supervising.supervise`), so
requests run side by side and none can harm the server.
"""

import contextlib
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
from importlib import import_module

from gongkai.documents.errors import Unreadable
from gongkai.documents.supervising import Limits, supervise

# Imported once, before any fork; what is not installed or not yet needed is left out.
_READER = "gongkai.documents.reader"
_PRELOAD = (
    "gongkai.documents.extracting",
    "gongkai.documents.extracting.package",
    "gongkai.documents.extracting.pages",
    "gongkai.documents.extracting.slides",
    "gongkai.documents.extracting.word",
    "gongkai.documents.extracting.workbook",
    "gongkai.documents.reading",
    "gongkai.documents.formats.docx",
    "gongkai.documents.formats.html",
    "gongkai.documents.formats.ofd",
    "gongkai.documents.formats.pdf",
    "gongkai.documents.formats.report_json",
    "gongkai.documents.formats.text",
    "gongkai.documents.formats.xlsx",
    "lxml.etree",
    "selectolax.lexbor",
    "pypdfium2",
    "ofdkit",
    "pdfplumber",
    "python_calamine",
)
_AT_ONCE = max(2, os.cpu_count() or 2)
_BUSY = "同时读取的文件太多，服务器暂时忙不过来。"


class _Server:
    """The started process and the socket on which it takes requests."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.socket = ours
        self.owner = os.getpid()
        self.process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(theirs.fileno())],
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )
        theirs.close()

    def usable(self) -> bool:
        return self.owner == os.getpid() and self.process.poll() is None


_lock = threading.Lock()
_places = threading.BoundedSemaphore(_AT_ONCE)
_server: _Server | None = None


def start() -> None:
    """Start the server ahead of the first request; does nothing if it runs."""
    _running()


def _running() -> _Server:
    global _server
    with _lock:
        if _server is None or not _server.usable():
            _server = _Server()
        return _server


def ask(target: str, data: bytes, name: str, limits: Limits) -> bytes:
    """The pickled answer of `target` for the file. Thread-safe; raises Unreadable if nothing comes."""
    if not _places.acquire(timeout=limits.seconds):
        raise Unreadable(_BUSY, "请稍后再试。")
    try:
        with _connect() as line:
            # The server may have to start first; the reader itself has limits.seconds.
            line.settimeout(2 * limits.seconds + 10)
            _send(line, pickle.dumps((target, name, limits)))
            _send(line, data)
            return _receive(line, limits.answer)
    except (OSError, EOFError) as error:
        raise Unreadable(
            "读取文件的进程没有回应。", "请稍后再试；如果再次出现，请联系管理员。"
        ) from error
    finally:
        _places.release()


def _connect() -> socket.socket:
    """A line to a handler of its own. A server that has just died is started anew once."""
    for attempt in (1, 2):
        server = _running()
        ours, theirs = socket.socketpair()
        try:
            socket.send_fds(server.socket, [b"R"], [theirs.fileno()])
            return ours
        except OSError:
            ours.close()
            server.process.kill()
            server.process.wait()
            if attempt == 2:
                raise
        finally:
            theirs.close()
    raise AssertionError("unreachable")


def _send(line: socket.socket, data: bytes) -> None:
    line.sendall(len(data).to_bytes(8, "big"))
    line.sendall(data)


def _receive(line: socket.socket, most: int) -> bytes:
    size = int.from_bytes(_exactly(line, 8), "big")
    if size > most + 1024:
        raise EOFError
    return _exactly(line, size)


def _exactly(line: socket.socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = line.recv(min(1 << 20, size - len(parts)))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


def serve(requests: socket.socket) -> None:
    """Fork a handler for each line that comes in, until the owner of the other end is gone."""
    for module in _PRELOAD:
        with contextlib.suppress(ImportError):
            import_module(module)
    with contextlib.suppress(
        Exception
    ):  # a fault here would come up in every reading, with a sentence
        import_module(_READER).prepare()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # handlers are not waited for
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        message, lines, _, _ = socket.recv_fds(requests, 16, 1)
        if not message:
            return
        if lines and os.fork() == 0:
            requests.close()
            _handle(lines[0])
        for line in lines:
            os.close(line)


def _handle(descriptor: int) -> None:
    """The forked handler: take one request, supervise its reader, answer, end."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        with socket.socket(fileno=descriptor) as line:
            line.settimeout(30)
            target, name, limits = pickle.loads(_receive(line, 1 << 20))
            data = _receive(line, limits.input)
            _send(line, supervise(target, data, name, limits))
    finally:
        os._exit(0)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
