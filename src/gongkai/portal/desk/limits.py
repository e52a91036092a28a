"""The limits as the page says them; the numbers themselves stand where they are enforced."""

from dataclasses import dataclass

from gongkai.portal.uploads import MAX_FILE, MAX_FILES, MAX_TOTAL, MEGABYTE

# A file is given up after so many seconds; the reader enforces it in the process that reads.
READING_SECONDS = 20
# A batch sent in one post (scripts off) is answered within this time; what is left is named.
BATCH_SECONDS = 120.0
EXTENSIONS = (
    ".docx", ".pdf", ".xlsx", ".html", ".htm", ".md", ".txt", ".json", ".ofd", ".doc", ".wps",
)  # fmt: skip
MAX_PASTED = 1_000_000


@dataclass(frozen=True)
class Limits:
    file: int = MAX_FILE
    file_mb: int = MAX_FILE // MEGABYTE
    files: int = MAX_FILES
    total: int = MAX_TOTAL
    total_mb: int = MAX_TOTAL // MEGABYTE
    seconds: int = READING_SECONDS
    accept: str = ",".join(EXTENSIONS)


LIMITS = Limits()
