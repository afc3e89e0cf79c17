"""Blocks become sections and numbered paragraphs: which number is a paragraph, a heading, or an item of a list.

The rules, in the order they are tried for a block that begins with a number:
  4.3.1, 7(b)(ii)   a paragraph of that number; a heading where it is a title with text below it
  12                a heading where it is a title; an item after a lead-in that ends with a colon; a paragraph
                    where it follows on from the paragraph before
  (a), (ii)         a sub-paragraph of the numbered paragraph it stands in
Text without a number goes on with the paragraph before it, until a heading closes that paragraph; where the
document prints no number at all, the number is ours: p1, p2.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from indexer.model import Paragraph, Part, PartKind, Ref, Section
from indexer.numbering import Ladder, Mark, annex_at, mark_at
from indexer.readers.blocks import Block
from indexer.readers.lines import is_title
from indexer.readers.tables import row_text

_LEADS_IN = re.compile(r"(?::\s*[-–—]?|\b(?:as|the) follow(?:s|ing)\b[^.]*[.:]?)[\"”’']?$", re.IGNORECASE)
_FOLLOWING = re.compile(r"\bfollow(?:s|ing)\b[^.]*\.$", re.IGNORECASE)
_LABELLED = re.compile(r"^[A-Z][^.:]{1,60}: ?\S")
_LABEL = re.compile(r"[A-Z][a-z]+ \d{1,2}:")
_CONTENTS = re.compile(r"^(?:table of )?contents(?: page)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Outline:
    """A document's title, its sections, and what was doubtful about its numbers."""

    title: str
    sections: tuple[Section, ...]
    doubts: tuple[str, ...]


@dataclass
class _Open:
    """A paragraph being put together."""

    number: str
    headings: tuple[str, ...]
    ours: bool = False
    within: str = ""
    parts: list[Part] = field(default_factory=list)


def outline_of(document: str, blocks: Sequence[Block]) -> Outline:
    """Sections and paragraphs of `document` (its id) from a reader's blocks."""
    state = _Outliner()
    for position, block in enumerate(blocks):
        state.take(block, blocks[position + 1] if position + 1 < len(blocks) else None)
    state.close()
    return Outline(state.title, _sections(document, state), tuple(state.doubts))


