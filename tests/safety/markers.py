"""Markers: values that stand nowhere but where a test put them, found again in whatever form they come out."""

import base64
import gzip
import html
import io
import json
import re
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache

import pypdfium2

# What is planted, and what a clerk would call it. Texts are told apart by a pair of characters of the
# calendar; numbers are real in form, so that no form refuses them.
TEXTS = (
    "paper_text", "correction_points", "correction_answer", "letter_value",
    "opinion_reasons", "extension_reason", "search_record", "decision_reason",
    "decision_record", "letter_reasons", "file_content", "source_content", "answer_content",
    "remedy_paper", "draft_text", "description", "corrected_description", "consult_text",
    "delivery_proof", "report_text", "figure_evidence",
)  # fmt: skip
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"

MARKERS: dict[str, str] = {
    "applicant_name": "沆瀣鼐",
    "applicant_id_number": "110101199003077475",
    "applicant_phone": "13900718263",
    "applicant_email": "hangxie.nai@qq.example",
    "applicant_address": "示例县瀣溪路73号5单元902室",
    "agent_name": "甪璧骉",
    "agent_id_number": "11010519491231002X",
    "agent_phone": "13700918264",
    "walk_in_name": "彧翀淼",
    "walk_in_id_number": "440524188001010014",
    "walk_in_phone": "13600728165",
    "third_party_name": "犇骉商行",
    "third_party_contact": "劦燊垚",
    "third_party_phone": "13500738266",
    "third_party_address": "示例县犇骉街41号",
    "remedy_applicant": "麤毳焱",
    "draft_name": "鑫淼磊",
    "draft_phone": "13400748367",
    "application_file_name": "沆瀣鼐户口簿",
    "source_file_name": "犇骉商行合同",
    "remedy_file_name": "麤毳焱起诉状",
    "covered": "COVEREDMARK",
}
MARKERS |= {name: f"密标{_STEMS[at % 10]}{_BRANCHES[at % 12]}录" for at, name in enumerate(TEXTS)}
MARKERS["file_content"], MARKERS["source_content"] = "FILECONTENTMARK", "SOURCEOPENMARK"
MARKERS["answer_content"], MARKERS["remedy_paper"] = "ANSWERCONTENTMARK", "REMEDYPAPERMARK"

_MOST_DEEP = 4


@cache
def _forms() -> tuple[tuple[str, tuple[bytes, ...]], ...]:
    """Each marker as bytes, as it looks when somebody encoded it on the way."""
    made = []
    for kind, text in MARKERS.items():
        forms = {text, urllib.parse.quote(text), urllib.parse.quote(text).lower()}
        forms |= {json.dumps(text)[1:-1], json.dumps(text)[1:-1].upper()}
        forms |= {"".join(f"&#{ord(one)};" for one in text)}
        forms |= {"".join(f"&#x{ord(one):x};" for one in text), html.escape(text)}
        plain = text.encode()
        found = {one.encode() for one in forms} | {text.encode("utf-16-le"), text.encode("gb18030")}
        for shift in range(3):  # base64 looks different at each of three places
            inner = base64.b64encode(b"\0" * shift + plain)[(0, 2, 3)[shift] :]
            kept = inner.rstrip(b"=")[: (len(inner.rstrip(b"=")) // 4) * 4 - 4]
            found |= {kept, kept.replace(b"+", b"-").replace(b"/", b"_")}
        found |= {plain.hex().encode(), plain.hex().upper().encode()}
        made.append((kind, tuple(one for one in found if len(one) >= 6)))
    return tuple(made)


def found_in(content: bytes | str) -> set[str]:
    """The kinds of markers in something, whatever it was wrapped in."""
    whole = content.encode() if isinstance(content, str) else content
    found = set()
    for one in _opened(whole, 0):
        found |= {kind for kind, forms in _forms() if any(form in one for form in forms)}
    return found


def _opened(content: bytes, deep: int) -> Iterator[bytes]:
    yield content
    if deep >= _MOST_DEEP:
        return
    if content[:2] == b"PK":
        yield from _archive(content, deep)
    elif content[:5] == b"%PDF-":
        yield from _pages(content, deep)
    elif content[:2] == b"\x1f\x8b":
        yield from _opened(gzip.decompress(content), deep + 1)
    elif content[:1] == b"\x78":
        try:
            yield from _opened(zlib.decompress(content), deep + 1)
        except zlib.error:
            return


def _archive(content: bytes, deep: int) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                for one in _opened(archive.read(name), deep + 1):
                    # Word splits a word into runs: the same once more without its tags.
                    yield one
                    yield re.sub(rb"<[^>]*>", b"", one)
    except zipfile.BadZipFile:
        return


def _pages(content: bytes, deep: int) -> Iterator[bytes]:
    pdf = pypdfium2.PdfDocument(content)
    try:
        yield json.dumps(pdf.get_metadata_dict(), ensure_ascii=False).encode()
        for at in range(len(pdf)):
            text = pdf[at].get_textpage().get_text_bounded()
            # A line may break in the middle of a marker.
            yield "".join(text.split()).encode()
        for at in range(pdf.count_attachments()):
            held = pdf.get_attachment(at)
            yield held.get_name().encode()
            yield from _opened(bytes(held.get_data()), deep + 1)
    finally:
        pdf.close()
