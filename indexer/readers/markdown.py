"""Markdown: CommonMark with tables, by markdown-it; raw HTML is text to be quoted, never markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from indexer.readers.blocks import Block, Line, PageReport, Reading
from indexer.readers.lines import joined
from indexer.readers.text import decoded, unmarked

_NOTE = re.compile(r"^\[\^(\d{1,3})\]:?\s*(.+)$", re.DOTALL)


def read(path: Path) -> Reading:
    """Read a Markdown file. Raises UnreadableDocument where it is empty, too large or no text."""
    text, doubts = decoded(path)
    walk = _Walk()
    for token in _blocks_of(_without_front_matter(text)):
        walk.take(token)
    return Reading(tuple(walk.blocks), (PageReport(1, len(text.strip()), doubts),))


def _blocks_of(text: str) -> list[Token]:
    """The block tokens of a text. What is inside a line is not parsed: its mark-up is taken off by `unmarked`."""
    parser = MarkdownIt("commonmark").enable("table").disable("reference")
    parser.core.ruler.disable("inline")
    return parser.parse(text)


def _without_front_matter(text: str) -> str:
    return re.sub(r"\A---\n.*?\n---\n", "", text, count=1, flags=re.DOTALL)


@dataclass
class _Walk:
    """Where we are among the document's tokens."""

    blocks: list[Block] = field(default_factory=list)
    heading: int = 0
    depth: int = 0
    marker: str = ""
    header: tuple[str, ...] = ()
    cells: list[str] = field(default_factory=list)
    in_row: bool = False
    in_head: bool = False

    def take(self, token: Token) -> None:
        """Go on by one token."""
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self.depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.depth -= 1
        elif token.type == "list_item_open":
            self.marker = f"{token.info}{token.markup}" if token.info else "•"
        elif token.type == "heading_open":
            self.heading = int(token.tag[1])
        elif token.type == "inline":
            self._inline(token)
        elif token.type in ("fence", "code_block", "html_block"):
            self.blocks.extend(Block("text", line) for line in [unmarked(token.content.strip())] if line)
        else:
            self._table(token)

    def _table(self, token: Token) -> None:
        if token.type == "thead_open":
            self.in_head, self.header = True, ()
        elif token.type == "thead_close":
            self.in_head = False
        elif token.type == "tr_open":
            self.in_row, self.cells = True, []
        elif token.type == "tr_close":
            self.in_row = False
            self._row()

    def _row(self) -> None:
        cells = tuple(self.cells)
        if self.in_head:
            self.header = cells
        elif any(cells):
            self.blocks.append(Block("row", "", cells=cells, header=self.header))

    def _inline(self, token: Token) -> None:
        lines = list(_lines(token))
        text = " ".join(line.text for line in lines).strip()
        if self.in_row:
            self.cells.append(text)
        elif self.heading:
            self.blocks.append(Block("heading", text, level=self.heading))
            self.heading = 0
        elif note := _NOTE.match(text):
            self.blocks.append(Block("note", f"{note[1]} {note[2]}"))
        else:
            self.blocks.extend(self._placed(joined(lines)))

    def _placed(self, blocks: tuple[Block, ...]) -> Iterator[Block]:
        """Blocks of a paragraph, the first of which takes the marker of the list item it stands in."""
        for block in blocks:
            if self.depth and self.marker:
                yield replace(block, kind="item", marker=self.marker, level=self.depth - 1)
                self.marker = ""
            else:
                yield block


def _lines(token: Token) -> Iterator[Line]:
    """The printed lines of an inline token, without mark-up; wholly bold lines are told as such."""
    for number, content in enumerate(token.content.split("\n")):
        bold = bool(re.fullmatch(r"\s*\*\*(?:(?!\*\*).)+\*\*:?\s*", content))
        text = unmarked(re.sub(r"\\([\\`*_{}\[\]()#+.!|$~-])", r"\1", content))
        yield Line(text, bold=bold, gap=number == 0)
