"""Pictures: what the camera wrote into them. The words in a picture are not read."""

import warnings
from io import BytesIO
from typing import Any

from gongkai.documents.errors import Unreadable
from gongkai.documents.extracting.contents import Contents, Part

GPS_PLACE = "照片里的拍摄位置"
_GPS = 0x8825
# ImageDescription, Artist, Copyright, XPTitle, XPComment, XPAuthor, XPKeywords, XPSubject.
_WORDS = (0x010E, 0x013B, 0x8298, 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F)
_LONGEST = 2_000


def picture(data: bytes, name: str, depth: int) -> Contents:
    """Place of the shot and words in the notes. Raises Unreadable if the picture does not open."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data)) as opened:
                exif = opened.getexif()
                position = _position(exif.get_ifd(_GPS))
                words = [_text(exif[tag]) for tag in _WORDS if tag in exif]
                words += [
                    str(value)[:_LONGEST]
                    for value in opened.info.values()
                    if isinstance(value, str)
                ]
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
    ) as error:
        raise Unreadable("图片打不开，可能已损坏。", "请用看图软件打开后另存，再上传。") from error
    parts = []
    if position:
        parts.append(Part(GPS_PLACE, position, layer="hidden"))
    if kept := [word for word in words if word.strip()]:
        parts.append(Part("图片的附注", "\n".join(kept), layer="aside"))
    return Contents(tuple(parts))


def _position(gps: Any) -> str:
    """北纬39.9084 东经116.3975, or empty."""
    try:
        north, east = _degrees(gps[2]), _degrees(gps[4])
    except (KeyError, TypeError, ValueError, ZeroDivisionError, IndexError):
        return ""
    if not north and not east:
        return ""
    return f"{'南纬' if gps.get(1) == 'S' else '北纬'}{north:.4f} {'西经' if gps.get(3) == 'W' else '东经'}{east:.4f}"


def _degrees(parts: Any) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    return degrees + minutes / 60 + seconds / 3600


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-16-le", "ignore").rstrip("\x00")[:_LONGEST]
    return str(value)[:_LONGEST]
