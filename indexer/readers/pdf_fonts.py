"""How wide and how heavy a PDF font is: enough to tell a gap between columns from a space between words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

_BOLD = ("bold", "black", "heavy", "demi")
_FORCED_BOLD = 1 << 18
_USUAL = 556  # the width that most letters of Helvetica have, in thousandths of an em
_WIDTHS = {  # Helvetica's widths in ems, from its published metrics, gathered by size
    0.222: "ijl'|‘’",
    0.278: " !,./:;I[]\\ft",
    0.333: "()-r`“”",
    0.5: "cksvxyzJ*",
    0.611: "FTZ",
    0.667: "ABEKPSVXY&",
    0.722: "CDHNRUw",
    0.778: "GOQ",
    0.833: "mM",
    0.9: "%W—@",
}
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}


@dataclass(frozen=True)
class Measure:
    """A font's breadth against Helvetica's, or the one width in ems that all its letters have."""

    breadth: float = 1.0
    each: float = 0.0

    def width(self, text: str) -> float:
        """The width of a text, in ems; an estimate, within a tenth for the usual fonts."""
        if self.each:
            return self.each * len(text)
        return self.breadth * sum(_WIDTH_OF.get(letter, _USUAL / 1000) for letter in text)


def is_bold(font: Any) -> bool:
    """Whether a font is a bold one, by its name, its weight or its flag."""
    if any(word in _name(font) for word in _BOLD):
        return True
    about = _of(font, "/FontDescriptor")
    weight, flags = _of(about, "/FontWeight"), _of(about, "/Flags")
    heavy = isinstance(weight, (int, float)) and weight >= 600
    return heavy or (isinstance(flags, int) and bool(flags & _FORCED_BOLD))


def is_typewriter(font: Any) -> bool:
    """Whether a font is Courier."""
    return "courier" in _name(font)


def measure_of(font: Any) -> Measure:
    """How wide a font runs, by the width that most of its letters have."""
    counts = _widths(font) + _glyph_widths(font)
    if not counts:
        return _measure_by_name(font)
    usual, times = counts.most_common(1)[0]
    if len(counts) == 1 and times > 1:
        return Measure(each=usual / 1000)
    return Measure(min(1.6, max(0.6, usual / _USUAL)))


def _measure_by_name(font: Any) -> Measure:
    """The breadth of one of the fonts that every PDF reader has, whose widths no file needs to give."""
    if is_typewriter(font):
        return Measure(each=0.6)
    return Measure((0.92 if "times" in _name(font) else 1.0) * (1.07 if is_bold(font) else 1.0))


def _widths(font: Any) -> Counter[int]:
    """The widths of a simple font."""
    return _counted(_of(font, "/Widths"))


def _glyph_widths(font: Any) -> Counter[int]:
    """The widths of a font of many glyphs: [first [w w w] first last w ...]."""
    below = _of(font, "/DescendantFonts")
    runs = _of(_resolved(below[0]), "/W") if isinstance(below, list) and below else None
    counts: Counter[int] = Counter()
    items = [_resolved(item) for item in runs] if isinstance(runs, list) else []
    place = 0
    while place + 1 < len(items):
        if isinstance(items[place + 1], list):
            counts += _counted(items[place + 1])
            place += 2
        else:
            counts += _range(items[place : place + 3])
            place += 3
    return counts


def _range(items: list[Any]) -> Counter[int]:
    """A run of glyphs of one width; a very long one is no letters of a text."""
    numbers = [item for item in items if isinstance(item, (int, float))]
    if len(numbers) < 3 or numbers[2] <= 0:
        return Counter()
    return Counter({round(numbers[2]): max(1, min(26, int(numbers[1] - numbers[0]) + 1))})


def _counted(widths: Any) -> Counter[int]:
    numbers = [_resolved(width) for width in widths] if isinstance(widths, list) else []
    return Counter(round(n) for n in numbers if isinstance(n, (int, float)) and n > 0)


def _name(font: Any) -> str:
    return str(_of(font, "/BaseFont") or "").lower()


def _of(value: Any, key: str) -> Any:
    """An entry of a dictionary of the file; None where either is missing."""
    return _resolved(value.get(key)) if hasattr(value, "get") else None


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value
