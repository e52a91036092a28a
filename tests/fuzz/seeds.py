"""What is mutated: small files of every format, and the real reports where they are present."""

import json

from tests.documents.formats import samples
from tests.shared_reports import SEED, SHARED

# Cheap formats are tried more often than PDF and OFD, whose libraries are slow.
WEIGHTS = {"html": 10, "docx": 8, "xlsx": 6, "json": 4, "txt": 6, "md": 4, "pdf": 3, "ofd": 3}
MAX_REAL = 30_000  # bytes: a large seed makes every mutation slow and none more telling


def seeds() -> dict[str, list[bytes]]:
    """Seeds by ending; the same on every machine but for the real reports."""
    text = SEED.read_bytes()
    numbering = (
        f'<w:numbering xmlns:w="{samples.W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    made = {
        "html": [samples.html(), samples.html(charset="gb18030", declared="gb2312")],
        "docx": [
            samples.docx(),
            samples.docx(samples.paragraph("总体情况", listed), numbering=numbering),
        ],
        "xlsx": [samples.xlsx(), samples.xlsx(hidden=True)],
        "pdf": [samples.pdf()],
        "ofd": [samples.ofd()],
        "txt": ["\n".join(samples.PROSE).encode("gb18030"), text],
        "md": [text],
        "json": [
            json.dumps(
                {
                    "schema": "gongkai.report/1",
                    "title": samples.TITLE,
                    "organ": "示例县人民政府",
                    "year": 2025,
                    "format": "2021",
                    "preface": samples.PROSE[0],
                    "sections": {"一": samples.PROSE[2]},
                    "cells": {"t2.rules.made": 0, "t2.fees": 1.5, "t3.new.natural": None},
                },
                ensure_ascii=False,
            ).encode()
        ],
    }
    for path in sorted(SHARED.glob("*.*")) if SHARED.exists() else []:
        kind = path.suffix.lstrip(".")
        if kind in ("html", "txt") and path.stat().st_size <= MAX_REAL:
            made[kind].append(path.read_bytes())
    return made
