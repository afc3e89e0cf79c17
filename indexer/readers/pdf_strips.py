"""Pieces of text on one baseline become strips: words with their place, cut where a column may begin."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from indexer.readers.letters import plain, raised
from indexer.readers.pdf_pieces import Piece

_BULLET = re.compile(r"^[•●▪■◦‣∙·–—*\uf0b7\uf0a7\uf0d8\uf02d-]$")


@dataclass(frozen=True)
class Strip:
    """Words that stand together on one baseline, from `left` to `right`; `y` in points, upwards.

    `spaced` says that a space stands before it; `largest` holds the most characters of one piece.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool
    spaced: bool = False
    largest: int = 0

    def beside(self, other: Strip) -> bool:
        """Whether `other` goes on to the right on the same baseline. Nothing can overlap, so its start is enough."""
        size = max(self.size, other.size)
        return abs(self.y - other.y) <= 0.5 * size and other.left > self.left + 0.05 * size

    def joined(self, other: Strip) -> Strip:
        """Both as one, with a space between them where there is room for one."""
        note = self.text.isdigit() and self.size < 0.8 * other.size
        gap = other.spaced or note or other.left - self.right > 3 * self.size
        text = f"{self.text}{' ' if gap else ''}{other.text}"
        bigger = other if other.largest > self.largest else self
        return replace(
            self, text=text, right=max(self.right, other.right), bold=self.bold and other.bold,
            size=bigger.size, y=bigger.y, largest=bigger.largest,
        )  # fmt: skip


def strips_of(pieces: Iterable[Piece]) -> list[Strip]:
    """The strips of a page, in the order they were drawn."""
    strips: list[Strip] = []
    place: tuple[float, float] | None = None
    spaced = ended = False
    for piece in pieces:
        if not piece.text.strip():
            spaced = True
            continue
        same_place = place == (round(piece.x, 2), round(piece.y, 2))
        place = (round(piece.x, 2), round(piece.y, 2))
        before = strips[-1] if strips else None
        if before and _printed_twice(piece, before):
            continue
        strip = _strip(piece, before, spaced=spaced, goes_on=same_place)
        if before and ended and strip.left - before.right > 0.1 * strip.size:
            strip = replace(strip, spaced=True)  # pypdf tells of no space after the end of a line
        spaced, ended = piece.text.rstrip("\n").endswith(" "), piece.text.endswith("\n")
        if before and (same_place or before.beside(strip)) and _close(before, strip):
            strips[-1] = before.joined(strip)
        else:
            strips.append(strip)
    return [replace(strip, text=" ".join(plain(strip.text).split())) for strip in strips]


def _strip(piece: Piece, before: Strip | None, *, spaced: bool, goes_on: bool) -> Strip:
    """A piece as a strip. A piece that `goes_on` was given the place of the piece before: pypdf tells no other."""
    left = before.right + piece.jump if goes_on and before else piece.x
    words = piece.text.strip()
    spaced = spaced or piece.jump > 0 or piece.text.startswith(" ")
    if before and _is_raised(piece, before):
        words = raised(words)
        spaced = spaced and left - before.right > 0.5 * before.size
    return Strip(words, left, left + piece.width, piece.y, piece.size, piece.bold, spaced, len(words))


def _printed_twice(piece: Piece, before: Strip) -> bool:
    """Whether a piece is the one before once more, as some programs print bold."""
    near = abs(piece.x - before.left) < 0.1 * piece.size and abs(piece.y - before.y) < 0.1 * piece.size
    return near and piece.text.strip() == before.text


def _is_raised(piece: Piece, before: Strip) -> bool:
    """Whether a piece is set small and above the line that it stands on."""
    above = piece.rise or piece.y - before.y
    return piece.size < 0.85 * before.size and 0.1 * before.size < above < 0.6 * before.size


def _close(before: Strip, strip: Strip) -> bool:
    """Whether no column can begin between two strips: they nearly touch, or the first is a bullet."""
    return strip.left - before.right < 0.7 * max(before.size, strip.size) or bool(_BULLET.match(before.text))
