"""Zip packages (DOCX, XLSX, OFD) that do not carry the hour they were made."""

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

_NO_TIME = (2021, 1, 1, 0, 0, 0)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip of the parts in the order given, with one fixed time."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, data)
    return stream.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes] = lambda name, part: part) -> bytes:
    """The same package with one fixed time and each part as `change(name, part)` returns it."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return packed({name: change(name, package.read(name)) for name in package.namelist()})
