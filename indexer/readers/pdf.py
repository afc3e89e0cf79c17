"""PDF, by pypdf: lines with their type size and weight, from which blocks are seen by shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pypdf import PageObject
from pypdf.errors import LimitReachedError

from indexer.errors import UnreadableDocument
from indexer.readers.blocks import Line, PageReport, Reading
from indexer.readers.furniture import PageStrips, without_furniture
from indexer.readers.hyphens import mended
from indexer.readers.leading import lines_with_gaps
from indexer.readers.letters import garbled
from indexer.readers.lines import blocks_of
from indexer.readers.pdf_file import BROKEN, DAMAGED, PdfFile, limits, opened
from indexer.readers.pdf_layout import Printer
from indexer.readers.pdf_pieces import PagePieces, TooMuchOnThePage, pieces_of
from indexer.readers.pdf_strips import strips_of

_SCAN = "no text on this page: if it is a scan, run text recognition (OCR) over it and save it again"
_TOO_MUCH = "more text or drawing than a page can hold: this page was left out; split it or export it again"
_PAGE_DAMAGED = "this page is damaged and was left out; export the document as PDF again from its source"
_CUT = "the end of the file is missing: pages may be lost"


@dataclass(frozen=True)
class _Page:
    """A page as taken from the file, and what is doubtful about it."""

    strips: PageStrips
    doubts: tuple[str, ...] = ()


def read(path: Path) -> Reading:
    """Read a PDF. Raises UnreadableDocument where it is damaged, protected, too long or without any text."""
    lines, reports = lines_of(path)
    return Reading(blocks_of(lines), reports)


def lines_of(path: Path) -> tuple[list[Line], tuple[PageReport, ...]]:
    """The printed lines of a PDF and a report for every page. Raises UnreadableDocument as `read` does."""
    with limits():
        file = opened(path)
        pages = [_page(file, number) for number in range(file.pages)]
    printer = Printer()
    printed = [printer.page(strips) for strips in without_furniture([page.strips for page in pages])]
    lines = mended(lines_with_gaps(printed))
    if not lines:
        raise UnreadableDocument(path, _nothing_in(pages))
    characters: Counter[int] = Counter()
    for line in lines:
        characters[line.page] += len(line.text)
    return lines, tuple(PageReport(n, characters[n], page.doubts) for n, page in enumerate(pages, 1))


def _page(file: PdfFile, number: int) -> _Page:
    cut = (_CUT,) if file.cut and number == file.pages - 1 else ()
    try:
        page = _taken(file.reader.pages[number])
    except (TooMuchOnThePage, LimitReachedError):
        page = _Page(PageStrips((), 0.0, 0.0), (_TOO_MUCH,))
    except BROKEN:
        page = _Page(PageStrips((), 0.0, 0.0), (_PAGE_DAMAGED,))
    return _Page(page.strips, page.doubts + cut)


def _taken(page: PageObject) -> _Page:
    seen = pieces_of(page)
    strips = strips_of(seen.pieces)
    return _Page(PageStrips(tuple(strips), seen.bottom, seen.top), tuple(_doubts(seen)))


def _doubts(seen: PagePieces) -> Iterator[str]:
    characters = sum(len(piece.text) for piece in seen.pieces)
    lost = sum(garbled(piece.text) for piece in seen.pieces)
    if not characters and seen.painted:
        yield _SCAN
    if lost * 50 > characters:
        yield f"{lost:,} of {characters:,} letters could not be told from their font; export the document again"
    if seen.slanted:
        yield f"text set at a slant was left out: {' '.join(seen.slanted)[:60]}"


def _nothing_in(pages: Sequence[_Page]) -> str:
    if any(_PAGE_DAMAGED in page.doubts for page in pages):
        return DAMAGED
    if any(_TOO_MUCH in page.doubts for page in pages):
        return "holds more text or drawing than a page can; split it or export it again"
    action = "if it is a scan, run text recognition (OCR) over it and save it again"
    return f"has no text on any of its {len(pages)} pages; {action}"
