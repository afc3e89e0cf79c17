"""PDF, by pypdf: lines with their type size and weight, from which blocks are seen by shape."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from pypdf import PageObject, PasswordType, PdfReader, apply_configuration
from pypdf.errors import DependencyError, PyPdfError

from indexer.errors import UnreadableDocument
from indexer.readers.blocks import Line, PageReport, Reading
from indexer.readers.furniture import PageStrips, without_furniture
from indexer.readers.hyphens import mended
from indexer.readers.leading import lines_with_gaps
from indexer.readers.letters import garbled
from indexer.readers.lines import blocks_of
from indexer.readers.pdf_layout import Printer
from indexer.readers.pdf_pieces import PagePieces, TooMuchOnThePage, pieces_of
from indexer.readers.pdf_strips import strips_of

MOST_PAGES = 2_000
MOST_BYTES = 300_000_000
# pypdf warns that a broken file may raise more than its own errors; these are what one can cause.
_BROKEN = (
    PyPdfError, DependencyError, ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, OSError,
    RuntimeError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
_DAMAGED = "is damaged or cut short; export it as PDF again from its source"
_SCAN = "no text on this page: if it is a scan, run text recognition (OCR) over it and save it again"
_TOO_MUCH = "more text or drawing than a page can hold: this page was left out; split it or export it again"
_PAGE_DAMAGED = "this page is damaged and was left out; export the document as PDF again from its source"


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
    pages = list(_pages(path))
    printer = Printer()
    printed = [printer.page(strips) for strips in without_furniture([page.strips for page in pages])]
    lines = mended(lines_with_gaps(printed))
    characters: Counter[int] = Counter()
    for line in lines:
        characters[line.page] += len(line.text)
    if not lines:
        raise UnreadableDocument(path, _nothing_in(pages))
    return lines, tuple(PageReport(n, characters[n], page.doubts) for n, page in enumerate(pages, 1))


def _nothing_in(pages: list[_Page]) -> str:
    if any(_PAGE_DAMAGED in page.doubts for page in pages):
        return _DAMAGED
    if any(_TOO_MUCH in page.doubts for page in pages):
        return "holds more text or drawing than a page can; split it or export it again"
    return (
        f"has no text on any of its {len(pages)} pages; if it is a scan, run text recognition (OCR) and save it again"
    )


def _pages(path: Path) -> Iterator[_Page]:
    """The pages of a file, one by one."""
    raw = _bytes(path)
    with apply_configuration(stream_parsing_work_maximum_count=1_000_000, zlib_maximum_output_length=30_000_000):
        reader = _opened(path, raw)
        count = _count(path, reader)
        cut = ("the end of the file is missing: pages may be lost",) if b"%%EOF" not in raw[-2048:] else ()
        for number in range(count):
            page = _page(reader, number)
            yield _Page(page.strips, (*page.doubts, *cut)) if number == count - 1 else page


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableDocument(path, f"is larger than {MOST_BYTES // 1_000_000} MB; split it into parts")
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(path, "cannot be opened; check its name and who may read it") from error
    if not raw.strip():
        raise UnreadableDocument(path, "is empty")
    if b"%PDF-" not in raw[:1024]:
        raise UnreadableDocument(path, "is not a PDF; give it its right ending, or export it as PDF")
    return raw


def _opened(path: Path, raw: bytes) -> PdfReader:
    try:
        reader = PdfReader(BytesIO(raw))
        locked = reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED
    except _BROKEN as error:
        raise UnreadableDocument(path, _DAMAGED) from error
    if locked:
        raise UnreadableDocument(path, "is protected by a password; save a copy that opens without one")
    return reader


def _count(path: Path, reader: PdfReader) -> int:
    try:
        count = len(reader.pages)
    except _BROKEN as error:
        raise UnreadableDocument(path, _DAMAGED) from error
    if count > MOST_PAGES:
        raise UnreadableDocument(path, f"has {count:,} pages, more than {MOST_PAGES:,}; split it into parts")
    if not count:
        raise UnreadableDocument(path, _DAMAGED)
    return count


def _page(reader: PdfReader, number: int) -> _Page:
    try:
        return _taken(reader.pages[number])
    except TooMuchOnThePage:
        return _Page(PageStrips((), 0.0, 0.0), (_TOO_MUCH,))
    except _BROKEN:
        return _Page(PageStrips((), 0.0, 0.0), (_PAGE_DAMAGED,))


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
