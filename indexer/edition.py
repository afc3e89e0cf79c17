"""An edition, opened: two halves, each whole, and neither with a path to the other.

<id>/edition.json            what it was made of, and its counts
<id>/report.json             what became of every page
<id>/model/                  the question encoder and its tokenizer
<id>/public/, <id>/staff/    documents, sentences, passages, vectors, words, files, the pack's rules
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from indexer.errors import EditionError
from indexer.model import Audience, Document, Paragraph, Ref, Status
from indexer.pack import Ingestion
from indexer.passages import Passage
from indexer.sentences import Sentence
from indexer.terms import terms
from indexer.words import WordIndex

DOCUMENTS = TypeAdapter(tuple[Document, ...])
SENTENCES = TypeAdapter(tuple[Sentence, ...])
PASSAGES = TypeAdapter(tuple[Passage, ...])
DATA = "pack"
REPORT = TypeAdapter(tuple[Ingestion, ...])


class Side:
    """One audience's half: everything a search needs."""

    def __init__(self, folder: Path) -> None:
        from indexer.vectors import VectorIndex  # noqa: PLC0415 - faiss loads only where an edition is searched

        self.folder = folder
        self.documents = {d.entry.id: d for d in DOCUMENTS.validate_json((folder / "documents.json").read_bytes())}
        self.sentences = SENTENCES.validate_json((folder / "sentences.json").read_bytes())
        self.passages = PASSAGES.validate_json((folder / "passages.json").read_bytes())
        self.sentence_vectors = np.load(folder / "sentences.npy", mmap_mode="r")
        self.vectors = VectorIndex.open(folder / "vectors.faiss")
        self.words = WordIndex.open(folder / "words")
        # The same terms, headings and dates are asked after again and again.
        self.idf = lru_cache(maxsize=20_000)(self.words.idf)
        self.terms_above = lru_cache(maxsize=20_000)(self._terms_above)
        self.terms_of = lru_cache(maxsize=5_000)(self._terms_of)
        self.status = lru_cache(maxsize=16)(self._status)

    @cached_property
    def paragraphs(self) -> dict[Ref, Paragraph]:
        """Every paragraph by its address."""
        return {p.ref: p for document in self.documents.values() for p in document.paragraphs}

    @cached_property
    def by_anchor(self) -> dict[tuple[str, str], Paragraph]:
        """Every paragraph by its document and its anchor in a page."""
        return {(ref.document, ref.anchor): paragraph for ref, paragraph in self.paragraphs.items()}

    def _terms_above(self, document: str, headings: tuple[str, ...]) -> frozenset[str]:
        """The terms of what stands over a text: the document's name, title and publisher, and the headings."""
        entry = self.documents[document].entry
        return frozenset(terms(" ".join((re.sub("[-_]", " ", document), entry.title, entry.publisher, *headings))))

    def _terms_of(self, ref: Ref) -> frozenset[str]:
        """The terms of a paragraph and of what stands over it."""
        paragraph = self.paragraphs[ref]
        return self.terms_above(ref.document, paragraph.headings).union(terms(paragraph.text))

    @cached_property
    def histories(self) -> dict[str, frozenset[str]]:
        """The documents kept as history, each with the terms that are its publisher's alone: sefton, leicester."""
        of = {id: frozenset(terms(document.entry.publisher)) for id, document in self.documents.items()}
        named = Counter(term for publisher in set(of.values()) for term in publisher)
        kept = [id for id, document in self.documents.items() if document.entry.standing == "history"]
        return {id: frozenset(term for term in of[id] if named[term] == 1) for id in kept}

    def _status(self, as_of: date) -> dict[str, Status]:
        """Where every document stands on a date."""
        return {id: document.entry.status(as_of) for id, document in self.documents.items()}

    @property
    def data(self) -> Path:
        """The folder of the pack's rules, templates and tender texts, as they were when the edition was built."""
        return self.folder / DATA

    def original(self, document: Document) -> Path:
        """The file of a document, as it was when the edition was built."""
        return self.folder / "files" / file_name(document)


def file_name(document: Document) -> str:
    """What a document's file is called inside an edition."""
    return f"{document.entry.id}{Path(document.entry.file).suffix.lower()}"


@dataclass(frozen=True)
class Edition:
    """A built index, by its folder. It is never changed."""

    id: str
    folder: Path

    @property
    def model(self) -> Path:
        """The folder of the question encoder."""
        return self.folder / "model"

    def open(self, audience: Audience) -> Side:
        """Open one half. Raises EditionError where a file of it is missing or broken."""
        try:
            return Side(self.folder / audience.value)
        except (OSError, ValueError, RuntimeError) as error:
            raise EditionError(f"edition {self.id} cannot be opened; run townclerk index --full") from error

    def facts(self) -> dict[str, Any]:
        """What it was made of, and its counts. Raises EditionError where that is not to be read."""
        try:
            facts: dict[str, Any] = json.loads((self.folder / "edition.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise EditionError(f"edition {self.id} cannot be opened; run townclerk index --full") from error
        return facts

    def report(self) -> tuple[Ingestion, ...]:
        """What became of every page when it was built."""
        return REPORT.validate_json((self.folder / "report.json").read_bytes())
