"""The number that Word prints before a paragraph, worked out from numbering.xml: 4.3.1, (a), (ii), •."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from indexer.readers.docx_package import child, elements, is_on, number, value
from indexer.readers.docx_styles import Styles
from indexer.readers.ordinals import printed

_DEEPEST = 8


@dataclass(frozen=True)
class Number:
    """What stands before a paragraph, and how deep its list is; 0 is outermost."""

    marker: str
    depth: int


@dataclass
class _List:
    """A list definition and how far its levels have counted."""

    levels: dict[int, Element]
    counts: dict[int, int] = field(default_factory=dict)


class Numbers:
    """Counts the numbered paragraphs of a document; ask for each paragraph once, in order."""

    def __init__(self, numbering: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._lists: dict[str, _List] = {}
        self._numbers: dict[str, Element] = {}
        self._begun: set[str] = set()
        for item in elements(numbering) if numbering is not None else ():
            if item.tag == qn("w:abstractNum"):
                self._abstract[str(item.get(qn("w:abstractNumId")))] = item
            elif item.tag == qn("w:num"):
                self._numbers[str(item.get(qn("w:numId")))] = item

    def next(self, paragraph: Element) -> Number | None:
        """The number of the next paragraph; None where it has none."""
        num_id = value(self._styles.setting(paragraph, "w:numPr", "w:numId"))
        if not num_id or num_id == "0" or num_id not in self._numbers:
            return None
        counted = self._list(num_id)
        depth = self._depth(paragraph, counted)
        if counted is None or depth not in counted.levels:
            return None
        self._begin(num_id, counted)
        self._count(num_id, counted, depth)
        return Number(self._marker(num_id, counted, depth), depth)

    def _depth(self, paragraph: Element, counted: _List | None) -> int:
        """How deep a paragraph stands: as it says, as the list says of its style, else outermost."""
        own = number(child(paragraph, "w:pPr", "w:numPr", "w:ilvl"))
        if own is not None:
            return max(0, min(own, _DEEPEST))
        levels = counted.levels if counted else {}
        depth_of = {value(level, "w:pStyle"): depth for depth, level in levels.items()}
        for name, _ in self._styles.chain(self._styles.of(paragraph)):
            if name in depth_of:
                return depth_of[name]
        return max(0, min(number(self._styles.setting(paragraph, "w:numPr", "w:ilvl")) or 0, _DEEPEST))

    def _list(self, num_id: str) -> _List | None:
        """The list that a number belongs to; numbers of one definition count on from one another."""
        abstract_id = value(self._numbers[num_id], "w:abstractNumId")
        definition = self._abstract.get(abstract_id or "")
        if definition is None:
            return None
        link = value(definition, "w:numStyleLink")
        if link:
            return self._linked(link, num_id)
        if abstract_id not in self._lists:
            self._lists[str(abstract_id)] = _List(dict(_levels(definition)))
        return self._lists[str(abstract_id)]

    def _linked(self, style_id: str, num_id: str) -> _List | None:
        """The list of a list style, which holds the definition in the place of the one that names it."""
        for _, style in self._styles.chain(style_id):
            other = value(style, "w:pPr", "w:numPr", "w:numId")
            if other and other != num_id and other in self._numbers:
                definition = self._abstract.get(value(self._numbers[other], "w:abstractNumId") or "")
                if child(definition, "w:numStyleLink") is None:
                    return self._list(other)
        return None

    def _begin(self, num_id: str, counted: _List) -> None:
        """Begin anew the levels for which a number says where to start, when it is first met."""
        if num_id in self._begun:
            return
        self._begun.add(num_id)
        for override in self._numbers[num_id].findall(qn("w:lvlOverride")):
            depth = override.get(qn("w:ilvl"), "")
            if child(override, "w:startOverride") is not None and depth.isdigit():
                counted.counts.pop(int(depth), None)

    def _count(self, num_id: str, counted: _List, depth: int) -> None:
        counts = counted.counts
        start = self._start(num_id, counted, depth)
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            after = number(counted.levels.get(deeper), "w:lvlRestart")
            if after is None or depth < after:
                del counts[deeper]

    def _start(self, num_id: str, counted: _List, depth: int) -> int:
        override = self._override(num_id, depth)
        for said in (number(override, "w:startOverride"), number(self._level(num_id, counted, depth), "w:start")):
            if said is not None:
                return said
        return 1

    def _override(self, num_id: str, depth: int) -> Element | None:
        overrides = self._numbers[num_id].findall(qn("w:lvlOverride"))
        return next((o for o in overrides if o.get(qn("w:ilvl")) == str(depth)), None)

    def _level(self, num_id: str, counted: _List, depth: int) -> Element | None:
        own = child(self._override(num_id, depth), "w:lvl")
        return own if own is not None else counted.levels.get(depth)

    def _marker(self, num_id: str, counted: _List, depth: int) -> str:
        level = self._level(num_id, counted, depth)
        if value(level, "w:numFmt") == "bullet":
            return "•"
        plain = bool(is_on(level, "w:isLgl"))

        def figure(match: re.Match[str]) -> str:
            of = int(match[1]) - 1
            kind = value(self._level(num_id, counted, of), "w:numFmt") or "decimal"
            count = counted.counts.get(of, self._start(num_id, counted, of))
            return printed(count, "decimal" if plain else kind)

        return re.sub(r"%([1-9])", figure, value(level, "w:lvlText") or "").strip()


def _levels(definition: Element) -> Iterator[tuple[int, Element]]:
    for level in definition.findall(qn("w:lvl")):
        depth = level.get(qn("w:ilvl"), "")
        if depth.isdigit():
            yield int(depth), level
