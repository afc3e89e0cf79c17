"""Blocks become sections and numbered paragraphs: which number is a paragraph, a heading, or an item of a list.

The rules, in the order they are tried for a block that begins with a number:
  4.3.1, 7(b)(ii)   a heading where it is a title with something below it; else a paragraph of that number
  12                an item after a lead-in; a heading where it is a title; a paragraph where it is next in turn
  (a), (ii)         a sub-paragraph of the paragraph it stands in
Text without a number goes on with the numbered paragraph before it, until a heading closes that paragraph; where the
document prints no number at all, the number is ours: p1, p2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from indexer.draft import Draft, Open
from indexer.model import Part, Section
from indexer.numbering import Ladder, Mark, annex_at, mark_at
from indexer.readers.blocks import Block
from indexer.readers.lines import is_title
from indexer.readers.tables import row_text

_LEADS_IN = re.compile(r"(?::\s*[-–—]?|\b(?:as|the) follow(?:s|ing)\b[^.]*[.:]?)[\"”’']?$", re.IGNORECASE)
_FOLLOWING = re.compile(r"\bfollow(?:s|ing)\b[^.]*\.$", re.IGNORECASE)
_LABEL = re.compile(r"[A-Z][a-z]+ \d{1,2}:")
_LABELLED = re.compile(r"^[A-Z][^.:]{1,60}: ?\S")
_CONTENTS = re.compile(r"^(?:table of )?contents(?: page)?$", re.IGNORECASE)
_ORDINAL = re.compile(r"\(?(?:\d{1,3}|[A-Za-z])[.)]?")


@dataclass(frozen=True)
class Outline:
    """A document's title, its sections, and what was doubtful about its numbers."""

    title: str
    sections: tuple[Section, ...]
    doubts: tuple[str, ...]


def outline_of(document: str, blocks: Sequence[Block]) -> Outline:
    """Sections and paragraphs of `document` (its id) from a reader's blocks."""
    outliner = _Outliner()
    for position, block in enumerate(blocks, 1):
        outliner.take(block, blocks[position] if position < len(blocks) else None)
    outliner.end()
    return Outline(outliner.title, outliner.draft.sections(document), tuple(outliner.draft.doubts))


