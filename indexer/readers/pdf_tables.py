"""Which rows of a page make a table: cells that stand in the same columns, with white space between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean, median

from indexer.readers.pdf_rows import Row, Stack, span

Columns = tuple[tuple[float, float], ...]

_LEADERS = re.compile(r"(?:\.\s?){5,}|…{2,}")
_MOST_LINES = 12  # of a cell, and
_MOST_WORDS = 15  # of a line, on the average; more is prose in columns


def columns_of(rows: Sequence[Row]) -> Columns:
    """The columns that the cells of a table stand in, from the left; none where the rows make no table.

    Three rows make a table; two are enough where they have three cells or more.
    """
    most = max(len(row) for row in rows)
    full = [row for row in rows if len(row) == most]
    if most < 2 or len(rows) < (3 if most == 2 else 2) or len(full) * 2 < len(rows) or not _are_cells(rows):
        return ()
    columns: list[tuple[float, float]] = []
    for left, right in sorted(span(stack) for row in full for stack in row):
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(right, columns[-1][1]))
        else:
            columns.append((left, right))
    fits = len(columns) == most and all(_aligned(rows, column) for column in columns)
    return tuple(columns) if fits else ()


def continues(rows: Sequence[Row], columns: Columns) -> bool:
    """Whether every cell of some rows begins where one of a table's columns does, no two in one."""
    return bool(columns) and all(_fits(row, columns) for row in rows)


def _fits(row: Row, columns: Columns) -> bool:
    places = [column_of(stack, columns) for stack in row]
    close = all(
        abs(span(stack)[0] - columns[place][0]) < stack[0].size for stack, place in zip(row, places, strict=True)
    )
    return close and len(set(places)) == len(places)


def column_of(stack: Stack, columns: Columns) -> int:
    """The column a cell stands in: the first that it overlaps, or the nearest."""
    left, right = span(stack)
    overlapping = (i for i, (start, end) in enumerate(columns) if left < end and right > start)
    nearest = min(range(len(columns)), key=lambda i: abs(columns[i][0] - left))
    return next(overlapping, nearest)


def _aligned(rows: Sequence[Row], column: tuple[float, float]) -> bool:
    """Whether most cells of a column begin, end or have their middle at the same place."""
    spans = [span(stack) for row in rows for stack in row]
    inside = [(left, right) for left, right in spans if left < column[1] and right > column[0]]
    size = rows[0][0][0].size
    places = ([left for left, _ in inside], [right for _, right in inside], [(a + b) / 2 for a, b in inside])
    return any(
        sum(abs(place - median(at)) < tolerance * size for place in at) >= 0.6 * len(at)
        for at, tolerance in zip(places, (0.4, 0.5, 0.5), strict=True)
    )


def _are_cells(rows: Sequence[Row]) -> bool:
    """Whether stacks can be cells: no contents with leaders, and no long columns of prose."""
    stacks = [stack for row in rows for stack in row]
    texts = [strip.text for stack in stacks for strip in stack]
    short = fmean(len(stack) for stack in stacks) <= _MOST_LINES
    short = short and fmean(len(text.split()) for text in texts) <= _MOST_WORDS
    return short and _spread(rows) and not any(_LEADERS.search(text) for text in texts)


def _spread(rows: Sequence[Row]) -> bool:
    """Whether white space of two ems stands between cells somewhere; widths are estimates, and less may be none."""
    size = rows[0][0][0].size
    return any(span(after)[0] - span(cell)[1] > 2 * size for row in rows for cell, after in pairwise(row))
