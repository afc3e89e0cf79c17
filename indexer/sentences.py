"""A paragraph's sentences, list items and table rows: the smallest words that are quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from indexer.model import Paragraph, Part, PartKind, Ref
from indexer.terms import terms

LONG_ITEM = 40  # words

_ABBREVIATIONS = frozenset(
    """
    e.g i.e mr mrs ms dr cllr prof st no nos para paras s ss art arts reg regs r rr cl cls p pp vol ed eds etc cf vs
    approx inc ltd plc co dept dir asst tel ext incl excl est al
    """.split()  # noqa: SIM905 - a paragraph of words is read more easily than a list
)
_BREAK = re.compile(r"(?<=[.!?])(?:[\"”’')\]]{0,2})\s+(?=[\"“‘'(\[]?[A-Z0-9£])")


@dataclass(frozen=True)
class Sentence:
    """One sentence, item or row of a paragraph, with its place in the edition.

    `lead` is the index of the sentence that leads in to it (a list's first line), or -1. `terms` are its terms
    parted by spaces, worked out when an edition is built so that no question has to.
    """

    index: int
    ref: Ref
    part: int
    kind: PartKind
    text: str
    page: int = 1
    lead: int = -1
    terms: str = ""


def split(text: str) -> list[str]:
    """The sentences of running text. Abbreviations, initials and decimal points do not end one."""
    sentences: list[str] = []
    start = 0
    for match in _BREAK.finditer(text):
        if not _abbreviated(text[start : match.start()]):
            sentences.append(text[start : match.end()].strip())
            start = match.end()
    tail = text[start:].strip()
    return [*sentences, tail] if tail else sentences


def _abbreviated(before: str) -> bool:
    if not before.endswith("."):
        return False
    word = before.rstrip(".").split()[-1].lstrip("(\"“‘'").casefold() if before.rstrip(".").split() else ""
    return word in _ABBREVIATIONS or bool(re.fullmatch(r"[a-z](?:\.[a-z])*", word) and word not in ("a", "i"))


def _pieces(part: Part) -> list[str]:
    """A row or a short item whole; running text, and an item as long as running text, by its sentences."""
    if part.kind == "row" or (part.kind == "item" and len(part.text.split()) <= LONG_ITEM):
        return [part.text]
    return split(part.text)


def sentences_of(paragraphs: Sequence[Paragraph], first: int) -> Iterator[Sentence]:
    """The sentences of one section's paragraphs, numbered from `first`. Headings inside a paragraph are not quoted."""
    last_of: dict[Ref, int] = {}
    index = first
    for paragraph in paragraphs:
        leads = _Leads(last_of.get(paragraph.within, -1) if paragraph.within else -1)
        for position, part in enumerate(paragraph.parts):
            if part.kind == "subheading":
                continue
            for text in _pieces(part):
                yield Sentence(
                    index, paragraph.ref, position, part.kind, text, part.page, leads.over(part), " ".join(terms(text))
                )
                leads.pass_by(part, text, index)
                last_of[paragraph.ref] = index
                index += 1


@dataclass
class _Leads:
    """What leads in to the parts of a paragraph: the paragraph it is within, its last text, or an item over others."""

    within: int
    text: int = -1
    items: dict[int, int] = field(default_factory=dict)

    def over(self, part: Part) -> int:
        """The index of the sentence that leads in to a part, or -1."""
        if part.kind == "item" and (deeper := [at for depth, at in self.items.items() if depth < part.depth]):
            return deeper[-1]
        if part.kind in ("item", "row"):
            return self.text if self.text >= 0 else self.within
        return self.within

    def pass_by(self, part: Part, text: str, index: int) -> None:
        """Take note of a sentence that has been given."""
        if part.kind == "text":
            self.text, self.items = index, {}
        elif part.kind == "item":
            self.items = {depth: at for depth, at in self.items.items() if depth < part.depth}
            if text.endswith(":"):
                self.items[part.depth] = index
