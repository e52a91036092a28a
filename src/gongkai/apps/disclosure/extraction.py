"""The words of an attachment, for search and for the checks. Read in a child process with limits."""

from gongkai.apps.disclosure.data.limits import limit
from gongkai.documents import sandbox
from gongkai.documents.blocks import Document, TableBlock
from gongkai.documents.errors import DocumentError

_READABLE = ("docx", "xlsx", "xls", "et", "doc", "wps", "pdf", "ofd", "txt", "csv")


def extract_text(data: bytes, name: str) -> str:
    """The text of the file, at most `attachment_text` characters; empty where none can be read."""
    if name.rpartition(".")[2].lower() not in _READABLE:
        return ""
    try:
        document = sandbox.call("gongkai.documents.reader:read_document", data, name)
    except DocumentError:
        return ""
    return "\n".join(_lines(document))[: limit("attachment_text")]


def _lines(document: Document) -> list[str]:
    lines = []
    for block in document.blocks:
        if isinstance(block, TableBlock):
            lines += ["\t".join(cell.text for cell in row if cell.text) for row in block.rows()]
        else:
            lines.append(block.text)
    return [line for line in lines if line.strip()]
