"""Columns of prose that a file draws line by line across the page, put back one after the other.

Most files draw one column to its end before the next, and pass through unchanged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean

from indexer.readers.pdf_strips import Strip

_FEWEST_LINES = 5


def column_by_column(strips: Sequence[Strip]) -> list[Strip]:
    """Strips in reading order, where lines of prose stand side by side."""
    gutter = _gutter(strips)
    if gutter is None:
        return list(strips)
    ordered: list[Strip] = []
    left: list[Strip] = []
    right: list[Strip] = []
    for strip in strips:
        if strip.left >= gutter:
            right.append(strip)
        elif strip.right < gutter + 0.1 * (strip.right - strip.left):
            left.append(strip)
        else:
            ordered += [*column_by_column(left), *column_by_column(right), strip]
            left, right = [], []
    return ordered + column_by_column(left) + column_by_column(right)


def _gutter(strips: Sequence[Strip]) -> float | None:
    """Where the right-hand column begins; None where the strips that stand side by side are no prose."""
    pairs = [(before, after) for before, after in pairwise(strips) if before.beside(after)]
    begins = Counter(round(after.left) for _, after in pairs)
    if not begins:
        return None
    left = begins.most_common(1)[0][0]
    beside = [pair for pair in pairs if abs(pair[1].left - left) < 2]
    return left - 2.0 if len(beside) >= _FEWEST_LINES and _is_prose([s for pair in beside for s in pair]) else None


def _is_prose(strips: Sequence[Strip]) -> bool:
    """Whether strips are lines of running text: words enough, and a third of them begun in mid-sentence."""
    low = sum(strip.text[:1].islower() for strip in strips)
    return low * 3 >= len(strips) and fmean(len(strip.text.split()) for strip in strips) >= 4
