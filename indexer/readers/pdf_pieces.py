"""What pypdf's visitor saw on a page: stretches of text with their place, type size and weight."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf import PageObject, mult
from pypdf.generic import ArrayObject, ContentStream, FloatObject, NameObject

from indexer.readers.pdf_fonts import Measure, is_bold, is_typewriter, measure_of

MOST_CHARACTERS = 200_000
MOST_OPERATIONS = 300_000
_PAINTS = {b"Do", b"INLINE IMAGE", b"sh", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s"}
_MOVES = {b"Td", b"TD", b"Tm"}
_NO_CHANGE = ([FloatObject(number) for number in (1, 0, 0, 1, 0, 0)], b"cm")
_JUMP = -700  # thousandths of an em
_JUMPED = b"jumped"
_SHOWS = {b"Tj", b"TJ", b"'", b'"'}


@dataclass(frozen=True)
class Piece:
    """Text shown at one go; `x`, `y` and `width` in points, `y` upwards, `rise` above the baseline.

    pypdf knows no place for a piece that goes on with a text; it has the place of the piece before, and `jump` is the
    white space between the two, in points.
    """

    text: str
    x: float
    y: float
    width: float
    size: float
    bold: bool
    rise: float = 0.0
    turn: int | None = 0
    jump: float = 0.0


@dataclass(frozen=True)
class PagePieces:
    """A page's pieces in the order they were drawn, its height, and what could not be read of it."""

    pieces: tuple[Piece, ...]
    bottom: float
    top: float
    painted: bool
    slanted: tuple[str, ...] = ()


class TooMuchOnThePage(ValueError):
    """A page that holds more text or drawing than any printed page does."""


def pieces_of(page: PageObject) -> PagePieces:
    """The pieces of a page, turned so that its lines run from left to right. Raises TooMuchOnThePage."""
    watch = _Watch()
    _cut(page)
    page.extract_text(visitor_text=watch.text, visitor_operand_before=watch.operation)
    turn = _usual_turn(watch.pieces)
    upright = [_turned(piece, turn) for piece in watch.pieces if piece.turn == turn]
    aside = [_turned(piece, piece.turn) for piece in watch.pieces if piece.turn not in (turn, None)]
    slanted = tuple(piece.text.strip() for piece in watch.pieces if piece.turn is None)
    bottom, top = _height(page, turn)
    return PagePieces((*upright, *aside), bottom, top, watch.painted, slanted)


def _cut(page: PageObject) -> None:
    """Cut a page's texts where the pen jumps, so that the cells of a table drawn as one text keep their places.

    pypdf hands over the text so far at a change of the coordinates, and one that changes nothing is put there. It
    passes over operators that it does not know, and one of those tells `_Watch` how far a jump inside a text goes.
    """
    if "/Contents" not in page:
        return
    contents = ContentStream(page["/Contents"], page.pdf, "bytes")
    contents.operations = [cut for operands, operator in contents.operations for cut in _cuts(operands, operator)]
    page[NameObject("/Contents")] = contents


def _cuts(operands: Any, operator: bytes) -> Iterator[tuple[Any, bytes]]:
    """An operation of a page as one or several."""
    if operator in _MOVES:
        yield _NO_CHANGE
    elif operator == b"TJ" and operands and isinstance(operands[0], list):
        shown = ArrayObject()
        for item in operands[0]:
            if isinstance(item, (int, float)) and item < _JUMP and shown:
                yield [shown], operator
                yield _NO_CHANGE
                yield [FloatObject(-item / 1000)], _JUMPED
                shown = ArrayObject()
            else:
                shown.append(item)
        operands = [shown]
    yield operands, operator


@dataclass
class _Watch:
    """Collects what pypdf tells of a page as it goes through it."""

    pieces: list[Piece] = field(default_factory=list)
    characters: int = 0
    operations: int = 0
    rise: float = 0.0
    shown_rise: float = 0.0
    jump: float = 0.0
    painted: bool = False
    measures: dict[int, Measure] = field(default_factory=dict)

    def operation(self, operator: bytes, operands: Sequence[Any], _cm: Sequence[float], _tm: Sequence[float]) -> None:
        """Count an operation and keep what pypdf does not: the text rise, and whether anything was painted."""
        self.operations += 1
        if self.operations > MOST_OPERATIONS:
            raise TooMuchOnThePage
        if operator == b"Ts" and operands and isinstance(operands[0], (int, float)):
            self.rise = float(operands[0])
        elif operator == _JUMPED:
            self.jump = float(operands[0])
        elif operator in _SHOWS:
            self.shown_rise = self.rise
        elif operator in _PAINTS:
            self.painted = True

    def text(self, text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        """Keep a piece of text."""
        self.characters += len(text)
        if self.characters > MOST_CHARACTERS:
            raise TooMuchOnThePage
        if not text.strip("\n"):
            return
        a, b, c, d, x, y = mult(tm, cm)
        if is_typewriter(font) and text.strip() == "o":
            text = text.replace("o", "•")  # the second-level bullet of word processors is a typewriter's o
        measure = self.measures.get(id(font)) or self.measures.setdefault(id(font), measure_of(font))
        em, points = abs(size) * math.hypot(a, b), abs(size) * math.hypot(c, d)
        turn, jump, self.jump = _turn_of(a, b), self.jump * em, 0.0
        width = measure.width(text.strip("\n")) * em
        self.pieces.append(Piece(text, x, y, width, points, is_bold(font), self.shown_rise, turn, jump))


def _turn_of(a: float, b: float) -> int | None:
    """Which way a line runs: 0 right, 1 up, 2 left, 3 down; None where it runs at a slant."""
    quarters = math.atan2(b, a) / (math.pi / 2)
    return round(quarters) % 4 if abs(quarters - round(quarters)) < 0.06 else None


def _usual_turn(pieces: Sequence[Piece]) -> int:
    turns: Counter[int] = Counter()
    for piece in pieces:
        if piece.turn is not None:
            turns[piece.turn] += len(piece.text)
    return turns.most_common(1)[0][0] if turns else 0


def _turned(piece: Piece, turn: int | None) -> Piece:
    x, y = piece.x, piece.y
    x, y = {1: (y, -x), 2: (-x, -y), 3: (-y, x)}.get(turn or 0, (x, y))
    return replace(piece, x=x, y=y)


def _height(page: PageObject, turn: int) -> tuple[float, float]:
    """The lowest and the highest point of a page whose lines run as `turn` says."""
    box = page.cropbox
    return {
        0: (float(box.bottom), float(box.top)),
        1: (-float(box.right), -float(box.left)),
        2: (-float(box.top), -float(box.bottom)),
        3: (float(box.left), float(box.right)),
    }[turn]
