"""区分处理: pages become pictures, marks are burnt in, and a new file is made from the pictures alone.

What the source held besides its look (text layer, properties, layers, notes, earlier versions) has no way
into the output; `proving` shows it of every file before it is given back.
"""

from gongkai.documents.redacting.door import (
    look_at_safely,
    page_picture_safely,
    pointed_out_safely,
    redact_safely,
)
from gongkai.documents.redacting.marks import Mark, Original, PageSize, Pointed, Redacted

__all__ = [
    "Mark",
    "Original",
    "PageSize",
    "Pointed",
    "Redacted",
    "look_at_safely",
    "page_picture_safely",
    "pointed_out_safely",
    "redact_safely",
]
