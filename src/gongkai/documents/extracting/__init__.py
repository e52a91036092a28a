"""Everything a file says, with its places, what is hidden too: for search and for the checks of attachments.

`reader.py` reads what a reader of the page sees, as one document; this room reads what anybody can
dig out of the file: hidden sheets and rows, comments, deleted text, properties, parts inside parts.
"""

from gongkai.documents.extracting.contents import Contents, Part
from gongkai.documents.extracting.door import extract, extract_safely

__all__ = ["Contents", "Part", "extract", "extract_safely"]
