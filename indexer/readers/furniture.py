"""Running heads, running feet and page numbers: what recurs at the edge of page after page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.numbering import roman
from indexer.readers.pdf_strips import Strip

_EDGE = 0.13  # of the page's height, at the top and at the bottom
_HEADS = 0.4  # of the pages: left and right pages may differ, and the first has often none
_NUMBERS = 0.25  # of the pages: front matter is often numbered apart
_STEP = 6.0  # points within which two strips stand at the same height
_PAGE_OF_PAGES = re.compile(r"^\W*page\s+\d+(?:\s*(?:of|/)\s*\d+)?\W*$", re.IGNORECASE)
_BARE = re.compile(r"^\W*(?:page\s+)?(\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d+)?\W*$", re.IGNORECASE)
_BESIDE_WORDS = re.compile(r"^(\d{1,4})\s+\D|\D\s(\d{1,4})$")

Slot = tuple[bool, int, str | int]


@dataclass(frozen=True)
class PageStrips:
    """The strips of a page and the heights it reaches from and to, in points."""

    strips: tuple[Strip, ...]
    bottom: float
    top: float


@dataclass(frozen=True)
class _Edge:
    """A strip at a page's edge: which edge, how far from it in steps, its words, and the page number it may show.

    The number is counted from the page it stands on, so that all page numbers of a document are one number.
    """

    at_top: bool
    step: int
    words: str
    number: int | None
    bare: bool


def without_furniture(pages: Sequence[PageStrips]) -> list[tuple[Strip, ...]]:
    """The strips of every page without what recurs at its edges."""
    edges = [[_edge(strip, page, number) for strip in page.strips] for number, page in enumerate(pages)]
    counts = Counter(slot for page in edges for slot in {s for edge in page if edge for s in _near(edge)})
    body = _body_size(pages)
    return [_kept(page, at, counts, len(pages), body) for page, at in zip(pages, edges, strict=True)]


def _kept(
    page: PageStrips, edges: Sequence[_Edge | None], counts: Counter[Slot], pages: int, body: float
) -> tuple[Strip, ...]:
    """The strips of a page without its furniture, and without small type on the same line as a page number."""
    at_edge = [(strip, edge) for strip, edge in zip(page.strips, edges, strict=True) if edge]
    gone = [strip for strip, edge in at_edge if _recurs(strip, edge, counts, pages, body)]
    gone = [strip for strip in gone if not _heads_table(strip, gone, page.strips)]
    heights = [strip.y for strip in gone if _BARE.match(strip.text)]
    gone += [s for s, _ in at_edge if _is_small(s, body) and any(abs(s.y - y) < 1 for y in heights)]
    return tuple(strip for strip in page.strips if strip not in gone)


def _heads_table(strip: Strip, gone: Sequence[Strip], strips: Sequence[Strip]) -> bool:
    """Whether a strip is in the header of a table, printed on every page: each of several stands on a column."""
    beside = [other for other in gone if abs(other.y - strip.y) < 1]
    return len(beside) > 1 and all(any(_stands_on(other, below) for below in strips) for other in beside)


def _stands_on(head: Strip, below: Strip) -> bool:
    return 0 < head.y - below.y < 3.5 * head.size and abs(head.left - below.left) < 2


def _edge(strip: Strip, page: PageStrips, position: int) -> _Edge | None:
    below, above = page.top - strip.y, strip.y - page.bottom
    if min(below, above) > _EDGE * (page.top - page.bottom):
        return None
    number, bare = _number(strip.text)
    shown = None if number is None else number - position
    return _Edge(below < above, round(min(below, above) / _STEP), strip.text.lower(), shown, bare)


def _number(text: str) -> tuple[int | None, bool]:
    """The page number that a text may show, and whether it shows nothing else."""
    if match := _BARE.match(text):
        return (int(match[1]) if match[1].isdigit() else roman(match[1].lower())), True
    match = _BESIDE_WORDS.search(text) if len(text) < 120 else None
    return (int(match[1] or match[2]) if match else None), False


def _near(edge: _Edge) -> Iterator[Slot]:
    """What an edge counts towards: its own height and the next ones, so that a small shift does not part two."""
    for shift in (-1, 0, 1):
        yield edge.at_top, edge.step + shift, edge.words
        if edge.number is not None:
            yield edge.at_top, edge.step + shift, edge.number


def _recurs(strip: Strip, edge: _Edge, counts: Counter[Slot], pages: int, body: float) -> bool:
    """Whether a strip is furniture: the same words on many pages, or a page number that goes up with the pages.

    Headings go up too (Annex 1, Annex 2), so a number beside words must be set no larger than the text, nor bold.
    """
    if _PAGE_OF_PAGES.match(strip.text):
        return True
    if counts[(edge.at_top, edge.step, edge.words)] >= _enough(_HEADS, pages):
        return True
    if edge.number is None or not (edge.bare or _is_small(strip, body)):
        return False
    return counts[(edge.at_top, edge.step, edge.number)] >= _enough(_NUMBERS, pages)


def _is_small(strip: Strip, body: float) -> bool:
    return strip.size <= 1.1 * body and not strip.bold


def _enough(share: float, pages: int) -> float:
    """How many pages make a habit: all of two or three, else a share of them and three at least."""
    return max(2, pages) if pages <= 3 else max(3, share * pages)


def _body_size(pages: Sequence[PageStrips]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for strip in page.strips:
            sizes[round(strip.size, 1)] += len(strip.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