@dataclass
class _Outliner:
    """Reads blocks one by one, remembering what the last ones were."""

    title: str = ""
    draft: Draft = field(default_factory=Draft)
    ladder: Ladder = field(default_factory=Ladder)
    before: Block | None = None
    after_title: bool = False  # the block before was a numbered heading
    section: str = ""  # the number of the section or paragraph we are in
    rank: int = 0  # the rank of the last numbered heading
    last_integer: int = 0  # of the paragraphs numbered 1, 2, 3
    last_item: int = 0  # of the list counted 1, 2, 3
    group: Block | None = None  # a table row that heads the rows below it
    group_used: bool = True

    def take(self, block: Block, following: Block | None) -> None:
        """Place one block; `following` is the next one, by which a title is told from a short paragraph."""
        titled = False
        if block.kind == "row":
            self._row(block)
        else:
            self._end_group()
            if block.kind == "note":
                number, _, text = block.text.partition(" ")
                self.draft.note(number, Part("note", text, block.page))
            elif block.kind == "heading":
                titled = self._heading(block, following)
            elif mark := _mark_of(block):
                titled = self._marked(block, mark, following)
            else:
                self._unmarked(block)
        self.before, self.after_title = block, titled

    def end(self) -> None:
        """Close what is open."""
        self._end_group()
        self.draft.shut()

    # Each of these three says whether the block was a numbered heading.

    def _heading(self, block: Block, following: Block | None) -> bool:
        mark = mark_at(block.text)
        if not self.title and self.draft.empty and not mark:
            self.title = block.text
        elif annex := annex_at(block.text):
            self._annex(block, annex)
        elif mark and mark.kind != "letter" and self._heads(block, mark, following):
            return self._numbered_heading(block, mark, block.level if block.sure else _rank(mark))
        elif mark and not block.sure:
            return self._marked(block, mark, following)
        elif not _CONTENTS.match(block.text):
            self._plain_heading(block)
        return False

    def _marked(self, block: Block, mark: Mark, following: Block | None) -> bool:
        if mark.kind == "letter":
            self._lettered(block, mark)
        elif mark.kind == "integer":
            return self._integer(block, mark, following)
        elif mark.kind == "lettered" and not self._in_turn(mark):
            self._unmarked(block)
        elif _is_heading_text(mark.rest) and _has_below(mark, following):
            return self._numbered_heading(block, mark, _rank(mark))
        else:
            self._paragraph(block, mark)
        return False

    def _integer(self, block: Block, mark: Mark, following: Block | None) -> bool:
        next_in_turn = int(mark.number) == self.last_integer + 1
        if self._counts_items(mark) and not mark.bare:
            self._item(block, mark)
        elif next_in_turn and _is_heading_text(mark.rest) and _has_below(mark, following):
            return self._numbered_heading(block, mark, _rank(mark))
        elif next_in_turn:
            self._paragraph(block, mark)
        elif block.marker or not mark.bare:
            self._item(block, mark)
        else:
            self._unmarked(block)
        return False

    # Headings

    def _heads(self, block: Block, mark: Mark, following: Block | None) -> bool:
        """Whether a heading's number is a section's, and not an item's or a short paragraph's."""
        if mark.kind == "integer":
            return block.sure or mark.rest.isupper() or not self._counts_items(mark)
        return block.sure or _has_below(mark, following)

    def _numbered_heading(self, block: Block, mark: Mark, rank: int) -> bool:
        self.draft.shut()
        self.draft.head(rank, mark.rest)
        self._paragraph(block, mark, Part("subheading", mark.rest, block.page))
        self.rank = rank
        return True

    def _annex(self, block: Block, annex: Mark) -> None:
        self.draft.shut()
        self.draft.head(min(block.level, 2) if block.sure else 2, block.text)
        self.draft.annex = annex.number
        self.section, self.rank, self.last_integer, self.last_item = "", 0, 0, 0

    def _plain_heading(self, block: Block) -> None:
        """A heading without a number: part of the numbered paragraph it stands in, or the end of it."""
        inside = self.draft.open
        if inside and not inside.ours and self._stands_inside(block):
            self.draft.add(Part("subheading", block.text, block.page))
            return
        self.draft.head_alone(block.level, block.text, block.page)
        if self.rank and block.level <= self.rank:
            self.section, self.rank = "", 0

    def _stands_inside(self, block: Block) -> bool:
        if block.sure:
            return self.after_title and block.level > self.rank
        text = self.before.text if self.before else ""
        return self.after_title or bool(_LEADS_IN.search(text) or _FOLLOWING.search(text))

    # Paragraphs

    def _paragraph(self, block: Block, mark: Mark, part: Part | None = None) -> None:
        base = mark.number.partition("(")[0]
        self.draft.begin(mark.number, within=base if base != mark.number else "")
        self.draft.add(part or Part("text", mark.rest, block.page))
        self.section, self.ladder, self.last_item = mark.number, Ladder(), 0
        if mark.kind == "integer":
            self.last_integer = int(mark.number)

    def _lettered(self, block: Block, mark: Mark) -> None:
        outer = self.draft.open or self._begin_unnumbered()
        if not outer.within:
            self.ladder = Ladder()
        self.draft.begin_within(outer, self.ladder.climb(mark.number))
        self.draft.add(Part("text", mark.rest, block.page))

    def _in_turn(self, mark: Mark) -> bool:
        """Whether A3 follows A2, or is the first of its letter; else it is a word like A4."""
        head, digits = re.match(r"^(.*?)(\d+)$", mark.number).groups()  # type: ignore[union-attr]
        return digits == "1" or any(number.endswith(f"{head}{int(digits) - 1}") for number in self.draft.numbers)

    # Items, text and rows

    def _item(self, block: Block, mark: Mark) -> None:
        self.last_item = int(mark.number)
        self._put(Part("item", f"{mark.number}. {mark.rest}", block.page, block.level))

    def _counts_items(self, mark: Mark) -> bool:
        """Whether a whole number counts the items of a list: 1 after a lead-in, or one more than the last item."""
        value = int(mark.number)
        if value == 1 and self.before is not None and self.before.kind in ("text", "heading"):
            return bool(_LEADS_IN.search(self.before.text))
        return self.last_item > 0 and value == self.last_item + 1

    def _unmarked(self, block: Block) -> None:
        open_now = self.draft.open
        if block.kind == "item":
            self._put(Part("item", block.text, block.page, block.level))
            return
        self.last_item = 0
        last = open_now.last if open_now else None
        if open_now and last and last.kind == "text" and _LABEL.fullmatch(last.text):
            # A line that is only a label ("Recommendation 1:") makes one item with the text below it.
            open_now.parts[-1] = Part("item", f"{last.text} {block.text}", last.page)
            return
        if open_now and open_now.ours and not open_now.within and not _goes_on(open_now.parts, block):
            self.draft.open = None
        self._put(Part("text", block.text, block.page))

    def _put(self, part: Part) -> None:
        """Add a part where it belongs when no paragraph is open: to the section's own, or to a new one of ours."""
        if self.draft.open is None:
            self._begin_unnumbered()
        if part.text:
            self.draft.add(part)

    def _begin_unnumbered(self) -> Open:
        if self.section and self.draft.qualified(self.section) not in self.draft.numbers:
            return self.draft.begin(self.section)
        return self.draft.begin_ours()

    def _row(self, block: Block) -> None:
        named = [cell for cell in block.cells if cell and not _ORDINAL.fullmatch(cell)]
        if block.header and len(block.cells) > 2 and len(named) == 1:
            self._end_group()
            self.group, self.group_used = block, False
            return
        if self.group and self.group.header != block.header:
            self._end_group()
        self.group_used = True
        self._put_row(block, _named(self.group))

    def _end_group(self) -> None:
        """Let go of the row that headed rows; one that headed none is a row itself."""
        if self.group and not self.group_used:
            self._put_row(self.group, "")
        self.group, self.group_used = None, True

    def _put_row(self, block: Block, group: str) -> None:
        text = row_text(block.cells, block.header, group)
        self._put(Part("row", text, block.page, cells=block.cells, header=block.header))


