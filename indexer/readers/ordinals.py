"""Whole numbers as lists print them: 3, 03, c, C, iii, III, 3rd, three, third."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_WORDS = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
_NTH = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")


def printed(value: int, kind: str) -> str:
    """A number in the style that Word names `kind`; in figures where it cannot be printed so."""
    style = _STYLES.get(kind)
    return style(value) if style else str(value)


def letters(value: int) -> str:
    """a to z, then aa, bb, as word processors count; in figures beyond 780."""
    return chr(97 + (value - 1) % 26) * ((value - 1) // 26 + 1) if 1 <= value <= 780 else str(value)


def roman(value: int) -> str:
    """i, ii, iii; in figures where there is no usual numeral."""
    if not 1 <= value <= 3999:
        return str(value)
    text = ""
    for size, numeral in _ROMAN:
        text, value = text + numeral * (value // size), value % size
    return text


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _word(value: int, words: tuple[str, ...]) -> str:
    return words[value - 1] if 1 <= value <= len(words) else str(value)


_STYLES: dict[str, Callable[[int], str]] = {
    "lowerLetter": letters,
    "upperLetter": lambda n: letters(n).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda n: roman(n).upper(),
    "decimalZero": lambda n: f"{n:02d}",
    "ordinal": _ordinal,
    "cardinalText": lambda n: _word(n, _WORDS),
    "ordinalText": lambda n: _word(n, _NTH),
    "none": lambda _: "",
}
