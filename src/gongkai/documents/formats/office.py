"""Old Word, WPS, RTF and OpenDocument files, turned into DOCX or XLSX by LibreOffice where it is installed."""

import os
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from gongkai.documents.blocks import Document
from gongkai.documents.errors import Unreadable
from gongkai.documents.formats.docx import read_docx
from gongkai.documents.formats.xlsx import read_xlsx

MEDIA_TYPE = "application/msword"
_SHEET = "application/vnd.oasis.opendocument.spreadsheet"
_FILTERS = {
    "docx": "docx:MS Word 2007 XML",
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "pptx": "pptx:Impress MS PowerPoint 2007 XML",
    "pdf": "pdf:writer_pdf_Export",
}
SECONDS = 18
_SAVE = "请用 Word 或 WPS 打开后另存为 .docx，再上传新文件。"
# A fresh profile each time, in which no macro runs and no linked file is fetched.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="UseLocking" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""


def read_office(data: bytes, name: str = "") -> Document:
    """Read .doc .wps .rtf .odt; raises Unreadable if LibreOffice is absent, fails or takes too long."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unreadable("本机没有安装 LibreOffice，无法读取这种旧格式的文件。", _SAVE)
    with tempfile.TemporaryDirectory(prefix="gongkai-office-") as folder:
        if _is_sheet(data):
            return replace(
                read_xlsx(_convert(program, data, Path(folder), "xlsx")), media_type=_SHEET
            )
        made = _convert(program, data, Path(folder), "docx")
    return replace(read_docx(made), media_type=_media_type(data))


def converted(data: bytes, to: str) -> bytes:
    """The file as `docx`, `xlsx`, `pptx` or (a Word file) `pdf`; raises Unreadable as `read_office` does."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unreadable("本机没有安装 LibreOffice，无法读取这种旧格式的文件。", _SAVE)
    with tempfile.TemporaryDirectory(prefix="gongkai-office-") as folder:
        return _convert(program, data, Path(folder), to)


def _is_sheet(data: bytes) -> bool:
    """An OpenDocument workbook: its first member is the uncompressed media type."""
    return data.startswith(b"PK") and _SHEET.encode() in data[:200]


def _convert(program: str, data: bytes, folder: Path, to: str) -> bytes:
    """The file as DOCX or XLSX. The program stays in this process group, which the sandbox ends as a whole."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    source = folder / "source.doc"  # LibreOffice goes by the content
    source.write_bytes(data)
    reading = _import_filter(data, to)
    command = [
        program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
        f"-env:UserInstallation={profile.as_uri()}",
        *([f"--infilter={reading}"] if reading else []),
        "--convert-to", _FILTERS[to], "--outdir", str(folder / "made"), str(source),
    ]  # fmt: skip
    environment = {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
    }
    try:
        subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(f"LibreOffice 在{SECONDS}秒内没有完成转换。", _SAVE) from error
    except OSError as error:
        raise Unreadable("LibreOffice 无法启动，不能读取这种旧格式的文件。", _SAVE) from error
    made = folder / "made" / f"source.{to}"
    if not made.exists():
        raise Unreadable("LibreOffice 打不开这个文件，文件可能已损坏或设了密码。", _SAVE)
    return made.read_bytes()


def _import_filter(data: bytes, to: str) -> str:
    """The filter by the content: left to itself, LibreOffice takes damaged files for plain text."""
    if to == "pptx":
        return "impress8" if data.startswith(b"PK") else "MS PowerPoint 97"
    if to == "xlsx" and not data.startswith((b"PK", b"<")):
        return "MS Excel 97"
    if data.startswith(b"PK") and b"word/" in data:
        return "MS Word 2007 XML"
    if data.startswith(b"PK"):
        return "calc8" if _is_sheet(data) else "writer8"
    if data.lstrip()[:5] == b"{\\rtf":
        return "Rich Text Format"
    return "" if data.lstrip()[:1] == b"<" else "MS Word 97"


def _media_type(data: bytes) -> str:
    if data.startswith(b"PK"):
        return "application/vnd.oasis.opendocument.text"
    if data.lstrip()[:5] == b"{\\rtf":
        return "application/rtf"
    return MEDIA_TYPE
