"""Words that were broken at the end of a line, whole again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from indexer.readers.blocks import Line

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_BROKEN = re.compile(r"(?P<token>\S*[^\W_])(?P<hyphen>[-\u00ad])$")
_SOFT = "\u00ad"
_LINKS = {"and", "by", "for", "in", "of", "on", "the", "to", "up"}  # as in not-for-profit


def mended(lines: Sequence[Line]) -> list[Line]:
    """Lines of which none ends in the middle of a word: the rest of the word is moved up from the next line.

    A row of a table may hold line breaks inside its cells; they are mended too, and become spaces.
    """
    known = _words([text for line in lines for text in re.split(r"[\t\n]", line.text)])
    whole: list[Line] = []
    for line in (replace(line, text=_row_mended(line.text, known)) for line in lines):
        if whole and "\t" not in whole[-1].text and "\t" not in line.text and not line.gap:
            first, rest = _pair(whole[-1].text, line.text, known)
            whole[-1] = replace(whole[-1], text=first)
            line = replace(line, text=rest)
        if line.text:
            whole.append(line)
    return [replace(line, text=line.text.replace(_SOFT, "-")) for line in whole]


def _words(texts: Sequence[str]) -> Counter[str]:
    """Every word of the document, but no part of one that was broken at a line's end."""
    known: Counter[str] = Counter()
    broken = False
    for text in texts:
        words = text.partition(" ")[2] if broken else text
        known.update(_WORD.findall(_BROKEN.sub("", words).lower()))
        broken = bool(_BROKEN.search(text))
    return known


def _row_mended(text: str, known: Counter[str]) -> str:
    return "\t".join(_cell_mended(cell.split("\n"), known) for cell in text.split("\t"))


def _cell_mended(lines: Sequence[str], known: Counter[str]) -> str:
    whole = lines[0]
    for line in lines[1:]:
        first, rest = _pair(whole, line, known)
        whole = f"{first} {rest}".strip()
    return whole


def _pair(line: str, following: str, known: Counter[str]) -> tuple[str, str]:
    """Two lines, the word broken between them moved to the first."""
    broken = _BROKEN.search(line)
    head, _, rest = following.partition(" ")
    if not broken or not head[:1].isalnum():
        return line, following
    token = broken["token"]
    hyphen = "-" if _keeps_hyphen(token, head, known, soft=broken["hyphen"] == _SOFT) else ""
    return f"{line[: broken.start()]}{token}{hyphen}{head}", rest


def _keeps_hyphen(token: str, head: str, known: Counter[str], *, soft: bool) -> bool:
    """Whether the hyphen at a line's end belongs to the word, by how the rest of the document prints it."""
    if not token[-1].isalpha() or not head[0].islower() or re.search(r"[/@]", token):
        return True
    before, after = _WORD.findall(token.lower())[-1], _WORD.findall(head.lower())[0]
    *compound, last = before.split("-")
    if soft or known[before + after] or known[last + after]:
        return False
    linked = bool(compound) and last in _LINKS
    return bool(known[f"{before}-{after}"]) or linked or bool(known[last] and known[after])
