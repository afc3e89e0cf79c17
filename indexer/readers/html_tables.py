"""The cells of an HTML table in their columns; a table that only lays out the page gives up what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from indexer.readers.blocks import Block
from indexer.readers.marked_rows import Row, blocks_of_rows, cell_rest, cell_words

_WIDEST = 200
_TALLEST = 1_000


@dataclass(frozen=True)
class _Cell:
    blocks: tuple[Block, ...]
    heads: bool
    across: int
    down: int


@dataclass
class HtmlTable:
    """A table that is open: the cells so far, row by row."""

    lays_out: bool
    rows: list[list[_Cell]] = field(default_factory=list)
    in_head: list[bool] = field(default_factory=list)

    def begin_row(self, *, in_head: bool) -> None:
        """Begin the next row; `in_head` says that it stands in the thead."""
        self.rows.append([])
        self.in_head.append(in_head)

    def add(self, node: LexborNode, blocks: Sequence[Block]) -> None:
        """Add a td or th that holds `blocks` to the row."""
        if not self.rows:
            self.begin_row(in_head=False)
        across, down = _span(node, "colspan", _WIDEST), _span(node, "rowspan", _TALLEST)
        self.rows[-1].append(_Cell(tuple(blocks), node.tag == "th", across, down))

    def blocks(self) -> Iterator[Block]:
        """The table's rows, or what its cells hold where it is none."""
        if self._is_layout():
            return (block for row in self.rows for cell in row for block in cell.blocks)
        return blocks_of_rows(list(self._placed()))

    def _is_layout(self) -> bool:
        cells = [cell for row in self.rows for cell in row]
        if self.lays_out or all(len(row) <= 1 for row in self.rows):
            return True
        return not any(c.heads for c in cells) and any(b.kind in ("row", "heading") for c in cells for b in c.blocks)

    def _placed(self) -> Iterator[Row]:
        """Every row with one text for each column; a cell that spans several has its text in the first."""
        held: dict[int, int] = {}
        for cells, in_head in zip(self.rows, self.in_head, strict=True):
            texts: list[str] = []
            for cell in cells:
                _pass_over(held, texts)
                first = len(texts)
                texts += [cell_words(cell.blocks), *[""] * (cell.across - 1)]
                held.update(dict.fromkeys(range(first, len(texts)), cell.down - 1))
            _pass_over(held, texts)
            heads = in_head or (bool(cells) and all(cell.heads for cell in cells))
            yield Row(tuple(texts[:_WIDEST]), 1, heads, tuple(b for cell in cells for b in cell_rest(cell.blocks)))


def _pass_over(held: dict[int, int], texts: list[str]) -> None:
    """Leave empty the columns that a cell of a row above still reaches down to."""
    while held.get(len(texts), 0) > 0:
        held[len(texts)] -= 1
        texts.append("")


def _span(node: LexborNode, name: str, most: int) -> int:
    text = node.attributes.get(name) or ""
    return max(1, min(int(text), most)) if re.fullmatch(r"[0-9]{1,6}", text) else 1
