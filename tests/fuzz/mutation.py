"""Random damage to files: to bytes, to the parts inside zips, and to what a format is made of."""

import io
import random
import re
import zipfile

# What parsers stumble over: empty, huge and negative numbers, markup, control and wide characters.
_NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"65534",
    b"65536",
    b"2147483648",
    b"99999999999999999999",
    b"1e999",
    b"NaN",
    b"",
)
_TOKENS = (
    b"<table>", b"</table>", b"<td colspan=65534 rowspan=0>", b"<tr>", b"<div>" * 50, b"</p>", b"<br>", b"<!--",
    b"<![CDATA[", b"&#x0;", b"&#xD800;", b"&lol;", b"<?xml version='1.0' encoding='utf-16'?>", b"<!DOCTYPE a [",
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x81", b"\xed\xa0\x80", "　".encode(), "（".encode(), "一、".encode(),
    b"|", b"\t", b"\n", b"\r", b" " * 40, b"{", b"[", b'"', b"\\", b"\\u", b"<<", b">>", b"endobj", b"stream\n",
    b"BT", b"ET", b" Tj", b" cm", b" re S", b"R", b"/", "本年新收".encode(), "总计".encode(), b"9" * 400,
)  # fmt: skip
_DIGITS = re.compile(rb"\d+")
_ELEMENT = re.compile(
    rb"<([\w:]+)\b[^<>]*>(?:[^<>]*|(?:(?!<\1\b).){0,3000}?)</\1>|<[\w:]+[^<>]*/>", re.S
)
_VALUE = re.compile(rb"[=>]\s*\"?([^<>\"=]{1,60})[\"<]")
_TAG = re.compile(rb"<[^<>]{1,200}>")


def mutated(seed: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    """`seed` with one to six changes; zips are mostly changed inside, so that their sums stay right."""
    if seed.startswith(b"PK") and rng.random() < 0.9:
        return _inside_zip(seed, rng)
    return _changed(seed, rng, others)


def _changed(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    ways = _WELL_FORMED if data[:1] == b"<" and rng.random() < 0.7 else _WAYS
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        data = rng.choice(ways)(data, rng, others)
    return data[:2_000_000]


def _inside_zip(seed: bytes, rng: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(seed)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = sorted(parts, key=lambda name: -len(parts[name]))
    for _ in range(rng.choice((1, 1, 2))):
        name = names[min(int(rng.expovariate(1)), len(names) - 1)]
        action = rng.random()
        if action < 0.05:
            parts.pop(name, None)
        elif action < 0.1:
            parts[name + rng.choice(("", ".bak", "/x"))] = parts.get(rng.choice(names), b"")
        else:
            parts[name] = _changed(parts.get(name, b""), rng, list(parts.values()))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


def _spot(data: bytes, rng: random.Random) -> int:
    return rng.randrange(len(data) + 1)


def _flip(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 2, 8, 40))):
        if changed:
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _cut(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    start = _spot(data, rng)
    return data[:start] + data[start + rng.choice((1, 5, 50, 500)) :]


def _end(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    return data[: _spot(data, rng)]


def _double(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    start = _spot(data, rng)
    part = data[start : start + rng.choice((1, 10, 100, 2000))]
    return data[:start] + part * rng.choice((2, 3, 20)) + data[start + len(part) :]


def _token(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    start = _spot(data, rng)
    return data[:start] + rng.choice(_TOKENS) * rng.choice((1, 1, 1, 30)) + data[start:]


def _number(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    places = list(_DIGITS.finditer(data[:200_000]))
    if not places:
        return _flip(data, rng, others)
    place = rng.choice(places)
    return data[: place.start()] + rng.choice(_NUMBERS) + data[place.end() :]


def _tag(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    """Remove, repeat or exchange tags."""
    places = list(_TAG.finditer(data[:200_000]))
    if not places:
        return _token(data, rng, others)
    one, other = rng.choice(places), rng.choice(places)
    new = rng.choice((b"", one.group() * 2, other.group(), other.group() * 40))
    return data[: one.start()] + new + data[one.end() :]


def _splice(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    other = rng.choice(others) if others else data
    start = _spot(other, rng)
    return (
        data[: _spot(data, rng)]
        + other[start : start + rng.choice((20, 400, 4000))]
        + data[_spot(data, rng) :]
    )


def _noise(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    start = _spot(data, rng)
    return data[:start] + rng.randbytes(rng.choice((1, 8, 200))) + data[start:]


def _leaf(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    """Remove, repeat, move or exchange whole elements, so that XML stays well formed."""
    places = list(_ELEMENT.finditer(data[:200_000]))
    if not places:
        return _token(data, rng, others)
    one, other = rng.choice(places), rng.choice(places)
    new = rng.choice(
        (b"", one.group() * 2, one.group() * 60, other.group(), one.group() + other.group())
    )
    return data[: one.start()] + new + data[one.end() :]


def _attribute(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    """Give an attribute or a text another one's value, or none, or a huge number."""
    places = list(_VALUE.finditer(data[:200_000]))
    if not places:
        return _number(data, rng, others)
    one, other = rng.choice(places), rng.choice(places)
    new = rng.choice((other.group(1), rng.choice(_NUMBERS), "一、（9）".encode()))
    return data[: one.start(1)] + new + data[one.end(1) :]


_WELL_FORMED = (_leaf, _leaf, _attribute, _attribute, _number)
_WAYS = (_flip, _cut, _end, _double, _token, _token, _number, _number, _tag, _tag, _splice, _noise)
