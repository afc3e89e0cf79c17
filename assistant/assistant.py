"""The one object every door is given: it asks, searches and reads. Doors only translate."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.answering.answer import Answer
from assistant.answering.answering import Asking, answer
from assistant.answering.contract_facts import ValueWords
from assistant.answering.synonyms import Synonyms
from assistant.checklists.checklist import Checklist, Sources
from assistant.checklists.desk import Desk
from assistant.measures.valuation import Valuation
from assistant.measures.value_command import value_entries
from assistant.rules.rulebook import Heading
from assistant.tenders.desk import TenderDesk
from assistant.tenders.section import TenderSection
from assistant.wording import Wording
from indexer.edition import Edition, Side
from indexer.editions import Editions
from indexer.embedding import open_questions
from indexer.errors import NotFound
from indexer.model import Audience, Document, Paragraph, Ref
from indexer.pack import Pack
from indexer.questions import Questions
from indexer.search import Hit, allowed_on, search


@dataclass(frozen=True)
class Vocabulary:
    """The words of the field, from the pack: those that mean the same, and those that name a contract's facts."""

    synonyms: Synonyms
    value_words: ValueWords


@dataclass(frozen=True)
class Held:
    """An edition in use: one half of it opened, and its question encoder."""

    edition: Edition
    side: Side
    encoder: Questions


class Assistant:
    """Answers from the edition that serves; a new edition is taken up between two questions."""

    def __init__(
        self, editions: Editions, pack: Pack, wording: Wording, vocabulary: Vocabulary, question_characters: int
    ) -> None:
        self.about = pack.about
        self._pack = pack
        self._vocabulary = vocabulary
        self.wording = wording
        self._editions = editions
        self._limit = question_characters
        self._held: dict[Audience, Held] = {}
        self._desks: dict[str, Desk] = {}
        self._tenders: TenderDesk | None = None
        self._stamp: tuple[int, int] = (0, 0)
        self._lock = threading.Lock()

    @property
    def edition(self) -> str:
        """The id of the edition that serves."""
        return self._editions.current().id

    def ready(self, audience: Audience) -> None:
        """Open what serves an audience. Raises EditionError where there is nothing to serve."""
        self._hold(audience)

    def ask(self, question: str, audience: Audience, as_of: date) -> Answer:
        """Answer a question as policy and law stood on a date."""
        held = self._hold(audience)
        asking = Asking(
            held.side, held.encoder, held.edition.id, self.wording, self._vocabulary.synonyms,
            self._vocabulary.value_words, self._desk_of(audience), self._limit,
        )  # fmt: skip
        return answer(asking, question, audience, as_of)

    def search(self, query: str, k: int, audience: Audience, as_of: date) -> tuple[Hit, ...]:
        """The `k` best passages for a query."""
        held = self._hold(audience)
        vector = held.encoder.encode([query])[0]
        return search(held.side, query, vector, k, allowed_on(held.side, as_of).all)

    def documents(self, audience: Audience) -> tuple[Document, ...]:
        """Every document of the edition, in the manifest's order."""
        return tuple(self._hold(audience).side.documents.values())

    def document(self, id: str, audience: Audience) -> Document:
        """One document. Raises NotFound."""
        try:
            return self._hold(audience).side.documents[id]
        except KeyError as error:
            raise NotFound(f"there is no document '{id}'") from error

    def paragraph(self, ref: Ref, audience: Audience) -> tuple[Document, Paragraph]:
        """One paragraph with its document, by its number or its anchor. Raises NotFound."""
        document = self.document(ref.document, audience)
        side = self._hold(audience).side
        found = side.paragraphs.get(ref) or side.by_anchor.get((ref.document, ref.anchor))
        if found is None:
            raise NotFound(f"'{document.entry.title}' has no paragraph {ref.paragraph}")
        return document, found

    def original(self, id: str, audience: Audience) -> Path:
        """A document's file as it was published. Raises NotFound."""
        return self._hold(audience).side.original(self.document(id, audience))

    def checklists(self, audience: Audience) -> tuple[Heading, ...]:
        """The checklists there are, each with a line that says what for."""
        rulebook = self._desk(audience).rulebook
        return tuple(heading for heading in rulebook.headings.values() if rulebook.rules_of(heading.name))

    def checklist(self, name: str, facts: Mapping[str, object], audience: Audience, as_of: date) -> Checklist:
        """What the rules ask of a contract on a date. Raises NotFound, or ProfileRefused naming each fact to mend."""
        desk = self._desk(audience)
        if not desk.rulebook.rules_of(name):
            raise NotFound(f"there is no checklist '{name}' here; its rules rest on documents for staff")
        return desk.made_from(name, facts, as_of)

    def value(
        self, entries: Sequence[object], contract_value: str | None, audience: Audience, *, discounted: bool
    ) -> Valuation:
        """What commitments are worth. Raises CommitmentsRefused naming each row to mend, or AskerError."""
        return value_entries(entries, self._pack.root, contract_value, audience, discounted=discounted)

    def tender_section(self, facts: Mapping[str, object], audience: Audience, as_of: date) -> TenderSection:
        """The social value section of a contract's tender, for staff.

        Raises ProfileRefused naming each fact to mend, or NotFound for the public.
        """
        if audience is Audience.PUBLIC:
            raise NotFound("a tender's section is drafted by staff, from documents that are not all public")
        desk = self._desk(audience)
        if self._tenders is None or self._tenders.writing.desk is not desk:
            self._tenders = TenderDesk.over(self._pack.root, desk, self._pack.about.council)
        return self._tenders.made_from(facts, as_of)

    def _desk_of(self, audience: Audience) -> Callable[[], Desk] | None:
        """How to come by the desk, which takes most of a second the first time; None for a pack without rules."""
        has_rules = (self._hold(audience).side.data / "rules").is_dir()
        return (lambda: self._desk(audience)) if has_rules else None

    def _desk(self, audience: Audience) -> Desk:
        """The desk over the paragraphs that an audience may see; made once for an edition."""
        held = self._hold(audience)
        key = f"{held.edition.id} {audience.value}"
        if key not in self._desks:
            sources = Sources.of(held.side.documents.values(), held.edition.id)
            self._desks = {key: Desk.over(held.side.data, sources, self.wording)}
        return self._desks[key]

    def _hold(self, audience: Audience) -> Held:
        """What serves an audience now. Looking at the pointer costs one stat; a question under way keeps its own."""
        stamp = self._pointer_stamp()
        with self._lock:
            if stamp != self._stamp:
                self._held, self._stamp = {}, stamp
            if audience not in self._held:
                edition = self._editions.current()
                encoder = open_questions(edition.model, edition.facts()["window"])
                self._held[audience] = Held(edition, edition.open(audience), encoder)
            return self._held[audience]

    def _pointer_stamp(self) -> tuple[int, int]:
        try:
            status = self._editions.pointer.stat()
        except FileNotFoundError:
            return (0, 0)
        return (status.st_mtime_ns, status.st_ino)