@dataclass
class _Outliner:
    title: str = ""
    done: list[_Open] = field(default_factory=list)
    current: _Open | None = None
    headings: list[tuple[int, str]] = field(default_factory=list)
    annex: str = ""
    numbered: str = ""
    numbered_rank: int = 0
    last_integer: int = 0
    last_item: int = 0
    ladder: Ladder = field(default_factory=Ladder)
    group: str = ""
    unnumbered: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    doubts: list[str] = field(default_factory=list)
    before: Block | None = None
    titled: bool = False
    after_title: bool = False
    childless: tuple[str, int] | None = None

    def take(self, block: Block, following: Block | None) -> None:
        """Place one block; `following` is the next one, by which a title is told from a short paragraph."""
        titled_before, self.titled = self.titled, False
        self.after_title = titled_before
        if block.kind == "row":
            self._row(block)
        elif block.kind == "note":
            self._note(block)
        elif block.kind == "heading":
            self._heading(block, following)
        elif mark := _mark_of(block):
            self._marked(block, mark, following)
        else:
            self._text(block)
        self.before = block

    def close(self) -> None:
        """Finish the paragraph and the heading that are open."""
        self._finish_heading()
        self._finish()

    # headings

    def _heading(self, block: Block, following: Block | None) -> None:
        if not self.title and self._at_start() and not mark_at(block.text):
            self.title = block.text
            return
        if annex := annex_at(block.text):
            self._annex(block, annex)
            return
        mark = mark_at(block.text)
        if mark and mark.kind in ("decimal", "integer", "lettered", "full") and self._heads(mark, block, following):
            self._numbered_heading(mark, block)
        elif mark and not block.sure:
            self._marked(replace(block, kind="text"), mark, following)
        else:
            self._plain_heading(block)

    def _at_start(self) -> bool:
        return not self.done and self.current is None and not self.headings

    def _heads(self, mark: Mark, block: Block, following: Block | None) -> bool:
        if mark.kind != "integer":
            return block.sure or _has_below(mark, following)
        return not (self._in_list(mark) and not block.sure and not mark.rest.isupper())

    def _annex(self, block: Block, annex: Mark) -> None:
        self._finish_heading()
        self._finish()
        self.annex, self.numbered, self.last_integer, self.last_item = annex.number, "", 0, 0
        self._push(min(block.level, 2) if block.sure else 2, block.text)
        self.numbered_rank = 0

    def _numbered_heading(self, mark: Mark, block: Block) -> None:
        rank = block.level if block.sure else _rank(mark)
        self._finish_heading()
        self._begin(mark.number, ours=False)
        self._push(rank, mark.rest)
        assert self.current is not None
        self.current.headings = self._path()
        self.current.parts.append(Part("subheading", mark.rest, block.page))
        self.numbered_rank = rank
        if mark.kind == "integer":
            self.last_integer = int(mark.number)
        self.last_item = 0
        self.titled = True

    def _plain_heading(self, block: Block) -> None:
        if _CONTENTS.match(block.text):
            return
        inside = self.current is not None and not self.current.ours and self._within_current(block)
        if inside:
            self._add("subheading", block.text, block.page)
            return
        self._finish_heading()
        self._finish()
        self._push(block.level, block.text)
        self.childless = (block.text, block.page)
        if self.numbered_rank and block.level <= self.numbered_rank:
            self.numbered, self.numbered_rank = "", 0

    def _within_current(self, block: Block) -> bool:
        """Whether a heading without a number stands inside the numbered paragraph before it."""
        if self.before is None or self.current is None:
            return False
        if block.sure:
            below = block.level > self.numbered_rank > 0
            return (
                below
                and all(part.kind != "subheading" or i == 0 for i, part in enumerate(self.current.parts))
                and (self.current.number == self._qualified(self.numbered) and self.after_title)
            )
        text = self.before.text
        return self.after_title or bool(_LEADS_IN.search(text) or _FOLLOWING.search(text))

    def _push(self, level: int, text: str) -> None:
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self.headings.append((level, text.rstrip(" :")))

    def _path(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.headings)

    def _finish_heading(self) -> None:
        """A heading with nothing below it is kept as a paragraph of its own, so that nothing is lost."""
        if self.childless:
            text, page = self.childless
            self.childless = None
            if self.headings and self.headings[-1][1] == text.rstrip(" :"):
                self._begin_ours()
                self._add("subheading", text, page)
                self._finish()

    # numbered blocks

    def _marked(self, block: Block, mark: Mark, following: Block | None) -> None:
        if mark.kind == "letter":
            self._lettered(block, mark)
        elif mark.kind == "integer":
            self._integer(block, mark, following)
        elif mark.kind == "lettered" and not self._follows_lettered(mark):
            self._text(block)
        elif _is_heading_text(mark.rest) and _has_below(mark, following):
            self._numbered_heading(mark, replace(block, sure=False))
        else:
            self._begin(mark.number, ours=False)
            self._add("text", mark.rest, block.page)

    def _follows_lettered(self, mark: Mark) -> bool:
        digits = re.findall(r"\d+", mark.number)
        return digits[-1] == "1" or any(
            o.number.endswith(_previous(mark.number)) for o in [*self.done, self.current] if o
        )

    def _integer(self, block: Block, mark: Mark, following: Block | None) -> None:
        value = int(mark.number)
        if self._in_list(mark) and not mark.bare:
            self.last_item = value
            self._add("item", f"{mark.number}. {mark.rest}", block.page)
        elif _is_heading_text(mark.rest) and value == self.last_integer + 1 and _has_below(mark, following):
            self._numbered_heading(mark, replace(block, sure=False))
        elif value == self.last_integer + 1:
            self.last_integer = value
            self._begin(mark.number, ours=False)
            self._add("text", mark.rest, block.page)
        elif block.marker or not mark.bare:
            self.last_item = value
            self._add("item", f"{mark.number}. {mark.rest}", block.page)
        else:
            self._text(block)

    def _in_list(self, mark: Mark) -> bool:
        """Whether a whole number counts the items of a list: 1 after a lead-in, or one more than the last item."""
        value = int(mark.number)
        if self.before is not None and value == 1 and self.before.kind in ("text", "heading"):
            return bool(_LEADS_IN.search(self.before.text))
        return self.last_item > 0 and value == self.last_item + 1

    def _lettered(self, block: Block, mark: Mark) -> None:
        base = self._base()
        path = self.ladder.climb(mark.number)
        self._begin_at(base + path, within=base, ours=base.startswith("p") or not base)
        self._add("text", mark.rest, block.page)

    def _base(self) -> str:
        """The numbered paragraph that the next (a) belongs to; ours where the document has printed none."""
        if self.current is None:
            self._begin_ours()
        assert self.current is not None
        return self.current.number if not self.current.within else self.current.number.split("(")[0]

    # everything else

    def _text(self, block: Block) -> None:
        if self._under_label(block):
            return
        kind: PartKind = "item" if block.kind == "item" else "text"
        if kind == "text":
            self.last_item = 0
        if self.current is None or (self.current.ours and kind == "text" and not self._goes_on(block)):
            self._begin_unnumbered()
        self._add(kind, block.text, block.page, block.level if kind == "item" else 0)

    def _under_label(self, block: Block) -> bool:
        """Text after a line that is only a label ("Recommendation 1:") makes one list item with it."""
        if block.kind != "text" or self.current is None or not self.current.parts:
            return False
        last = self.current.parts[-1]
        if last.kind != "text" or not _LABEL.fullmatch(last.text):
            return False
        self.current.parts[-1] = Part("item", f"{last.text} {block.text}", last.page)
        return True

    def _goes_on(self, block: Block) -> bool:
        """Whether text without a number belongs to the paragraph of ours before it: a lead-in, or labels after one."""
        assert self.current is not None
        last = self.current.parts[-1] if self.current.parts else None
        if last is None or self.current.within:
            return True
        labels = _LABELLED.match(last.text) and _LABELLED.match(block.text) and len(self.current.parts) > 1
        return last.text.endswith(":") or bool(labels)

    def _begin_unnumbered(self) -> None:
        section = self._qualified(self.numbered)
        if self.numbered and not any(o.number == section for o in self.done):
            self._begin_at(section, within="", ours=False)
        else:
            self._begin_ours()

    def _row(self, block: Block) -> None:
        filled = [cell for cell in block.cells if cell]
        if block.header and len(filled) <= 2 and not any(block.cells[2:]) and len(block.cells) > 2:
            self.group = re.sub(r"^\d+\.\s*", "", " ".join(filled))
            return
        if self.before is None or self.before.kind != "row" or self.before.header != block.header:
            self.group = self.group if block.header and self.before and self.before.kind == "row" else ""
        if self.current is None:
            self._begin_unnumbered()
        self._finish_group(block)

    def _finish_group(self, block: Block) -> None:
        assert self.current is not None
        text = row_text(block.cells, block.header, self.group)
        self.childless = None
        self.current.parts.append(Part("row", text, block.page, cells=block.cells, header=block.header))

    def _note(self, block: Block) -> None:
        number, _, text = block.text.partition(" ")
        keep, self.current = self.current, None
        path = self._path()
        note = _Open(self._unique(self._qualified(f"fn{number}")), path, parts=[Part("note", text, block.page)])
        self.current = keep
        self.childless = None
        if keep:
            self._finish()
            self.done.append(note)
            self.current = None if keep.ours else _Open(keep.number, keep.headings, keep.ours, keep.within)
        else:
            self.done.append(note)

    def _add(self, kind: PartKind, text: str, page: int, depth: int = 0) -> None:
        if self.current is None:
            self._begin_unnumbered()
        assert self.current is not None
        self.childless = None if kind != "subheading" else self.childless
        if text:
            self.current.parts.append(Part(kind, text, page, depth))

    def _begin(self, number: str, *, ours: bool) -> None:
        self.numbered = number
        base = re.split(r"\(", number)[0]
        within = self._qualified(base) if base != number else ""
        self._begin_at(self._qualified(number), within=within, ours=ours)
        self.ladder = Ladder()
        self.last_item = 0

    def _begin_ours(self) -> None:
        self.unnumbered += 1
        self._begin_at(f"p{self.unnumbered}", within="", ours=True)
        self.ladder = Ladder()

    def _begin_at(self, number: str, *, within: str, ours: bool) -> None:
        self._finish()
        self.childless = None
        self.current = _Open(self._unique(number), self._path(), ours, within)

    def _qualified(self, number: str) -> str:
        letter = self.annex.split(" ")[-1]
        if not self.annex or not number or (number.startswith(letter) and not letter.isdigit()):
            return number
        return f"{self.annex} {number}"

    def _unique(self, number: str) -> str:
        """The number, with ~2 after a second paragraph of the same number, and a doubt said of it."""
        self.seen[number] += 1
        if self.seen[number] == 1:
            return number
        self.doubts.append(f"the number {number} is printed {self.seen[number]} times")
        return f"{number}~{self.seen[number]}"

    def _finish(self) -> None:
        if self.current is not None and self.current.parts:
            self.done.append(self.current)
        self.current = None


