"""An edition, opened: two halves, each whole, and neither with a path to the other.

<id>/edition.json            what it was made of, and its counts
<id>/report.json             what became of every page
<id>/model/                  the question encoder and its tokenizer
<id>/public/, <id>/staff/    documents, sentences, passages, vectors, words, files
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from indexer.errors import EditionError
from indexer.model import Audience, Document, Paragraph, Ref
from indexer.pack import Ingestion
from indexer.passages import Passage
from indexer.sentences import Sentence
from indexer.vectors import VectorIndex
from indexer.words import WordIndex

DOCUMENTS = TypeAdapter(tuple[Document, ...])
SENTENCES = TypeAdapter(tuple[Sentence, ...])
PASSAGES = TypeAdapter(tuple[Passage, ...])
REPORT = TypeAdapter(tuple[Ingestion, ...])


class Side:
    """One audience's half: everything a search needs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.documents = {d.entry.id: d for d in DOCUMENTS.validate_json((folder / "documents.json").read_bytes())}
        self.sentences = SENTENCES.validate_json((folder / "sentences.json").read_bytes())
        self.passages = PASSAGES.validate_json((folder / "passages.json").read_bytes())
        self.sentence_vectors = np.load(folder / "sentences.npy", mmap_mode="r")
        self.vectors = VectorIndex.open(folder / "vectors.faiss")
        self.words = WordIndex.open(folder / "words")
        # A question's terms are looked up for every sentence weighed.
        self._idf = lru_cache(maxsize=10_000)(self.words.idf)

    @cached_property
    def paragraphs(self) -> dict[Ref, Paragraph]:
        """Every paragraph by its address."""
        return {p.ref: p for document in self.documents.values() for p in document.paragraphs}

    @cached_property
    def by_anchor(self) -> dict[tuple[str, str], Paragraph]:
        """Every paragraph by its document and its anchor in a page."""
        return {(ref.document, ref.anchor): paragraph for ref, paragraph in self.paragraphs.items()}

    def idf(self, term: str) -> float:
        """How telling a term is in this half."""
        return self._idf(term)

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
            raise EditionError(f"edition {self.id} cannot be opened ({error}); run townclerk index --full") from error

    def facts(self) -> dict[str, Any]:
        """What it was made of, and its counts."""
        facts: dict[str, Any] = json.loads((self.folder / "edition.json").read_text(encoding="utf-8"))
        return facts

    def report(self) -> tuple[Ingestion, ...]:
        """What became of every page when it was built."""
        return REPORT.validate_json((self.folder / "report.json").read_bytes())
