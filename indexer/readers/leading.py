"""Which printed lines stand apart from the line before, by the usual distance between lines of their type size."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from indexer.readers.blocks import Line
from indexer.readers.pdf_layout import Printed

_CLEARLY_LARGER = 1.25
_USUAL = 1.2  # of the type size, where a document is too short to tell
_ENDS = re.compile(r"[.:;!?]\W*$")


def lines_with_gaps(pages: Sequence[Sequence[Printed]]) -> list[Line]:
    """The lines of all pages; the first of a page has no gap, since nobody can say."""
    usual = _usual_distances(pages)
    return [
        Line(line.text, number, round(line.size, 1), line.bold, gap)
        for number, page in enumerate(pages, 1)
        for line, gap in _gaps(page, usual)
    ]


def _usual_distances(pages: Sequence[Sequence[Printed]]) -> dict[int, float]:
    """The usual distance between lines for each type size, as a multiple of the size.

    The smallest that is common, since a list of short paragraphs has more gaps than wrapped lines.
    """
    counts: dict[int, Counter[float]] = defaultdict(Counter)
    for page in pages:
        for before, line in pairwise(page):
            distance = (before.bottom - line.top) / (line.size or 1.0)
            if not (before.row or line.row) and round(before.size) == round(line.size) and 0.9 < distance < 2.5:
                counts[round(line.size)][round(distance, 1)] += 1
    return {size: min(d for d, n in c.items() if n >= max(1, 0.05 * c.total())) for size, c in counts.items()}


def _gaps(page: Sequence[Printed], usual: dict[int, float]) -> Iterator[tuple[Printed, bool]]:
    before: Printed | None = None
    for line in page:
        yield line, before is not None and _stands_apart(before, line, usual)
        before = line


def _stands_apart(before: Printed, line: Printed, usual: dict[int, float]) -> bool:
    drop = before.bottom - line.top
    if before.row and line.row:
        return False
    if drop < 0:  # the top of the next column
        return bool(_ENDS.search(before.text))
    larger = before if before.size > line.size else line
    return drop > _CLEARLY_LARGER * usual.get(round(larger.size), _USUAL) * larger.size
