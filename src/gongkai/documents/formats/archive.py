"""Zip containers (DOCX, XLSX, OFD, ODT) opened within bounds, and their XML without entities."""

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from gongkai.documents.errors import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_MEMBERS = 3_000
MAX_TOTAL = 256 * 1024 * 1024  # declared, all members: pictures of a scanned annex fit
MAX_MEMBER = 24 * 1024 * 1024  # of one part that is read; the text of a report is far below 1 MB
# XML packs at most about 1:60 in real files; a bomb needs far more to be worth its name.
MAX_RATIO = 200
_RATIO_MATTERS = 4 * 1024 * 1024
_TRANSITIONAL = b"http://schemas.openxmlformats.org/"
_DAMAGED = "压缩包结构已损坏或文件不完整，无法读取。"
RESAVE = "请用原来的软件重新打开并另存一份，再上传新文件。"


class Archive:
    """A zip file in memory. Every way of opening or reading it raises Unreadable and nothing else."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
            raise Unreadable(_DAMAGED, RESAVE) from error
        if len(members) > MAX_MEMBERS:
            raise Unreadable(f"压缩包内有{len(members)}个文件，超过{MAX_MEMBERS}个的上限。", RESAVE)
        if sum(one.file_size for one in members) > MAX_TOTAL:
            raise Unreadable("压缩包展开后过大，可能是压缩炸弹，已停止读取。", RESAVE)
        self._members = {one.filename.replace("\\", "/").lstrip("/"): one for one in members}

    @property
    def names(self) -> list[str]:
        return list(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """The inflated part, at most MAX_MEMBER whatever its header declares."""
        member = self._members.get(name)
        if member is None:
            raise Unreadable(f"文件不完整：缺少内部文件 {name[:80]}。", RESAVE)
        if member.flag_bits & 1:
            raise Unreadable("文件设了密码，无法读取。", "请取消密码后另存一份再上传。")
        packed = max(member.compress_size, 1)
        if member.file_size > _RATIO_MATTERS and member.file_size / packed > MAX_RATIO:
            raise Unreadable("压缩比异常，可能是压缩炸弹，已停止读取。", RESAVE)
        try:
            with self._zip.open(member) as stream:
                inflated = stream.read(MAX_MEMBER + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
            NotImplementedError,
            ValueError,
            LookupError,
        ) as error:
            raise Unreadable(_DAMAGED, RESAVE) from error
        if len(inflated) > MAX_MEMBER:
            raise Unreadable("文件内部的内容过大，已停止读取。", RESAVE)
        return inflated

    def xml(self, name: str) -> "_Element":
        """The part as an element tree; see `parse_xml`."""
        return parse_xml(self.read(name), name)


def parse_xml(data: bytes, name: str = "XML") -> "_Element":
    """Parse without entities, network or huge trees. Office files have no DOCTYPE: one is refused.

    The names of strict OOXML (ISO 29500 strict) are turned into those of the transitional form.
    """
    from lxml import etree

    refuse_entities(data)
    data = in_transitional_names(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise Unreadable(f"文件内部的 {name[:80]} 已损坏，无法读取。", RESAVE) from error


def refuse_entities(data: bytes) -> None:
    """Raises Unreadable for XML with a DOCTYPE or entities, in whatever encoding."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or _wide_doctype(data):
        raise Unreadable("文件内部含有不应有的实体定义，可能是恶意文件，已停止读取。", RESAVE)


def _wide_doctype(data: bytes) -> bool:
    """A DOCTYPE written in UTF-16, which the search for plain bytes does not see."""
    head = data[:4]
    if b"\x00" not in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return b"DOCTYPE" in data.replace(b"\x00", b"") or b"ENTITY" in data.replace(b"\x00", b"")


def in_transitional_names(data: bytes) -> bytes:
    """Strict OOXML as transitional OOXML; anything else as it is."""
    if b"http://purl.oclc.org/ooxml/" not in data[:20_000]:
        return data
    for part in (b"wordprocessingml", b"spreadsheetml"):
        data = data.replace(
            b"http://purl.oclc.org/ooxml/" + part + b"/main", _TRANSITIONAL + part + b"/2006/main"
        )
    return data.replace(
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        _TRANSITIONAL + b"officeDocument/2006/relationships",
    )
