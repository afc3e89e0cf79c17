"""A document laid out for reading: which headings open where, and lists and tables made whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from indexer.model import Document, Paragraph, Part, PartKind, Ref

_TOP = 2  # the page's own title is the h1
_LOWEST = 6


@dataclass(frozen=True)
class Heading:
    """A heading and its rank, 2 to 6."""

    level: int
    text: str


@dataclass(frozen=True)
class Item:
    """An item of a list, and the items nested below it."""

    text: str
    below: tuple[Item, ...]

    @property
    def counted(self) -> bool:
        """Whether it begins with a number that the document prints."""
        return self.text[:1].isdigit()


@dataclass(frozen=True)
class Run:
    """Parts of one kind that stand together: a list's items, a table's rows, or one run of text."""

    kind: PartKind
    parts: tuple[Part, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """A list's outermost items."""
        return _nested(self.parts)

    @property
    def header(self) -> tuple[str, ...]:
        """The header cells of a table."""
        return self.parts[0].header


@dataclass(frozen=True)
class Laid:
    """A paragraph as it is laid out.

    `opens` are the headings above it that the paragraph before did not stand under. `title` is its own
    heading, where its number is a heading's. `label` is its number, without that of the paragraph it is
    within; `depth` is how deep it is within others.
    """

    ref: Ref
    label: str
    depth: int
    ours: bool
    page: int
    opens: tuple[Heading, ...]
    title: Heading | None
    runs: tuple[Run, ...]
    below: int


def _nested(parts: tuple[Part, ...]) -> tuple[Item, ...]:
    outer = [i for i, part in enumerate(parts) if part.depth <= parts[0].depth]
    return tuple(Item(parts[i].text, _nested(parts[i + 1 : end])) for i, end in pairwise((*outer, len(parts))))


def laid_out(document: Document) -> tuple[Laid, ...]:
    """Every paragraph of a document, in order."""
    depths: dict[Ref, int] = {}
    before: tuple[str, ...] = ()
    laid: list[Laid] = []
    for paragraph in document.paragraphs:
        depths[paragraph.ref] = depths[paragraph.within] + 1 if paragraph.within in depths else 0
        laid.append(_laid(paragraph, before, depths[paragraph.ref]))
        before = paragraph.headings
    return tuple(laid)


def contents(paragraphs: tuple[Laid, ...]) -> tuple[tuple[Ref, str], ...]:
    """The outermost headings, each with the paragraph it opens at."""
    opened = ((p.ref, h) for p in paragraphs for h in (*p.opens, *((p.title,) if p.title else ())))
    return tuple((ref, heading.text) for ref, heading in opened if heading.level == _TOP)


def _laid(paragraph: Paragraph, before: tuple[str, ...], depth: int) -> Laid:
    path = tuple(Heading(min(_TOP + i, _LOWEST), text) for i, text in enumerate(paragraph.headings))
    opens = path[_shared(before, paragraph.headings) :]
    parts = paragraph.parts
    title = None
    if opens and parts[0].kind == "subheading" and parts[0].text.rstrip(" :") == opens[-1].text:
        *rest, title = opens
        opens, parts = tuple(rest), parts[1:]
    return Laid(
        paragraph.ref,
        _label(paragraph),
        depth,
        paragraph.ours,
        paragraph.page,
        opens,
        title,
        tuple(_runs(parts)),
        min(_TOP + len(path), _LOWEST),
    )


def _shared(before: tuple[str, ...], now: tuple[str, ...]) -> int:
    """How many headings two paths have in common, from the outermost."""
    pairs = zip(before, now, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(before), len(now)))


def _label(paragraph: Paragraph) -> str:
    number = paragraph.ref.paragraph
    return number.removeprefix(paragraph.within.paragraph) if paragraph.within else number


def _runs(parts: tuple[Part, ...]) -> Iterator[Run]:
    for (kind, _), group in groupby(parts, key=lambda part: (part.kind, part.header)):
        together = tuple(group)
        if kind in ("item", "row"):
            yield Run(kind, together)
        else:
            yield from (Run(kind, (part,)) for part in together)
