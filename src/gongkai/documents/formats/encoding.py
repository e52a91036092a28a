"""Bytes to text: the encodings Chinese offices write, by mark, by strict decoding, by declaration.

The declaration comes last on purpose: pages declared GB2312 and saved as UTF-8 (and the other way
round) are common, while a Chinese text in GB18030 that is also valid UTF-8 hardly ever occurs.
"""

import codecs
import re

from gongkai.documents.errors import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# Declared encodings that are worth a try. GB18030 and UTF-8 are always tried; UTF-16 and UTF-32 show
# themselves; all others are declared by mistake.
_DECLARED = {
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "cp950": "cp950",
    "x-x-big5": "big5hkscs",
}
_COMMON = re.compile("[的一是在有和政府信息公开年度报告本行为件及等工作，。、（）：]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DAMAGE = 0.02  # share of characters that may be damaged before the bytes are called no text
_SAMPLE = 200_000
_ADVICE = "请确认文件没有损坏，或者用原来的软件打开后另存为 .docx 或 .txt（UTF-8）再试。"


def decode(data: bytes, declared: str | None = None) -> str:
    """The text in `data`, without byte order mark, line ends as LF. Single damaged bytes become U+FFFD.

    `declared`: the encoding that the file or its sender names, believed only where it fits.
    Raises Unreadable where the bytes are no text in any encoding in use.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _clean(data[len(mark) :].decode(encoding, "replace"))
    text = data.decode(detect(data, declared), "replace")
    # `detect` has looked at all of a short text that is not plain ASCII.
    return _plain(text) if len(data) <= _SAMPLE and not data.isascii() else _clean(text)


def detect(data: bytes, declared: str | None = None) -> str:
    """The name of the encoding of `data` (which has no mark); raises Unreadable if it is no text."""
    sample = data[:_SAMPLE]
    wide = _wide(sample)
    if wide:
        return wide
    if sample.isascii():
        return "utf-8"
    if _decodes(sample, "utf-8"):
        return "utf-8"
    others = list(dict.fromkeys(("gb18030", *_known(declared))))
    strict = [name for name in others if _decodes(sample, name)]
    return _best(sample, strict or ["utf-8", *others])


def _known(declared: str | None) -> tuple[str, ...]:
    """The declared encoding under its Python name, where it is worth a try."""
    name = _DECLARED.get((declared or "").strip().strip("\"'").lower())
    return (name,) if name else ()


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: shown by the zero bytes of its digits, spaces and line ends."""
    even, odd = sample[0::2], sample[1::2]
    if not odd or not (sample.count(0) > len(sample) / 50):
        return None
    for encoding, high in (("utf-16-le", odd), ("utf-16-be", even)):
        low = even if high is odd else odd
        if high.count(0) > 3 * low.count(0):
            text = sample[: len(sample) // 2 * 2].decode(encoding, "replace")
            if _damage(text) < _DAMAGE:
                return encoding
    return None


def _decodes(sample: bytes, encoding: str) -> bool:
    """Whether the sample decodes without an error; a character cut off at its end is no error."""
    try:
        text = codecs.getincrementaldecoder(encoding)("strict").decode(sample, False)
    except (UnicodeError, ValueError):
        return False
    return _damage(text) < _DAMAGE


def _best(sample: bytes, candidates: list[str]) -> str:
    """The encoding that gives the least damage, then the most everyday Chinese."""
    ranked = []
    for order, name in enumerate(candidates):
        text = codecs.getincrementaldecoder(name)("replace").decode(sample, False)
        ranked.append((round(_damage(text), 3), -len(_COMMON.findall(text)), order, name))
    damage, _, _, best = min(ranked)
    if damage >= _DAMAGE:
        raise Unreadable("文件内容不是文字，无法识别它的编码。", _ADVICE)
    return best


def _damage(text: str) -> float:
    """The share of characters that no text holds: control characters and undecodable bytes.

    One is free: the character cut off at the end of a short text.
    """
    bad = len(_CONTROL.findall(text)) + text.count("\ufffd")
    return max(0, bad - 1) / len(text) if text else 0.0


def _clean(text: str) -> str:
    if _damage(text[:_SAMPLE]) >= _DAMAGE:
        raise Unreadable("文件内容不是文字，无法识别它的编码。", _ADVICE)
    return _plain(text)


def _plain(text: str) -> str:
    text = text.removeprefix("\ufeff").replace("\x00", "")
    return text.replace("\r\n", "\n").replace("\r", "\n")