def _named(group: Block | None) -> str:
    """What a row that heads other rows calls them."""
    cells = group.cells if group else ()
    return " ".join(cell for cell in cells if cell and not _ORDINAL.fullmatch(cell))


def _goes_on(parts: Sequence[Part], block: Block) -> bool:
    """Whether text without a number belongs to the paragraph of ours before it: after a lead-in, or one more label."""
    if not parts:
        return True
    labels = _LABELLED.match(parts[-1].text) and _LABELLED.match(block.text) and len(parts) > 1
    return parts[-1].text.endswith(":") or bool(labels)


def _mark_of(block: Block) -> Mark | None:
    """The number of a block, from the marker its format keeps apart or from the start of its text."""
    if block.marker and block.marker != "•" and (mark := mark_at(f"{block.marker} {block.text}")):
        return mark
    mark = mark_at(block.text)
    return None if mark and mark.bare and block.kind == "item" else mark


def _rank(mark: Mark) -> int:
    """The rank of a numbered heading that the format does not tell: 2 for 5 or 5.0, 3 for 5.1."""
    return len([part for part in mark.number.split(".") if part != "0"]) + 1


def _is_heading_text(text: str) -> bool:
    return is_title(text) or (len(text.split()) <= 7 and text[:1].isupper() and not re.search(r"[.;:,?!]$", text))


def _has_below(mark: Mark, following: Block | None) -> bool:
    """Whether what follows a numbered title stands below it: text, a list, a table, or a number under its own."""
    if following is None:
        return False
    if following.kind == "row":
        return True
    below = mark_at(following.text) if following.kind == "heading" else _mark_of(following)
    if below is None or _is_under(below.number, mark.number):
        return True
    counted = mark.kind == "decimal" and below.kind == "integer" and below.number == "1"
    return following.kind != "heading" and (below.kind == "letter" or counted)


def _is_under(number: str, above: str) -> bool:
    stem = re.sub(r"(?:\.0)+$", "", above)
    return number.startswith((f"{stem}.", f"{stem}("))
