"""Values of the redaction desk: marks, pages, what is pointed out, what was made."""

from dataclasses import dataclass, field

# A page of scans at 200 dpi takes some 300 KB: so many still make a file that can be kept and sent.
MOST_PAGES = 100
MOST_MARKS = 2_000
# The largest picture that is opened: an A3 page at 400 dpi.
MOST_PIXELS = 32_000_000
MOST_OUTPUT = 19 * 1024 * 1024


@dataclass(frozen=True)
class Mark:
    """A rectangle on page `page` (from 1), in fractions of the page as it is shown, from the top left."""

    page: int
    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def is_on_page(self, pages: int) -> bool:
        """Whether it lies on one of the pages and covers something there."""
        return (
            1 <= self.page <= pages
            and 0 <= self.left < self.right <= 1.0001
            and 0 <= self.top < self.bottom <= 1.0001
        )

    def box(self, width: int, height: int) -> tuple[int, int, int, int]:
        """In whole pixels of a picture of the page, one more on each side: half a pixel would shine through."""
        return (
            max(0, int(self.left * width) - 1),
            max(0, int(self.top * height) - 1),
            min(width, -int(-self.right * width // 1) + 1),
            min(height, -int(-self.bottom * height // 1) + 1),
        )


@dataclass(frozen=True)
class PageSize:
    """As it is shown: turned and cropped. Points (1/72 inch); of a picture file: pixels."""

    width: float
    height: float


@dataclass(frozen=True)
class Original:
    """A file that can be marked. `made`: the same as PDF where the file itself has no pages (Word)."""

    media_type: str
    pages: tuple[PageSize, ...]
    remarks: tuple[str, ...] = ()
    made: bytes = field(repr=False, default=b"")


@dataclass(frozen=True)
class Pointed:
    """Personal data in the text layer, for a person to judge. `kind`: 身份证号码 …; never the data itself."""

    mark: Mark
    kind: str
    certain: bool


@dataclass(frozen=True)
class Redacted:
    """The new file, proved. `remarks`: what a person should look at again."""

    content: bytes = field(repr=False)
    media_type: str
    pages: int
    dpi: int
    remarks: tuple[str, ...] = ()
