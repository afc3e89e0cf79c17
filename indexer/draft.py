"""A document being put together: the paragraphs so far, the one that is open, and the headings over it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from indexer.model import Paragraph, Part, Ref, Section


@dataclass
class Open:
    """A paragraph being put together; `within` is the number of the one it is part of."""

    number: str
    headings: tuple[str, ...]
    ours: bool = False
    within: str = ""
    parts: list[Part] = field(default_factory=list)

    @property
    def last(self) -> Part | None:
        """Its last part so far."""
        return self.parts[-1] if self.parts else None


@dataclass
class Draft:
    """Paragraphs in the order they begin. A number that is printed twice is kept apart, and doubted."""

    annex: str = ""
    open: Open | None = None
    doubts: list[str] = field(default_factory=list)
    _begun: list[Open] = field(default_factory=list)
    _headings: list[tuple[int, str]] = field(default_factory=list)
    _seen: Counter[str] = field(default_factory=Counter)
    _ours: int = 0
    _bare: Part | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing has been put in yet, not even a heading."""
        return not self._begun and not self._headings

    @property
    def numbers(self) -> list[str]:
        """The numbers of the paragraphs so far."""
        return [paragraph.number for paragraph in self._begun]

    def head(self, level: int, text: str) -> None:
        """Put a heading over what follows, in place of those of its level and below."""
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        self._headings.append((level, text.rstrip(" :")))

    def head_alone(self, level: int, text: str, page: int) -> None:
        """The same for a heading without a number; if nothing comes below it, it is kept as a paragraph itself."""
        self.shut()
        self.head(level, text)
        self._bare = Part("subheading", text, page)

    def begin(self, number: str, *, within: str = "") -> Open:
        """Begin the paragraph of a printed number, qualified by its annex."""
        return self._begin(self.qualified(number), self.qualified(within) if within else "", ours=False)

    def begin_within(self, outer: Open, path: str) -> Open:
        """Begin a sub-paragraph, (a) or (b)(ii), of a paragraph."""
        base = outer.within or outer.number
        return self._begin(base + path, base, ours=outer.ours)

    def begin_ours(self) -> Open:
        """Begin a paragraph that prints no number: p1, p2."""
        self._ours += 1
        return self._begin(f"p{self._ours}", "", ours=True)

    def note(self, number: str, part: Part) -> None:
        """Set a footnote beside the paragraph that is open; a numbered paragraph goes on after it."""
        self._bare = None
        self._begun.append(Open(self._unique(self.qualified(f"fn{number}")), self._path(), parts=[part]))
        if self.open and self.open.ours:
            self.open = None

    def add(self, part: Part) -> None:
        """Add a part to the paragraph that is open, or to a new one of ours."""
        (self.open or self.begin_ours()).parts.append(part)

    def shut(self) -> None:
        """Close the paragraph that is open, and keep a heading that nothing came below."""
        self.open = None
        if self._bare:
            bare, self._bare = self._bare, None
            self.begin_ours().parts.append(bare)
            self.open = None

    def qualified(self, number: str) -> str:
        """A number with its annex in front, unless it says its annex itself: A1 in Annex A."""
        letter = self.annex.split(" ")[-1]
        if not self.annex or (number.startswith(letter) and not letter.isdigit()):
            return number
        return f"{self.annex} {number}"

    def sections(self, document: str) -> tuple[Section, ...]:
        """The finished paragraphs, gathered under their headings."""
        finished = [paragraph for paragraph in self._begun if paragraph.parts]
        known = {paragraph.number for paragraph in finished}
        sections: list[Section] = []
        for one in finished:
            within = Ref(document, one.within) if one.within in known else None
            paragraph = Paragraph(Ref(document, one.number), tuple(one.parts), one.headings, one.ours, within)
            if sections and sections[-1].headings == one.headings:
                sections[-1] = Section(one.headings, (*sections[-1].paragraphs, paragraph))
            else:
                sections.append(Section(one.headings, (paragraph,)))
        return tuple(sections)

    def _begin(self, number: str, within: str, *, ours: bool) -> Open:
        self._bare = None
        self.open = Open(self._unique(number), self._path(), ours, within)
        self._begun.append(self.open)
        return self.open

    def _path(self) -> tuple[str, ...]:
        return tuple(text for _, text in self._headings)

    def _unique(self, number: str) -> str:
        """The number, with ~2 after the second paragraph that prints it, and a doubt said of it."""
        self._seen[number] += 1
        if self._seen[number] == 1:
            return number
        self.doubts.append(f"the number {number} is printed {self._seen[number]} times")
        return f"{number}~{self._seen[number]}"
