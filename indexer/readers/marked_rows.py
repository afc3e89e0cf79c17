"""Rows of tables whose format tells cells and header rows apart, as blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.readers.blocks import Block
from indexer.readers.tables import header_of, is_contents, rows_of


@dataclass(frozen=True)
class Row:
    """A row's cells, one for each column, and the blocks that its cells hold besides text."""

    cells: tuple[str, ...]
    page: int = 1
    heads: bool = False
    inside: tuple[Block, ...] = ()


def cell_words(blocks: Sequence[Block]) -> str:
    """The words of a cell, the items of its lists with their markers."""
    return " ".join(f"{b.marker} {b.text}".strip() for b in blocks if b.kind not in ("row", "note"))


def cell_rest(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """What a cell holds besides words: the rows of a table inside it, and footnotes."""
    return tuple(b for b in blocks if b.kind in ("row", "note"))


def blocks_of_rows(rows: Sequence[Row]) -> Iterator[Block]:
    """The rows of a table as blocks, each followed by what its cells hold besides text."""
    width = max((len(row.cells) for row in rows), default=0)
    rows = [replace(row, cells=row.cells + ("",) * (width - len(row.cells))) for row in rows]
    heads = _heads(rows)
    header, titles = _header(rows[:heads])
    if not header and is_contents([row.cells for row in rows]):
        return
    yield from (Block("text", title, rows[0].page) for title in titles)
    for place, row in enumerate(rows):
        if place >= heads and header and any(row.cells):
            yield Block("row", "", row.page, cells=row.cells, header=header)
        elif place >= heads:
            yield from rows_of([row.cells], [row.page])
        yield from row.inside


def _heads(rows: Sequence[Row]) -> int:
    """How many rows at the top are the header: as marked, else the first where it reads like one; never all."""
    marked = next((place for place, row in enumerate(rows) if not row.heads), len(rows))
    if marked == len(rows):
        return 0
    return marked or int(bool(header_of([row.cells for row in rows])))


def _header(rows: Sequence[Row]) -> tuple[tuple[str, ...], list[str]]:
    """One header of several rows, what stands above each column from the top; and titles that span the table."""
    filled = [[cell for cell in row.cells if cell] for row in rows]
    several = any(len(cells) > 1 for cells in filled)
    titles = [cells[0] for cells in filled if several and len(cells) == 1]
    kept = [row.cells for row, cells in zip(rows, filled, strict=True) if len(cells) > 1 or not several]
    return tuple(" ".join(filter(None, column)) for column in zip(*kept, strict=True)), titles
