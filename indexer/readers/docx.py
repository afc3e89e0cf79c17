"""Word (.docx), by python-docx: headings by style, numbers as printed, tables, footnotes, text boxes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from indexer.errors import UnreadableDocument
from indexer.readers.blocks import Block, PageReport, Reading
from indexer.readers.docx_notes import Notes
from indexer.readers.docx_numbers import Number, Numbers
from indexer.readers.docx_package import WordFile, child, elements, opened, value
from indexer.readers.docx_styles import Styles
from indexer.readers.docx_tables import cells_in, is_box, is_continued, is_header, placed, rows_in
from indexer.readers.docx_text import TextReader, Words, alternative, is_mark_deleted
from indexer.readers.marked_rows import Row, blocks_of_rows, cell_rest, cell_words

_BULLET = re.compile(r"^[•●▪■◦‣·–-]\s+(?=\S)")
_LONGEST_HEADING = 30  # words; some numbered clauses are set in heading styles
_LONGEST_GUESSED = 12
_AROUND = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_CONTINUOUS = ("continuous", "nextColumn")


def read(path: Path) -> Reading:
    """Read a Word file. Raises UnreadableDocument where it is damaged, protected, too large or has no text."""
    file = opened(path)
    walk = _Walk(file)
    try:
        walk.body(file.body)
    except RecursionError as error:
        raise UnreadableDocument(path, "is nested too deeply; copy its text into a new document") from error
    blocks = _ranked(_headed(walk.blocks))
    if not blocks:
        raise UnreadableDocument(path, "has no text; if it is a scan, run text recognition (OCR) and save it again")
    return Reading(tuple(blocks), _reports(blocks, walk))


class _Walk:
    """Goes through a document's body and collects its blocks."""

    def __init__(self, file: WordFile) -> None:
        self.styles = Styles(file.styles)
        self.reader = TextReader(self.styles)
        self.numbers = Numbers(file.numbering, self.styles)
        self.notes = Notes(file, self.reader)
        self.blocks: list[Block] = []
        self.embedded = 0
        self._carried = ""

    def body(self, container: Element) -> None:
        """Take everything below a body, a cell, a text box or a content control."""
        for below in elements(container):
            if below.tag == qn("w:p"):
                self._paragraph(below)
            elif below.tag == qn("w:tbl"):
                self._table(below)
            elif below.tag in _AROUND:
                self.body(below)
            elif below.tag == qn("w:altChunk"):
                self.embedded += 1
            elif (chosen := alternative(below)) is not None:
                self.body(chosen)

    def _paragraph(self, paragraph: Element) -> None:
        words = self.reader.words(paragraph)
        words.text = f"{self._carried}{words.text}".strip()
        self._carried = ""
        if is_mark_deleted(paragraph):
            self._carried = f"{words.text} " if words.text else ""
        else:
            number = self.numbers.next(paragraph)
            if words.text and not self.styles.is_contents(paragraph):
                self.blocks.append(self._block(paragraph, words, number))
        self.blocks.extend(self.notes.blocks(words.notes, words.page))
        for box in words.boxes:
            self.body(box)
        section = child(paragraph, "w:pPr", "w:sectPr")
        if section is not None and value(section, "w:type") not in _CONTINUOUS:
            self.reader.turn()

    def _block(self, paragraph: Element, words: Words, number: Number | None) -> Block:
        level = self.styles.heading_level(paragraph)
        marker = number.marker if number else ""
        if level is not None and len(words.text.split()) <= _LONGEST_HEADING:
            return Block("heading", f"{marker} {words.text}".strip(), words.page, level=level)
        if number and marker:
            depth = max(number.depth, self.styles.list_depth(paragraph))
            return Block("item", words.text, words.page, level=depth, marker=marker)
        if bullet := _BULLET.match(words.text):
            return Block("item", words.text[bullet.end() :], words.page, marker="•")
        if words.bold and _could_head(words.text):
            return Block("heading", words.text, words.page, level=2, sure=False)
        return Block("text", words.text, words.page)

    def _table(self, table: Element) -> None:
        if is_box(table):
            for row in rows_in(table):
                for cell in cells_in(row):
                    self.body(cell)
            return
        self.blocks.extend(blocks_of_rows([self._row(row) for row in rows_in(table)]))

    def _row(self, row: Element) -> Row:
        page = self.reader.page
        texts: list[str] = []
        inside: list[Block] = []
        for cell in cells_in(row):
            blocks = [] if is_continued(cell) else self._cell(cell)
            texts.append(cell_words(blocks))
            inside += cell_rest(blocks)
        return Row(placed(row, texts), page, is_header(row), tuple(inside))

    def _cell(self, cell: Element) -> list[Block]:
        """The blocks of a cell, apart from those of the document."""
        outside, self.blocks = self.blocks, []
        self.body(cell)
        inside, self.blocks = self.blocks, outside
        return inside


def _could_head(text: str) -> bool:
    return len(text.split()) <= _LONGEST_GUESSED and not re.search(r"[.;,?!]$", text)


def _headed(blocks: Sequence[Block]) -> list[Block]:
    """Bold lines are headings only where the document has no heading styles."""
    if not any(block.kind == "heading" and block.sure for block in blocks):
        return list(blocks)
    return [b if b.sure else replace(b, kind="text", level=0, sure=True) for b in blocks]


def _ranked(blocks: Sequence[Block]) -> list[Block]:
    """Headings ranked from 1, the title: where the document has one, Heading 1 comes after it."""
    titled = any(block.kind == "heading" and block.level == 0 for block in blocks)
    return [replace(b, level=b.level + 1) if titled and b.kind == "heading" and b.sure else b for b in blocks]


def _reports(blocks: Sequence[Block], walk: _Walk) -> tuple[PageReport, ...]:
    characters: Counter[int] = Counter()
    for block in blocks:
        characters[block.page] += len(block.text) + sum(len(cell) for cell in block.cells)
    doubts = tuple(_doubts(walk))
    last = max(walk.reader.page, *characters)
    return tuple(PageReport(n, characters[n], doubts if n == 1 else ()) for n in range(1, last + 1))


def _doubts(walk: _Walk) -> Iterator[str]:
    reader = walk.reader
    if reader.deletions or reader.insertions:
        yield (
            f"tracked changes: deletions left out ({reader.deletions}) and insertions kept ({reader.insertions}); "
            "accept or reject them in Word"
        )
    if reader.hidden:
        yield f"hidden text of {reader.hidden} characters was left out"
    if walk.embedded:
        yield "a document embedded in this one was not read; copy its text in"
