"""Strips of a page gathered into rows of cells.

A cell is a stack of strips below one another; stacks drawn one after the other to the right make a row. Running text
gathers the same way: a paragraph is a row of one stack, a hanging number and its paragraph a row of two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.readers.pdf_strips import Strip

Stack = list[Strip]
Row = list[Stack]

_MARKER = re.compile(r"^(?:\(?\d{1,3}(?:\.\d{1,3})*[.):]?|\(?[a-z]{1,2}[.)]|\(?[ivxl]{1,5}[.)]|[•●▪■◦‣–*-])$")


def rows_of_strips(strips: Sequence[Strip]) -> list[Row]:
    """The rows of a page, in the order they were drawn."""
    return [part for row in _rows(_stacks(strips)) for part in _without_text_above(row)]


def hangs(row: Row, *, at_edge: bool) -> bool:
    """Whether a row is a number hanging before its paragraph; inside a table a bare number may also be a cell."""
    if len(row) != 2 or len(row[0]) > 1 or not _MARKER.match(row[0][0].text):
        return False
    return at_edge or not row[0][0].text.isdigit()


def span(stack: Stack) -> tuple[float, float]:
    """Where a stack begins and ends, from left to right."""
    return min(strip.left for strip in stack), max(strip.right for strip in stack)


def _stacks(strips: Sequence[Strip]) -> list[Stack]:
    """Strips drawn one below the other at the same place."""
    stacks: list[Stack] = []
    for strip in strips:
        if stacks and _below(stacks[-1][-1], strip):
            stacks[-1].append(strip)
        else:
            stacks.append([strip])
    return stacks


def _below(above: Strip, strip: Strip) -> bool:
    size = max(above.size, strip.size)
    if not 0.5 * size < above.y - strip.y < 2.2 * size or abs(above.size - strip.size) > 0.15 * size:
        return False
    listed = above.text.startswith("•") or strip.text.startswith("•")
    middles = abs((above.left + above.right) - (strip.left + strip.right)) / 2
    centred = middles < 0.5 * size and above.bold == strip.bold
    return centred or abs(above.left - strip.left) < (3.5 if listed else 1.5) * size


def _rows(stacks: Sequence[Stack]) -> list[Row]:
    """Stacks drawn one after the other from left to right at the same height."""
    rows: list[Row] = []
    for stack in stacks:
        if not rows or not _right_of(rows[-1][-1], stack):
            rows.append([stack])
        elif above := _text_above(rows[-1], stack):
            rows.append([rows[-1][-1][above:], stack])
            del rows[-2][-1][above:]
        else:
            rows[-1].append(stack)
    return rows


def _right_of(before: Stack, stack: Stack) -> bool:
    """Whether a stack begins to the right of the strips that it stands beside, and no lower than their end."""
    size = stack[0].size
    lefts = [strip.left for strip in before if strip.y <= stack[0].y + 0.5 * size]
    return stack[0].y >= before[-1].y - 0.5 * size and stack[0].left >= max(lefts, default=before[-1].left) + size


def _text_above(row: Row, stack: Stack) -> int:
    """How many strips at the end of `row` are a numbered paragraph that stands above the table `stack` is in."""
    level = stack[0].y + 0.5 * stack[0].size
    if len(row) < 2 or any(cell[-1].y <= level for cell in row[:-1]):
        return 0
    return sum(strip.y > level for strip in row[-1]) % len(row[-1])


def _without_text_above(row: Row) -> Iterator[Row]:
    """A row parted from the text above it: its first cell may carry the lines that stand before a table."""
    first = row[0]
    top = max(stack[0].y for stack in row[1:]) if len(row) > 1 else first[0].y
    start = next((i for i, strip in enumerate(first) if strip.y <= top + 0.5 * strip.size), len(first) - 1)
    if start and abs(first[start].y - top) > 0.5 * first[start].size:
        start = _cell_start(first, start)
    if start:
        yield [first[:start]]
    yield [first[start:], *row[1:]]


def _cell_start(stack: Stack, start: int) -> int:
    """Where a cell that is centred on its row begins: up from `start` as far as its lines stand close together."""
    while start and stack[start - 1].y - stack[start].y < 1.3 * stack[start].size:
        start -= 1
    return start
