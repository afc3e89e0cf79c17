"""Table rows as blocks, each with its table's header; a contents list is told from a table and left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.numbering import mark_at
from indexer.readers.blocks import Block


def rows_of(rows: Sequence[Sequence[str]], pages: Sequence[int]) -> Iterator[Block]:
    """The rows of one table as blocks. A row of a number and a text is the paragraph of that number."""
    cells = [tuple(cell.strip() for cell in row) for row in rows]
    if is_contents(cells):
        return
    header = header_of(cells)
    body = cells[1:] if header else cells
    for row, page in zip(body, list(pages)[1 if header else 0 :], strict=True):
        filled = [cell for cell in row if cell]
        if not filled:
            continue
        if not header and len(filled) == 2 and _numbered(filled):
            yield Block("text", f"{filled[0]} {filled[1]}", page)
        else:
            yield Block("row", "", page, cells=row, header=header)


def is_contents(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows are a table of contents: nearly every one ends in a page number."""
    ends = [next((cell for cell in reversed(row) if cell), "") for row in rows]
    numbers = [int(end) for end in ends if re.fullmatch(r"\d{1,4}", end)]
    return len(rows) >= 4 and len(numbers) >= 0.8 * len(rows) and numbers == sorted(numbers)


def header_of(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The header cells of a table, or () where its first row is not one."""
    if len(rows) < 2:
        return ()
    first = rows[0]
    filled = [cell for cell in first if cell]
    labels = len(filled) >= 2 and all(_is_label(cell) for cell in filled)
    return tuple(first) if labels and len(first) >= max(len(row) for row in rows) - 1 else ()


def _is_label(cell: str) -> bool:
    return len(cell.split()) <= 7 and not re.search(r",|[.:;]$|\d{2,}", cell)


def _numbered(cells: Sequence[str]) -> bool:
    mark = mark_at(f"{cells[0]} {cells[1]}")
    return mark is not None and mark.rest == cells[1]


def row_text(cells: Sequence[str], header: Sequence[str], group: str = "") -> str:
    """A row in words: each cell after its column's header, the row's group (a spanning row above it) in front."""
    pieces = [f"{header[i]}: {cell}" if i < len(header) and header[i] else cell for i, cell in enumerate(cells) if cell]
    text = "; ".join(pieces).replace(":; ", ": ")
    return f"{group} – {text}" if group else text