def _mark_of(block: Block) -> Mark | None:
    """The number of a block, from the marker its format keeps apart or from the start of its text."""
    if block.marker and block.marker != "•" and (mark := mark_at(f"{block.marker} {block.text}")):
        return mark
    mark = mark_at(block.text)
    if mark and mark.bare and block.kind == "item":
        return None
    return mark


def _rank(mark: Mark) -> int:
    parts = [part for part in mark.number.split(".") if part != "0"]
    return len(parts) + 1


def _previous(number: str) -> str:
    head, digits = re.match(r"^(.*?)(\d+)$", number).groups()  # type: ignore[union-attr]
    return f"{head}{int(digits) - 1}"


def _is_heading_text(text: str) -> bool:
    return is_title(text) or (len(text.split()) <= 7 and text[:1].isupper() and not re.search(r"[.;:,?!]$", text))


def _has_below(mark: Mark, following: Block | None) -> bool:
    """Whether what follows a numbered title stands below it: text, a list, a table, or a number under its own."""
    if following is None:
        return False
    if following.kind in ("row", "heading"):
        below = mark_at(following.text) if following.kind == "heading" else None
        return following.kind == "row" or below is None or _is_under(below.number, mark.number)
    below = _mark_of(following)
    return below is None or below.kind == "letter" or _is_under(below.number, mark.number) or _starts_list(mark, below)


