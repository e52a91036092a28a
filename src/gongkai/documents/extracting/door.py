"""One door: bytes to `Contents`, by what the bytes are."""

from collections.abc import Callable
from importlib import import_module

from gongkai.documents import sandbox
from gongkai.documents.errors import DocumentError, Unreadable
from gongkai.documents.extracting.contents import Contents
from gongkai.documents.supervising import Limits

# LibreOffice takes up to 18 seconds for an old file, and its result is read after that.
LIMITS = Limits(seconds=40)
_MODULES = (
    "word",
    "workbook",
    "slides",
    "pages",
    "plain",
    "pictures",
    "bundles",
    "legacy",
    "package",
)
_PRELOAD = (
    *(f"{__package__}.{module}" for module in _MODULES),
    "lxml.etree", "pypdfium2", "python_calamine", "PIL.Image", "gongkai.documents.formats.html",
)  # fmt: skip
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF", b"BM")
_PACKED = {b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "GZ", b"BZh": "BZ2", b"\xfd7zXZ": "XZ"}
_PLAYED = (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"OggS")
# A bundle, a bundle inside it, a file inside that: there it ends.
DEPTH = 3


def extract_safely(data: bytes, name: str) -> Contents:
    """As `extract`, in a child process within limits; safe to call from any thread."""
    made = sandbox.call(f"{__name__}:extract", data, name, limits=LIMITS, preload=_PRELOAD)
    assert isinstance(made, Contents)
    return made


def extract(data: bytes, name: str, depth: int = DEPTH) -> Contents:
    """Everything the file says. Without limits of time and memory: for the child process.

    Raises Unreadable if the file cannot be opened at all (damaged, encrypted, empty); what is only
    partly out of reach is a gap of the contents.
    """
    if not data:
        raise Unreadable("文件是空的。", "请检查文件是否完整。")
    made: Contents = _extractor(data, name)(data, name, depth)
    return made


def extract_inside(data: bytes, name: str, depth: int) -> Contents:
    """A file within a file: what cannot be opened there is a gap, not the end."""
    if depth <= 0:
        return Contents(gaps=("套了太多层，没有检查。请解开后重新打包。",))
    try:
        return extract(data, name, depth)
    except DocumentError as refusal:
        return Contents(gaps=(refusal.message,))


_Extractor = Callable[[bytes, str, int], Contents]


def _extractor(data: bytes, name: str) -> _Extractor:
    head = data[:1024]
    if head.startswith(b"PK"):
        return _zipped(data)
    if head.startswith(_COMPOUND) or head.lstrip().startswith(b"{\\rtf"):
        return _function("legacy", "legacy")
    if b"%PDF-" in head:
        return _function("pages", "pdf")
    if head.startswith(_PICTURES):
        return _function("pictures", "picture")
    for start, kind in _PACKED.items():
        if head.startswith(start):
            gap = f"{kind} 压缩包里的文件无法检查，请改用 ZIP 打包，或者逐个上传。"
            return lambda data, name, depth: Contents(gaps=(gap,))
    if head.startswith(_PLAYED) or head[4:8] == b"ftyp":
        return lambda data, name, depth: Contents()  # sound and film: nothing to read
    if head.startswith((b"MZ", b"\x7fELF")):
        raise Unreadable("这是程序，不是文档。", "请不要发布程序。")
    return _function("plain", "plain")


def _zipped(data: bytes) -> _Extractor:
    from gongkai.documents.formats.archive import Archive

    names = {name.lower() for name in Archive(data).names}
    for start, module, function in (
        ("word/document", "word", "word"),
        ("xl/workbook", "workbook", "workbook"),
        ("ppt/presentation", "slides", "slides"),
    ):
        if any(one.startswith(start) for one in names):
            return _function(module, function)
    if "ofd.xml" in names:
        return _function("pages", "ofd")
    if {"content.xml", "mimetype"} <= names:
        return _function("legacy", "legacy")
    return _function("bundles", "bundle")


def _function(module: str, name: str) -> _Extractor:
    found: _Extractor = getattr(import_module(f"{__package__}.{module}"), name)
    return found
