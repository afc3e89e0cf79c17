"""Passages: what is searched. Cut along a document's own seams, never across a section.

About sixty words each with one sentence of overlap found most evidence of thirty ways of cutting; a passage that
begins inside a list repeats the list's lead-in. A passage's text is exactly sentences of its paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.model import Document, Ref
from indexer.sentences import Sentence, sentences_of

WORDS = 60
OVERLAP_WORDS = 40


@dataclass(frozen=True)
class Passage:
    """Neighbouring sentences of one section, by their indexes in the edition."""

    index: int
    document: str
    title: str
    headings: tuple[str, ...]
    refs: tuple[Ref, ...]
    sentences: tuple[int, ...]
    text: str
    page: int = 1

    @property
    def heading_text(self) -> str:
        """Title and heading path, as the words in front of the passage."""
        return " – ".join((self.title, *self.headings))

    @property
    def full_text(self) -> str:
        """The passage with its title and heading path in front."""
        return f"{self.heading_text}\n{self.text}"


@dataclass(frozen=True)
class Cut:
    """Documents cut into sentences and passages; a sentence's index is its place in `sentences`."""

    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]


def cut(documents: Sequence[Document]) -> Cut:
    """Cut documents, in order. The same documents always give the same passages."""
    sentences: list[Sentence] = []
    passages: list[Passage] = []
    for document in documents:
        for section in document.sections:
            own = tuple(sentences_of(section.paragraphs, len(sentences)))
            sentences.extend(own)
            for group in _groups(own, sentences):
                passages.append(_passage(len(passages), document, section.headings, group))
    return Cut(tuple(sentences), tuple(passages))


def _passage(index: int, document: Document, headings: tuple[str, ...], group: Sequence[Sentence]) -> Passage:
    refs = tuple(dict.fromkeys(sentence.ref for sentence in group))
    return Passage(
        index,
        document.entry.id,
        document.entry.title,
        headings,
        refs,
        tuple(sentence.index for sentence in group),
        "\n".join(sentence.text for sentence in group),
        group[0].page,
    )


def _groups(own: Sequence[Sentence], every: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Runs of about WORDS words, each opening with the last sentence of the run before where that is short."""
    group: list[Sentence] = []
    before: Sentence | None = None
    for sentence in own:
        if before is None and group and _words([*group, sentence]) > WORDS * 1.4:
            yield group
            before = group[-1]
        if before is not None:
            group, before = _opening(before, sentence, every), None
        group.append(sentence)
        if _words(group) >= WORDS:
            yield group
            before = sentence
    if before is None and group:
        yield group


def _opening(last: Sentence, following: Sentence, every: Sequence[Sentence]) -> list[Sentence]:
    """What a run opens with: the lead-in of the list it begins inside, and the overlap."""
    overlap = [last] if _words([last]) <= OVERLAP_WORDS else []
    if following.lead < 0:
        return overlap
    lead = every[following.lead]
    if lead in overlap or _words([lead]) > OVERLAP_WORDS * 2:
        return overlap
    return [lead, *overlap]


def _words(sentences: Sequence[Sentence]) -> int:
    return sum(len(sentence.text.split()) for sentence in sentences)
