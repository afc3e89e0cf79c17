"""Paragraph numbers as documents print them: 12, 4.3.1, 7(b)(ii), Annex A 3.

`mark_at` reads the number at the start of a block. What the number means (a paragraph, a heading, an item of
a list) depends on what came before it; that is decided in outline.py. `Ladder` follows (a), (b), (i), (ii).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

MarkKind = Literal["decimal", "integer", "letter", "lettered", "full", "annex"]

_LABEL = r"(?:(?:Rule|Clause|Section|Article|Paragraph|Para\.?)\s+)?"
_END = r"(?:[.):]\s*|\s+[–—-]\s+|\s+)"
_FULL = re.compile(rf"^{_LABEL}(\d{{1,3}}(?:\.\d{{1,3}})*)((?:\((?:[a-z]{{1,4}}|\d{{1,2}})\))+){_END}(?=\S)")
_DECIMAL = re.compile(rf"^{_LABEL}(\d{{1,3}}(?:\.\d{{1,3}}){{1,5}}){_END}(?=\S)")
_INTEGER = re.compile(rf"^({_LABEL})([1-9]\d{{0,2}})([.):](?!\d)\s*|\s+[–—-]\s+|\s+)(?=\S)")
_LETTER = re.compile(r"^(?:\(([a-z]{1,2}|[ivxl]{1,5}|\d{1,2})\)|([a-z]|[ivxl]{1,5})\))\s+(?=\S)")
_LETTERED = re.compile(r"^([A-Z](?:\.\d{1,2}|\d{1,2})(?:\.\d{1,2})*)[.):]?\s+(?=[A-Z“\"‘'£(])")
_ANNEX = re.compile(r"^(Annex|Appendix|Schedule)\s+([A-Z]|\d{1,2}|[IVX]{1,4})\b\s*[:.–—-]?\s*(.*)$", re.IGNORECASE)
_DATE = re.compile(r"^\d\d\.\d\d\.\d\d(?:\d\d)?$")
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_MEASURED = re.compile(
    r"^(?:%|per\s?cent\b|percent\b|million\b|billion\b|bn\b|m\b|k\b|am\b|pm\b|noon\b|hours?\b|days?\b|weeks?\b|months?\b"
    rf"|years?\b|times\b|tonnes?\b|miles?\b|km\b|FTE\b|(?:st|nd|rd|th)\b|(?:{_MONTHS}|jan|feb|mar|apr|jun|jul|aug|sept?|oct"
    r"|nov|dec)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Mark:
    """A number read at the start of a block, and the words after it.

    `number` is as printed without its closing full stop or bracket. `bare` marks a whole number with no
    punctuation after it ("12 The council"), which may be no number at all.
    """

    kind: MarkKind
    number: str
    rest: str
    bare: bool = False


def mark_at(text: str) -> Mark | None:
    """The number that `text` begins with, or None. Dates, times, amounts and measures are no paragraph numbers."""
    for reader in (_full, _decimal, _integer, _letter, _lettered):
        mark = reader(text)
        if mark and not _MEASURED.match(mark.rest):
            return mark
    return None


def annex_at(text: str) -> Mark | None:
    """The annex that a heading opens ("Annex A", "Schedule 2: Forms"), or None."""
    match = _ANNEX.match(text)
    if not match:
        return None
    return Mark("annex", f"{match[1].title()} {match[2].upper()}", match[3].strip())


def _full(text: str) -> Mark | None:
    match = _FULL.match(text)
    return Mark("full", match[1] + match[2], text[match.end() :]) if match else None


def _decimal(text: str) -> Mark | None:
    match = _DECIMAL.match(text)
    if not match or _DATE.match(match[1]):
        return None
    return Mark("decimal", match[1], text[match.end() :])


def _integer(text: str) -> Mark | None:
    match = _INTEGER.match(text)
    if not match:
        return None
    bare = not match[1] and match[3].isspace()
    return Mark("integer", match[2], text[match.end() :], bare=bare)


def _letter(text: str) -> Mark | None:
    match = _LETTER.match(text)
    return Mark("letter", match[1] or match[2], text[match.end() :]) if match else None


def _lettered(text: str) -> Mark | None:
    match = _LETTERED.match(text)
    return Mark("lettered", match[1], text[match.end() :]) if match else None


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def roman(text: str) -> int | None:
    """The value of a small roman numeral (i to lxxxix), or None where `text` is not one in its usual form."""
    if not text or set(text) - set(_ROMAN):
        return None
    values = [_ROMAN[letter] for letter in text]
    total = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    return total if _as_roman(total) == text else None


def _as_roman(value: int) -> str:
    pairs = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text = ""
    for size, letters in pairs:
        while value >= size:
            text, value = text + letters, value - size
    return text


Style = Literal["letter", "roman", "digit"]


def _readings(label: str) -> list[tuple[Style, int]]:
    """The ways a bracketed label can be read: (i) is the letter i and the numeral one."""
    if label.isdigit():
        return [("digit", int(label))]
    readings: list[tuple[Style, int]] = []
    if len(label) == 1:
        readings.append(("letter", ord(label) - 96))
    elif len(label) == 2 and label[0] == label[1]:
        readings.append(("letter", 26 + ord(label[0]) - 96))
    value = roman(label)
    return readings + ([("roman", value)] if value else [])


@dataclass
class Ladder:
    """Where we stand among nested (a), (i), (1) below one numbered paragraph."""

    steps: list[tuple[Style, int, str]] = field(default_factory=list)

    def climb(self, label: str) -> str:
        """The path of brackets for the next label: "(b)", "(b)(ii)".

        A label that continues a step we stand on takes that step's place; one that begins a count goes
        one step deeper; any other joins the step of its own style.
        """
        readings = _readings(label)
        for depth in range(len(self.steps) - 1, -1, -1):
            style, value, _ = self.steps[depth]
            if (style, value + 1) in readings:
                return self._stand(depth, style, value + 1, label)
        firsts = [reading for reading in readings if reading[1] == 1]
        if firsts:
            style, value = firsts[-1]
            depth = next((d for d, step in enumerate(self.steps) if step[0] == style), len(self.steps))
            return self._stand(depth, style, value, label)
        style, value = readings[0] if readings else ("letter", 0)
        depth = next((d for d, step in enumerate(self.steps) if step[0] == style), len(self.steps))
        return self._stand(depth, style, value, label)

    def _stand(self, depth: int, style: Style, value: int, label: str) -> str:
        self.steps[depth:] = [(style, value, label)]
        return "".join(f"({step[2]})" for step in self.steps)
