"""Marks of a chart as SVG elements: whole units and classes, no styles, no scripts."""

from collections.abc import Mapping
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement, tostring

WIDTH = 400
FONT = 14
SMALL = 12


class Drawing:
    """An SVG being drawn on a grid of `WIDTH` units. `key` makes its ids unique in the page."""

    def __init__(self, key: str, title: str, said: str) -> None:
        self.root = Element("svg", {"class": "chart-svg", "role": "img"})
        self.root.set("aria-labelledby", f"{key}-title {key}-desc")
        SubElement(self.root, "title", {"id": f"{key}-title"}).text = title
        SubElement(self.root, "desc", {"id": f"{key}-desc"}).text = said

    def bar(self, x: float, y: float, width: float, height: float, tone: str = "ink") -> None:
        """A filled box; one of no size is left out."""
        if width > 0 and height > 0:
            self._add("rect", {"x": x, "y": y, "width": width, "height": height, "class": tone})

    def line(self, x1: float, y1: float, x2: float, y2: float, tone: str = "axis") -> None:
        self._add("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "class": tone})

    def path(self, points: list[tuple[float, float]], tone: str = "stroke") -> None:
        """A line through the points."""
        joined = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self._add("polyline", {"points": joined, "class": tone})

    def dot(self, x: float, y: float, tone: str = "ink") -> None:
        self._add("circle", {"cx": x, "cy": y, "r": 3.5, "class": tone})

    def text(self, x: float, y: float, words: str, tone: str = "", anchor: str = "") -> None:
        """Words; `anchor` is middle or end, else the start."""
        values: dict[str, float | str] = {"x": x, "y": y}
        if tone:
            values["class"] = tone
        if anchor:
            values["text-anchor"] = anchor
        self._add("text", values).text = words

    def done(self, height: float) -> str:
        """The finished element as text."""
        self.root.set("viewBox", f"0 0 {WIDTH} {number(height)}")
        return tostring(self.root, encoding="unicode")

    def _add(self, name: str, values: Mapping[str, float | str]) -> Element:
        plain = {k: v if isinstance(v, str) else number(v) for k, v in values.items()}
        return SubElement(self.root, name, plain)


def number(value: float) -> str:
    """With one decimal at most: the grid is fine enough, and the bytes are the same everywhere."""
    return f"{value:.1f}".removesuffix(".0")


def width_of(words: str, size: int = FONT) -> float:
    """About how wide the words are: a Chinese character takes the size, another a little more than half."""
    return sum(size if ord(one) > 0x2E7F else size * 0.6 for one in words)


def scaled(value: Decimal | int, largest: Decimal | int, room: float) -> float:
    """The length of a value where `largest` takes all the room; what is not zero can always be seen."""
    if largest <= 0 or value <= 0:
        return 0.0
    return max(float(Decimal(value) / Decimal(largest)) * room, 1.0)
