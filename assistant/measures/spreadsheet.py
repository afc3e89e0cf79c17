"""Reads a CSV file or an XLSX workbook into rows of cells, and says of each cell what a person typed there.

A formula is never worked out, and a workbook is never run: cells are read as they are stored.
"""

from __future__ import annotations

import csv
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

ENDINGS = (".csv", ".xlsx")
MOST_BYTES = 5_000_000
MOST_UNPACKED = 20_000_000
MOST_NAMED = 20_000
_FOREIGN = re.compile(r"[€¥]|\$(?![£€¥-]|GBP)")  # in a number's format, where [$-809] names a language only
_DAMAGED = "is damaged, or is no workbook; open it in a spreadsheet program and save it as .xlsx"
_LOCKED = b"\xd0\xcf\x11\xe0"
# What a broken workbook can make zipfile, the XML parser (whose errors are SyntaxErrors) and openpyxl raise.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    InvalidFileException,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, as text, and what kind of thing it is."""

    text: str
    kind: Literal["text", "number", "formula", "date", "truth", "error"] = "text"


Row = tuple[Cell, ...]


class NoTable(ValueError):
    """A file that is no table we can read; says why, and how to mend it, in words that follow its name."""


def read_rows(path: Path) -> Iterator[tuple[int, Row]]:
    """The rows of a table that hold anything, with their numbers from 1. Raises NoTable."""
    content = _content(path)
    rows = _csv(content) if path.suffix.lower() == ".csv" else _xlsx(content)
    empty = True
    for number, row in enumerate(rows, 1):
        if any(cell.text for cell in row):
            empty = False
            yield number, row
    if empty:
        raise NoTable("is empty; its first row holds the names of the columns")


def named_rows(path: Path, name: str) -> list[tuple[int, Row]] | None:
    """The rows of a range that a workbook gives a name, with their numbers; None where none has it. Raises NoTable."""
    content = _content(path)
    _refuse(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        if name not in book.defined_names:
            return None
        sheet, place = next(iter(book.defined_names[name].destinations))
        left, top, right, bottom = range_boundaries(place)
        if (bottom - top + 1) * (right - left + 1) > MOST_NAMED:
            raise ValueError(f"{name} names {place}, more than anyone is given to fill in")
        rows = book[sheet].iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right)
        return [(number, tuple(_cell(cell) for cell in row)) for number, row in enumerate(rows, top)]
    except (*_BROKEN, StopIteration) as error:
        raise NoTable(_DAMAGED) from error


def _content(path: Path) -> bytes:
    if path.suffix.lower() not in ENDINGS:
        raise NoTable("is neither CSV nor XLSX; save it as one of the two")
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise NoTable(f"cannot be read ({error.strerror}); look at its name and who may read it") from error
    if len(content) > MOST_BYTES:
        raise NoTable(f"is larger than {MOST_BYTES // 1_000_000} MB; keep the one sheet, without pictures")
    return content


def _csv(content: bytes) -> Iterator[Row]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoTable("is not UTF-8; in a spreadsheet program save it as CSV UTF-8") from error
    if "\0" in text:
        raise NoTable("holds a character that no text has; save it again as CSV UTF-8")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            yield tuple(Cell(cell.strip()) for cell in row)
    except csv.Error as error:
        problem = "a quotation mark does not close, or text goes on after one that does"
        raise NoTable(f"cannot be read at line {reader.line_num}: {problem}; mend it there") from error


def _xlsx(content: bytes) -> Iterator[Row]:
    _refuse(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        used = [sheet for sheet in book.worksheets if any(any(cell.text for cell in row) for row in _rows(sheet))]
        if len(used) == 1:
            yield from _rows(used[0])
    except _BROKEN as error:
        raise NoTable(_DAMAGED) from error
    if len(used) > 1:
        titles = ", ".join(sheet.title for sheet in used)
        raise NoTable(f"has {len(used)} sheets with something on them ({titles}); keep one")


def _rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # some programs write a size that leaves rows out
    return (tuple(_cell(cell) for cell in row) for row in sheet.iter_rows())


def _refuse(content: bytes) -> None:
    """Turn away what is no workbook, or one that unpacks to more than anyone typed."""
    if content.startswith(_LOCKED):
        raise NoTable("is an old workbook (.xls) or has a password; save it as .xlsx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except _BROKEN as error:
        raise NoTable("is no workbook, or is cut short; save it again as .xlsx") from error
    if unpacked > MOST_UNPACKED:
        raise NoTable(f"unpacks to more than {MOST_UNPACKED // 1_000_000} MB; keep the one sheet, without pictures")


def _cell(cell: Any) -> Cell:
    value, format = cell.value, getattr(cell, "number_format", "")
    if value is None:
        return Cell("")
    if cell.data_type == "f":
        return Cell(value if isinstance(value, str) else "=", "formula")
    if cell.data_type == "e":
        return Cell(str(value), "error")
    if isinstance(value, bool):
        return Cell(str(value).upper(), "truth")
    if isinstance(value, int | float):
        return _number(value, format)
    if isinstance(value, datetime | date | time | timedelta):
        return Cell(str(value), "date")
    return Cell(str(value).strip())


def _number(value: float, format: str) -> Cell:
    """A number; one that is shown as a percentage or in another currency is what it is shown as."""
    if "%" in format:
        return Cell(f"{value:.2%}")
    if foreign := _FOREIGN.search(format):
        return Cell(f"{foreign[0]}{value}")
    return Cell(f"{Decimal(repr(value)):f}", "number")
