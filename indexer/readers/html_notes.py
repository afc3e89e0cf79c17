"""Footnotes of a web page: which elements are notes, which links refer to them, and their place after the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

from indexer.readers.blocks import Block

_NOTES = '[role="doc-endnotes"] li, [role="doc-endnote"], [role="doc-footnote"], .footnotes li, ol.references li'
_BACK = re.compile(r"\b(?:footnote-?back(?:ref|link)?|backref|reversefootnote|mw-cite-backlink)\b")
_NUMBER = re.compile(r"^\[?(\d{1,3}|[*†‡])[\].)]?\s+")
_REFERENCE = "\x00"  # begins the text of a block that keeps a note's place until its text is known


class HtmlNotes:
    """The notes of a page by the id of their element."""

    def __init__(self, body: LexborNode | None) -> None:
        notes = body.css(_NOTES) if body else []
        self._elements = {node.mem_id for node in notes}
        self._ids = {node.id for node in notes if node.id}
        self._texts: dict[str, Block] = {}

    def is_note(self, node: LexborNode) -> bool:
        """Whether an element is a note."""
        return node.mem_id in self._elements

    def place(self, node: LexborNode) -> Block | None:
        """What keeps the place of the note that a link refers to; None for any other link."""
        target = (node.attributes.get("href") or "").removeprefix("#") if node.tag == "a" else ""
        return Block("note", _REFERENCE + target) if target in self._ids else None

    def leads_back(self, node: LexborNode) -> bool:
        """Whether an element is the way back from a note to the text."""
        if node.attributes.get("role") == "doc-backlink":
            return True
        return bool(_BACK.search(node.attributes.get("class") or ""))

    def add(self, node: LexborNode, text: str, count: str) -> None:
        """Keep a note's text, under the number it prints or else its `count`."""
        own = _NUMBER.match(text)
        words = text[own.end() :] if own else text
        key = node.id or f"{_REFERENCE}{len(self._texts)}"
        self._texts.setdefault(key, Block("note", f"{own[1] if own else count} {words}".strip()))

    def in_place(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """The blocks with each note after the first that refers to it, and the other notes at the end."""
        left = dict(self._texts)
        for block in blocks:
            if not block.text.startswith(_REFERENCE):
                yield block
            elif note := left.pop(block.text.removeprefix(_REFERENCE), None):
                yield note
        yield from left.values()
