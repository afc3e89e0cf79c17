"""What every reader hands over: the document's blocks in reading order, and what became of each page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "text", "item", "row", "note"]


@dataclass(frozen=True)
class Block:
    """One heading, run of text, list item, table row or footnote, without mark-up.

    `level` is a heading's rank (1 is the title) or a list item's depth (0 is outermost).
    `marker` is what is printed before the text where the format keeps it apart: "•", "(a)", "12.", "4.3.1".
    A row has its `cells`, and the `header` cells of its table (empty where the table has none).
    `sure` is False for a heading that was guessed from its shape rather than told by the format.
    """

    kind: BlockKind
    text: str
    page: int = 1
    level: int = 0
    marker: str = ""
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True)
class Line:
    """One printed line of a page, for formats that know only lines (plain text, PDF).

    `size` is the type size in points (0.0 where unknown), `bold` whether all of it is set bold,
    `gap` whether white space separates it from the line before.
    """

    text: str
    page: int = 1
    size: float = 0.0
    bold: bool = False
    gap: bool = False


@dataclass(frozen=True)
class PageReport:
    """What became of one page: characters read, and anything a librarian should look at."""

    page: int
    characters: int
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A document as read: its blocks in reading order and a report for every page it has."""

    blocks: tuple[Block, ...]
    pages: tuple[PageReport, ...]
