"""Word styles: what a paragraph's style, and the styles it is based on, say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from indexer.readers.docx_package import child, elements, is_on, number, value

_HEADING = re.compile(r"^heading (\d)$")
_LISTED = re.compile(r"^list (?:bullet|number) ([2-5])$")
_CONTENTS = re.compile(r"^(?:toc \d|toc heading|table of figures)$")
_DEEPEST = 20  # styles based on one another; a ring of them would have no end


class Styles:
    """The styles of a document by their id."""

    def __init__(self, styles: Element | None) -> None:
        self._by_id: dict[str, Element] = {}
        self._usual = ""
        for style in elements(styles) if styles is not None else ():
            if style.tag == qn("w:style"):
                self._add(style)

    def _add(self, style: Element) -> None:
        name = str(style.get(qn("w:styleId"), ""))
        self._by_id[name] = style
        if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true"):
            self._usual = name

    def chain(self, style_id: str | None) -> Iterator[tuple[str, Element]]:
        """A style and those it is based on, nearest first, with their ids."""
        name = style_id or self._usual
        for _ in range(_DEEPEST):
            style = self._by_id.get(name)
            if style is None:
                return
            yield name, style
            name = value(style, "w:basedOn") or ""

    def of(self, paragraph: Element) -> str | None:
        """The id of a paragraph's style."""
        return value(paragraph, "w:pPr", "w:pStyle")

    def names(self, paragraph: Element) -> list[str]:
        """The names of a paragraph's style and those it is based on, in small letters."""
        return [(value(style, "w:name") or "").lower() for _, style in self.chain(self.of(paragraph))]

    def heading_level(self, paragraph: Element) -> int | None:
        """0 for a title, 1 to 9 for a heading, None for any other paragraph."""
        for name in self.names(paragraph):
            if name == "title":
                return 0
            if match := _HEADING.match(name):
                return int(match[1])
        outline = self.setting(paragraph, "w:outlineLvl")
        level = number(outline) if outline is not None else None
        return level + 1 if level is not None and 0 <= level <= 8 else None

    def list_depth(self, paragraph: Element) -> int:
        """How deep Word's own list styles say that an item stands: 1 for List Bullet 2; 0 for any other style."""
        found = (_LISTED.match(name) for name in self.names(paragraph))
        return next((int(match[1]) - 1 for match in found if match), 0)

    def is_contents(self, paragraph: Element) -> bool:
        """Whether a paragraph is a line of a table of contents that Word made."""
        return any(_CONTENTS.match(name) for name in self.names(paragraph)[:1])

    def setting(self, paragraph: Element, *names: str) -> Element | None:
        """A paragraph's setting: its own, else its style's, else that of the style below."""
        own = child(paragraph, "w:pPr", *names)
        inherited = (child(style, "w:pPr", *names) for _, style in self.chain(self.of(paragraph)))
        return own if own is not None else next((found for found in inherited if found is not None), None)

    def is_bold(self, paragraph: Element) -> bool:
        """Whether a paragraph's style is bold."""
        said = (is_on(style, "w:rPr", "w:b") for _, style in self.chain(self.of(paragraph)))
        return bool(next((on for on in said if on is not None), False))
