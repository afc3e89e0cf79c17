"""The nouns a pack is made of: Document > Section > Paragraph, and the Ref that addresses a paragraph."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal
from urllib.parse import quote


class Audience(StrEnum):
    """Who may read a document. Staff see both."""

    PUBLIC = "public"
    STAFF = "staff"

    def may_see(self, other: Audience) -> bool:
        """Whether a reader of this audience may see a document of the other."""
        return self is Audience.STAFF or other is Audience.PUBLIC


class Authority(StrEnum):
    """What gives a document its force, highest first. Order of precedence where two disagree."""

    LEGISLATION = "legislation"
    STATUTORY_GUIDANCE = "statutory guidance"
    RULES = "rules"
    POLICY = "policy"
    CHARTER = "charter"
    GUIDE = "guide"
    REPORT = "report"

    @property
    def rank(self) -> int:
        """0 for the highest authority."""
        return list(Authority).index(self)


class Status(StrEnum):
    """Where a document stands on a date."""

    IN_FORCE = "in force"
    NOT_YET = "not yet in force"
    SUPERSEDED = "superseded"
    ENDED = "no longer in force"
    HISTORY = "history"
    DRAFT = "draft"
    UNDATED = "undated"


@dataclass(frozen=True, order=True)
class Ref:
    """The address of a paragraph: `cpr#7.2`, `sv-policy#4.1(b)`, `plan#Annex A 3`."""

    document: str
    paragraph: str

    def __str__(self) -> str:
        return f"{self.document}#{self.paragraph}"

    @property
    def anchor(self) -> str:
        """The paragraph's id in a page: its number with hyphens for spaces."""
        return self.paragraph.replace(" ", "-")

    @property
    def url(self) -> str:
        """Where the paragraph can be read, as a path; what a URL may not hold is percent-encoded."""
        return f"/documents/{quote(self.document)}#{quote(self.anchor, safe='()~')}"

    @classmethod
    def parse(cls, text: str) -> Ref:
        """Read `document#paragraph`. Raises ValueError where either half is missing."""
        document, _, paragraph = text.strip().partition("#")
        if not document or not paragraph:
            raise ValueError(f"'{text}' is not a paragraph's address; write it like cpr#7.2")
        return cls(document, paragraph.strip())


PartKind = Literal["text", "item", "row", "subheading", "note"]


@dataclass(frozen=True)
class Part:
    """A run of a paragraph as it was printed: text, a list item, a table row, a heading inside it, a footnote.

    `depth` is how deep a list item is nested. A table row also keeps its `cells` and its table's `header`;
    its text is the row in words.
    """

    kind: PartKind
    text: str
    page: int = 1
    depth: int = 0
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """The smallest thing that can be cited.

    `headings` is the path of headings above it, outermost first. `ours` says that the document prints no
    number here and the number is Townclerk's. `within` is the paragraph it is part of: 7(b) is within 7.
    """

    ref: Ref
    parts: tuple[Part, ...]
    headings: tuple[str, ...] = ()
    ours: bool = False
    within: Ref | None = None

    @property
    def page(self) -> int:
        """The page it begins on, counted from 1."""
        return self.parts[0].page

    @cached_property
    def text(self) -> str:
        """Its words, a line for each part."""
        return "\n".join(part.text for part in self.parts)

    @cached_property
    def digest(self) -> str:
        """`sha256:` of its words with white space folded, so that a reflowed copy has the same digest."""
        return "sha256:" + hashlib.sha256(folded(self.text).encode()).hexdigest()


@dataclass(frozen=True)
class Section:
    """Paragraphs under one path of headings."""

    headings: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Entry:
    """A document's entry in the manifest: what the pack says of it."""

    id: str
    title: str
    file: str
    kind: str
    authority: Authority
    audience: Audience
    publisher: str = ""
    owner: str = ""
    contact: str = ""
    language: str = "en"
    published: date | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None
    review: date | None = None
    supersedes: tuple[str, ...] = ()
    superseded_by: str = ""
    standing: Literal["", "history", "draft"] = ""
    binding: bool = True
    original_title: str = ""
    source: str = ""

    def status(self, as_of: date) -> Status:
        """Where the document stands on a date; a document in force stops the day after `in_force_until`."""
        if self.standing:
            return Status(self.standing)
        if self.in_force_from and as_of < self.in_force_from:
            return Status.NOT_YET
        if self.in_force_until and as_of > self.in_force_until:
            return Status.SUPERSEDED if self.superseded_by else Status.ENDED
        return Status.IN_FORCE if self.in_force_from else Status.UNDATED


@dataclass(frozen=True)
class Document:
    """A document as read: its manifest entry and its sections in order."""

    entry: Entry
    sections: tuple[Section, ...]
    pages: int = 1

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph, in order."""
        return tuple(paragraph for section in self.sections for paragraph in section.paragraphs)


def folded(text: str) -> str:
    """Text with every run of white space as one space."""
    return re.sub(r"\s+", " ", text).strip()
