"""HTML, by selectolax: headings, lists with their markers, tables, definitions and footnotes of a saved web page."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from selectolax.lexbor import LexborNode

from indexer.errors import UnreadableDocument
from indexer.numbering import mark_at
from indexer.readers.blocks import Block, PageReport, Reading
from indexer.readers.html_lists import HtmlList, list_of
from indexer.readers.html_notes import HtmlNotes
from indexer.readers.html_source import page_text
from indexer.readers.html_tables import HtmlTable
from indexer.readers.html_tree import Quiet, is_left_out, parsed, steps
from indexer.readers.letters import plain, raised
from indexer.readers.marked_rows import cell_rest, cell_words

_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr", "img", "input",
}  # fmt: skip
_LISTS = {"ol", "ul", "menu"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_APART = {"td", "th", "dt", "dd"}


def read(path: Path) -> Reading:
    """Read an HTML file. Raises UnreadableDocument where it is empty, too large, no web page or has no text."""
    text, doubts = page_text(path)
    body = parsed(text)
    walk = _Walk(HtmlNotes(body))
    for step, node in steps(body) if body else ():
        walk.take(step, node)
    blocks = walk.finished()
    if not blocks:
        raise UnreadableDocument(path, "has no text; save the page again once it shows its text")
    if walk.lost:
        doubts = (*doubts, f"{walk.lost:,} characters in hidden or side parts of the page were left out")
    characters = sum(len(block.text) + sum(len(cell) for cell in block.cells) for block in blocks)
    return Reading(blocks, (PageReport(1, characters, doubts),))


class _Walk:
    """Goes through a page and collects its blocks."""

    def __init__(self, notes: HtmlNotes) -> None:
        self.lost = 0
        self._notes = notes
        self._blocks: list[Block] = []
        self._outside: list[list[Block]] = []
        self._pieces: list[str] = []
        self._places: list[Block] = []
        self._open: Counter[str] = Counter()
        self._heading = 0
        self._lists: list[HtmlList] = []
        self._marker: str | None = None
        self._tables: list[HtmlTable] = []
        self._terms: list[str] = []
        self._quiet: Quiet | None = None

    def finished(self) -> tuple[Block, ...]:
        """All blocks, the notes in their places."""
        self._flush()
        return tuple(self._notes.in_place(self._blocks))

    def take(self, step: str, node: LexborNode) -> None:
        """Go on by one step."""
        if self._quiet:
            if not self._quiet.take(step, node):
                self.lost += self._quiet.lost
                self._quiet = None
        elif step == "text":
            self._text(node.text_content or "")
        elif step == "in":
            self._enter(node, node.tag or "")
        else:
            self._leave(node, node.tag or "")

    def _text(self, text: str) -> None:
        words = re.sub(r"\s+", " ", plain(text))
        self._pieces.append(raised(words) if self._open["sup"] else words)

    def _enter(self, node: LexborNode, tag: str) -> None:
        if place := self._notes.place(node):
            self._places.append(place)
            self._quiet = Quiet(node, "none")
        elif self._notes.leads_back(node):
            self._quiet = Quiet(node, "none")
        elif is_left_out(node, {name for name in ("main", "article") if self._open[name]}):
            self._quiet = Quiet(node, "paragraphs" if tag in ("nav", "header", "footer") else "all")
        else:
            self._open[tag] += 1
            self._begin(node, tag)

    def _begin(self, node: LexborNode, tag: str) -> None:
        if tag in _INLINE:
            self._pieces.append("“" if tag == "q" else "")
            return
        if tag == "br":
            self._pieces.append("\n")
            return
        self._flush()
        self._begin_block(node, tag)
        if tag in _APART or self._notes.is_note(node):
            self._outside.append(self._blocks)
            self._blocks = []

    def _begin_block(self, node: LexborNode, tag: str) -> None:
        if tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        elif tag in _LISTS:
            self._lists.append(list_of(node))
        elif tag == "li":
            self._marker = self._lists[-1].marker(node) if self._lists else "•"
        elif tag == "table":
            self._tables.append(HtmlTable(lays_out=node.attributes.get("role") in ("presentation", "none")))
        elif tag == "tr" and self._tables:
            self._tables[-1].begin_row(in_head=self._open["thead"] > 0)

    def _leave(self, node: LexborNode, tag: str) -> None:
        self._open[tag] -= 1
        if tag in _INLINE or tag == "br":
            self._pieces.append("”" if tag == "q" else "")
            return
        self._flush()
        if tag in _APART or self._notes.is_note(node):
            inside, self._blocks = self._blocks, self._outside.pop()
            self._end_part(node, tag, inside)
        self._end_block(tag)

    def _end_block(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._heading = 0
        elif tag in _LISTS:
            self._lists.pop()
        elif tag == "li":
            self._marker = None
        elif tag == "table":
            self._blocks.extend(self._tables.pop().blocks())
        elif tag == "dl" and self._terms:
            self._blocks.append(Block("text", "; ".join(self._terms)))
            self._terms = []

    def _end_part(self, node: LexborNode, tag: str, inside: list[Block]) -> None:
        """Put a finished cell, term, definition or note where it belongs."""
        if self._notes.is_note(node):
            count = next((block.marker for block in inside if block.marker), "").strip("().")
            self._notes.add(node, " ".join(block.text for block in inside if block.kind != "row"), count)
        elif tag == "dt":
            self._terms.append(cell_words(inside))
        elif tag == "dd":
            terms = ("; ".join(self._terms),) if self._terms else ()
            self._blocks.append(Block("row", "", cells=(*terms, cell_words(inside))))
            self._blocks.extend(cell_rest(inside))
            self._terms = []
        elif self._tables:
            self._tables[-1].add(node, inside)
        else:
            self._blocks.extend(inside)

    def _flush(self) -> None:
        """End the run of text that is open; two line breaks in a row part two paragraphs."""
        parts = re.split(r"\n\s*\n", "".join(self._pieces))
        self._pieces = []
        self._blocks.extend(self._block(text) for part in parts if (text := " ".join(part.split())))
        self._blocks.extend(self._places)
        self._places = []

    def _block(self, text: str) -> Block:
        marker, self._marker = self._marker, None
        if self._heading:
            number = marker if marker and marker != "•" else ""
            return Block("heading", f"{number} {text}".strip(), level=self._heading)
        if marker is None:
            return Block("text", text)
        mark = mark_at(text)
        printed = mark is not None and not mark.bare and marker != "•"
        return Block("item", text, level=max(0, len(self._lists) - 1), marker="" if printed else marker)
