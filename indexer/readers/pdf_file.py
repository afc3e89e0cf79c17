"""A PDF file opened: refused where it is none, protected, or longer than anyone would read."""

from __future__ import annotations

import logging
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from pypdf import PasswordType, PdfReader, apply_configuration
from pypdf.errors import DependencyError, PyPdfError

from indexer.errors import UnreadableDocument

MOST_PAGES = 2_000
MOST_BYTES = 300_000_000
DAMAGED = "is damaged or cut short; export it as PDF again from its source"
# pypdf warns that a broken file may raise more than its own errors; these are what one can cause.
BROKEN = (
    PyPdfError,
    DependencyError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
_END = b"%%EOF"


@dataclass(frozen=True)
class PdfFile:
    """An open file, how many pages it has, and whether its end is missing."""

    reader: PdfReader
    pages: int
    cut: bool


@contextmanager
def limits() -> Iterator[None]:
    """Keep pypdf from working long on a hostile file, and from logging what a page's report says already."""
    log = logging.getLogger("pypdf")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        with apply_configuration(stream_parsing_work_maximum_count=500_000, zlib_maximum_output_length=30_000_000):
            yield
    finally:
        log.setLevel(level)


def opened(path: Path) -> PdfFile:
    """Open a PDF, with an empty password where it asks for one. Raises UnreadableDocument."""
    raw = _bytes(path)
    cut = _END not in raw[-2048:]
    try:
        reader = PdfReader(BytesIO(raw + b"\n" + _END if cut else raw))
        locked = reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED
        count = 0 if locked else len(reader.pages)
    except BROKEN as error:
        raise UnreadableDocument(path, DAMAGED) from error
    if locked:
        raise UnreadableDocument(path, "is protected by a password; save a copy that opens without one")
    if count > MOST_PAGES:
        raise UnreadableDocument(path, f"has {count:,} pages, more than {MOST_PAGES:,}; split it into parts")
    if not count:
        raise UnreadableDocument(path, DAMAGED)
    return PdfFile(reader, count, cut)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        raise UnreadableDocument(path, "cannot be opened; check its name and who may read it") from error
    if size > MOST_BYTES:
        raise UnreadableDocument(path, f"is larger than {MOST_BYTES // 1_000_000} MB; split it into parts")
    if not raw.strip():
        raise UnreadableDocument(path, "is empty")
    if b"%PDF-" not in raw[:1024]:
        raise UnreadableDocument(path, "is not a PDF; give it its right ending, or export it as PDF")
    return raw
