"""Letters as a reader would type them: ligatures spelt out, bullets and hyphens of one kind, raised figures raised."""

from __future__ import annotations

import re
import unicodedata

_PRIVATE = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "‣", "\uf02d": "-", "\uf0fc": "✓", "\uf0a8": "◦"}
_SAME = {
    "\u00a0": " ",
    "\u2007": " ",
    "\u202f": " ",
    "\u2010": "-",
    "\u2011": "-",
    "\u200b": "",
    "\ufeff": "",
}
_TABLE = str.maketrans(_PRIVATE | _SAME)
_LIGATURE = re.compile("[\ufb00-\ufb06\u0132\u0133]")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SOFT_BETWEEN_LETTERS = re.compile(r"(?<=[^\W\d_])\u00ad(?=[^\W\d_])")
_GARBLED = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]|\\(cid:\\d+\\)")


def plain(text: str) -> str:
    """Text with ligatures spelt out, soft hyphens gone and one kind of space and hyphen.

    A soft hyphen next to a figure is kept as a hyphen: fonts that print every hyphen as a soft one exist, and
    2025-26 must not become 202526. One at the end of the text stays, for the line end to be mended.
    """
    text = _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text.translate(_TABLE))
    text = _SOFT_BETWEEN_LETTERS.sub("", text)
    return re.sub("\u00ad(?=.)", "-", text)


def raised(text: str) -> str:
    """Figures as superscript figures; letters as they are."""
    return text.translate(_RAISED)


def garbled(text: str) -> int:
    """How many letters of a text stand for nothing: its font did not say what they are."""
    return len(_GARBLED.findall(text))
