"""The one object every door is given: it asks, searches and reads. Doors only translate."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.answering.answer import Answer
from assistant.answering.answering import Asking, answer
from assistant.answering.synonyms import Synonyms
from assistant.wording import Wording
from indexer.edition import Edition, Side
from indexer.editions import Editions
from indexer.embedding import open_questions
from indexer.errors import NotFound
from indexer.manifest import PackFile
from indexer.model import Audience, Document, Paragraph, Ref
from indexer.questions import Questions
from indexer.search import Hit, allowed_on, search


@dataclass(frozen=True)
class Held:
    """An edition in use: one half of it opened, and its question encoder."""

    edition: Edition
    side: Side
    encoder: Questions


class Assistant:
    """Answers from the edition that serves; a new edition is taken up between two questions."""

    def __init__(
        self, editions: Editions, about: PackFile, wording: Wording, synonyms: Synonyms, question_characters: int
    ) -> None:
        self.about = about
        self._synonyms = synonyms
        self.wording = wording
        self._editions = editions
        self._limit = question_characters
        self._held: dict[Audience, Held] = {}
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
        asking = Asking(held.side, held.encoder, held.edition.id, self.wording, self._synonyms, self._limit)
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