def _is_under(number: str, above: str) -> bool:
    stem = re.sub(r"(?:\.0)+$", "", above)
    return number.startswith((f"{stem}.", f"{stem}("))


def _starts_list(mark: Mark, below: Mark) -> bool:
    return mark.kind == "decimal" and below.kind == "integer" and below.number == "1"


def _sections(document: str, state: _Outliner) -> tuple[Section, ...]:
    """The paragraphs in the order they began, gathered under their headings."""
    sections: list[Section] = []
    merged = _merged(state.done)
    known = {o.number for o in merged}
    for o in merged:
        within = Ref(document, o.within) if o.within in known else None
        paragraph = Paragraph(Ref(document, o.number), tuple(o.parts), o.headings, o.ours, within)
        if sections and sections[-1].headings == o.headings:
            sections[-1] = Section(o.headings, (*sections[-1].paragraphs, paragraph))
        else:
            sections.append(Section(o.headings, (paragraph,)))
    return tuple(sections)


def _merged(opens: Sequence[_Open]) -> list[_Open]:
    """Paragraphs that a footnote interrupted, made whole."""
    whole: dict[str, _Open] = {}
    for o in opens:
        if o.number in whole:
            whole[o.number].parts.extend(o.parts)
        else:
            whole[o.number] = o
    return list(whole.values())
