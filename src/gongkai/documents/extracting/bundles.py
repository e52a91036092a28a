"""ZIP bundles: every file inside, within bounds; a bundle inside once more."""

import contextlib

from gongkai.documents.errors import Unreadable
from gongkai.documents.extracting.contents import Contents, joined
from gongkai.documents.extracting.door import extract_inside
from gongkai.documents.formats.archive import Archive

MOST_FILES = 300
MOST_BYTES = 160 * 1024 * 1024
_SYSTEM = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")


def bundle(data: bytes, name: str, depth: int) -> Contents:
    """The files of a ZIP. Encrypted, oversized and unknown ones are gaps, named."""
    archive = Archive(data)
    made: list[Contents] = []
    taken = 0
    names = [one for one in archive.names if not one.endswith("/") and not _is_system(one)]
    for inner in names[:MOST_FILES]:
        shown = readable_name(inner)
        try:
            content = archive.read(inner)
        except Unreadable as refusal:
            made.append(Contents(gaps=(f"压缩包内“{shown}”：{refusal.message}",)))
            continue
        taken += len(content)
        if taken > MOST_BYTES:
            made.append(Contents(gaps=("压缩包展开后过大，后面的文件没有检查。",)))
            break
        made.append(extract_inside(content, shown, depth - 1).inside(f"压缩包内“{shown}”"))
    if len(names) > MOST_FILES:
        made.append(Contents(gaps=(f"压缩包里有{len(names)}个文件，只检查了前{MOST_FILES}个。",)))
    return joined(made)


def readable_name(name: str) -> str:
    """Windows packs Chinese names in GBK, which ZIP readers take for CP437."""
    with contextlib.suppress(UnicodeError):
        return name.encode("cp437").decode("gb18030")
    return name


def _is_system(name: str) -> bool:
    return name.lower().rpartition("/")[2] in _SYSTEM or name.lower().startswith(_SYSTEM)
