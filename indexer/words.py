"""Passages by their words: BM25 by tantivy, over the terms of `terms.py`."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tantivy import Document, Index, Occur, Query, Schema, SchemaBuilder, Searcher

from indexer.terms import terms

Ids = NDArray[np.int64]
Scores = NDArray[np.float32]

_ID, _WORDS = "id", "words"
_HEAP = 128_000_000  # bytes; room for some 300,000 passages before a second segment is begun


class WordIndex:
    """Documents by their terms. Any number of threads may ask."""

    def __init__(self, schema: Schema, searcher: Searcher) -> None:
        self._schema = schema
        self._searcher = searcher

    @staticmethod
    def build(path: Path, documents: Iterable[tuple[int, str, str]]) -> None:
        """Write an index of (id, headings, text) into a new folder."""
        path.mkdir()
        # One thread, one segment: the same documents give the same index, and equal scores stay in order.
        writer = Index(_schema(), str(path)).writer(_HEAP, 1)
        for id, headings, text in documents:
            document = Document()
            document.add_unsigned(_ID, id)
            # Headings and text are one field: two, with any weights, ranked worse on public question sets.
            document.add_text(_WORDS, " ".join([*terms(headings), *terms(text)]))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        _make_readable(path)

    @classmethod
    def open(cls, path: Path) -> WordIndex:
        """A built index, memory-mapped. Raises ValueError, with tantivy's words, where it is missing or broken."""
        # tantivy opens under a lock, for which it writes into the folder; a reader of an edition may have no right
        # to. Links in a folder of our own give it a place for that, and once open it needs no names.
        # (It lets go of that lock in its own time, perhaps while the folder is being removed.)
        with tempfile.TemporaryDirectory(prefix="townclerk-", ignore_cleanup_errors=True) as own:
            for file in path.glob("[!.]*"):
                (Path(own) / file.name).symlink_to(file.resolve())
            index = Index.open(own)
            # An edition never changes, so nothing need watch it.
            index.config_reader("manual")
            index.reload()
            return cls(index.schema, index.searcher())

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def nearest(self, query_terms: str, k: int, allowed: Ids | None) -> tuple[Ids, Scores]:
        """The `k` best ids for the words of a text among those `allowed` (None: all), best first, with BM25 scores.

        Only what shares a term with the text is found. Any text will do: it is never read as a query language.
        """
        query = self._query(query_terms)
        if allowed is None:
            return self._first(query, k)
        return self._first_allowed(query, min(k, len(allowed)), allowed)

    def idf(self, term: str) -> float:
        """How telling a term (one of `terms.terms`) is: BM25's inverse document frequency."""
        holding = self._searcher.doc_freq(_WORDS, term)
        return math.log1p((len(self) - holding + 0.5) / (holding + 0.5))

    def _query(self, text: str) -> Query:
        wanted = [Query.term_query(self._schema, _WORDS, term, "freq") for term in dict.fromkeys(terms(text))]
        return Query.boolean_query([(Occur.Should, query) for query in wanted])

    def _first(self, query: Query, k: int) -> tuple[Ids, Scores]:
        k = min(k, len(self))
        hits = self._searcher.search(query, k, count=False).hits if k > 0 else []
        ids = self._searcher.fast_field_values(_ID, [address for _, address in hits])
        return np.array(ids, np.int64), np.array([score for score, _ in hits], np.float32)

    def _first_allowed(self, query: Query, k: int, allowed: Ids) -> tuple[Ids, Scores]:
        """The first `k` allowed of the whole ranking, read in growing stretches until they are found.

        A score does not depend on what else is allowed, so this is the very ranking of the allowed alone. As most
        questions allow nearly everything one stretch will mostly do; naming the ids to the engine takes far longer.
        """
        stretch = k + min(len(self) - len(allowed), 3 * k)
        while True:
            ids, scores = self._first(query, stretch)
            kept = np.isin(ids, allowed)
            if np.count_nonzero(kept) >= k or len(ids) < stretch:
                return ids[kept][:k], scores[kept][:k]
            stretch *= 4


def _schema() -> Schema:
    """Terms come ready made, parted by spaces; of an occurrence only the number matters, not the place."""
    builder = SchemaBuilder()
    builder.add_unsigned_field(_ID, fast=True)
    builder.add_text_field(_WORDS, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _make_readable(path: Path) -> None:
    """tantivy makes some files private to whoever ran it; the server may be another user."""
    for file in path.iterdir():
        file.chmod(0o644)
