"""The rows and cells of a Word table: deleted rows out, each merged cell once and in its column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from indexer.readers.docx_package import child, elements, is_on, number, value

_MOST_COLUMNS = 200
_INSIDE = {qn(name) for name in ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml")}


def rows_in(table: Element) -> Iterator[Element]:
    """The rows of a table that no tracked change deletes."""
    for row in _found(table, qn("w:tr")):
        if child(row, "w:trPr", "w:del") is None:
            yield row


def cells_in(row: Element) -> list[Element]:
    """The cells of a row as the file has them."""
    return list(_found(row, qn("w:tc")))


def _found(element: Element, tag: str) -> Iterator[Element]:
    for below in elements(element):
        if below.tag == tag:
            yield below
        elif below.tag in _INSIDE:
            yield from _found(below, tag)


def is_box(table: Element) -> bool:
    """Whether a table is a frame around text: no row has more than one cell."""
    return all(len(cells_in(row)) <= 1 for row in rows_in(table))


def is_header(row: Element) -> bool:
    """Whether Word repeats a row at the top of each page."""
    return bool(is_on(row, "w:trPr", "w:tblHeader"))


def is_continued(cell: Element) -> bool:
    """Whether a cell is the lower part of one that is merged downwards."""
    return value(cell, "w:tcPr", "w:vMerge") in ("", "continue")


def placed(row: Element, texts: Sequence[str]) -> tuple[str, ...]:
    """The texts of a row's cells, one for each column; a merged cell's text stands in its first."""
    columns = [""] * _skipped(row, "w:gridBefore")
    for cell, text in zip(cells_in(row), texts, strict=True):
        span = max(1, number(cell, "w:tcPr", "w:gridSpan") or 1)
        columns += [text, *[""] * (span - 1)]
        if len(columns) > _MOST_COLUMNS:
            break
    return tuple(columns[:_MOST_COLUMNS])


def _skipped(row: Element, name: str) -> int:
    return max(0, min(number(row, "w:trPr", name) or 0, _MOST_COLUMNS))
