"""Footnotes and endnotes of a Word file, numbered in the order in which the text refers to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from indexer.readers.blocks import Block
from indexer.readers.docx_package import WordFile, child, value
from indexer.readers.docx_text import NoteReference, TextReader
from indexer.readers.ordinals import printed

_USUAL = {"footnote": "decimal", "endnote": "lowerRoman"}


class Notes:
    """The notes of a document; ask for those of each paragraph once, in order."""

    def __init__(self, file: WordFile, reader: TextReader) -> None:
        self._reader = reader
        self._notes = {"footnote": _by_id(file.footnotes), "endnote": _by_id(file.endnotes)}
        self._styles = {kind: _style(file, kind) for kind in _USUAL}
        self._counts = dict.fromkeys(_USUAL, 0)
        self._shown: set[tuple[str, str]] = set()

    def blocks(self, references: Sequence[NoteReference], page: int) -> Iterator[Block]:
        """The notes that a paragraph refers to, each beginning with its number."""
        for reference in references:
            note = self._notes[reference.kind].get(reference.id)
            if note is None or (reference.kind, reference.id) in self._shown:
                continue
            self._shown.add((reference.kind, reference.id))
            text = " ".join(self._reader.words(paragraph).text for paragraph in note.iter(qn("w:p")))
            yield Block("note", f"{self._mark(reference)} {text.strip()}", page)

    def _mark(self, reference: NoteReference) -> str:
        if reference.mark:
            return reference.mark
        self._counts[reference.kind] += 1
        return printed(self._counts[reference.kind], self._styles[reference.kind])


def _by_id(notes: Element | None) -> dict[str, Element]:
    """The notes of a part by their id, without the lines that Word draws above notes."""
    if notes is None:
        return {}
    return {
        str(note.get(qn("w:id"), "")): note
        for note in notes
        if isinstance(note.tag, str) and note.get(qn("w:type")) in (None, "normal")
    }


def _style(file: WordFile, kind: str) -> str:
    """How a kind of note is numbered, as the document's last section or its settings say."""
    places = (child(file.body, "w:sectPr"), file.settings)
    said = (value(place, f"w:{kind}Pr", "w:numFmt") for place in places)
    return next((style for style in said if style), _USUAL[kind])
