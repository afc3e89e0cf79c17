"""Searches one half of an edition: by vectors and by words, filtered before ranking, and merged.

The two rankings are merged by a convex combination of min-max-normalised scores, which did better than
reciprocal rank fusion on seven public question sets.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np

from indexer.edition import Side
from indexer.model import Status
from indexer.passages import Passage

DEPTH = 100
SHARE_OF_VECTORS = 0.5

Ids = np.ndarray[tuple[int], np.dtype[np.int64]]
Scores = np.ndarray[tuple[int], np.dtype[np.float32]]
Vector = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


@dataclass(frozen=True)
class Hit:
    """A passage with its score for a question: the merged one, its cosine, and its BM25 score."""

    passage: Passage
    score: float
    cosine: float
    bm25: float


def search(side: Side, question: str, vector: Vector, k: int, allowed: Ids | None) -> tuple[Hit, ...]:
    """The `k` best passages for a question, best first, among `allowed` passage indexes (None: all)."""
    by_vector, _ = side.vectors.nearest(vector, DEPTH, allowed)
    by_words, bm25 = side.words.nearest(question, DEPTH, allowed)
    ids = np.unique(np.concatenate([by_vector, by_words])).astype(np.int64)
    if not len(ids):
        return ()
    cosines = side.vectors.scores(vector, ids)
    words = np.zeros(len(ids), dtype=np.float32)
    words[np.searchsorted(ids, by_words)] = bm25
    merged = SHARE_OF_VECTORS * _spread(cosines) + (1 - SHARE_OF_VECTORS) * _spread(words)
    best = np.lexsort((ids, -merged))[:k]
    return tuple(Hit(side.passages[ids[i]], float(merged[i]), float(cosines[i]), float(words[i])) for i in best)


def _spread(scores: Scores) -> Scores:
    """Scores stretched over 0 to 1; where they do not differ, all 1, or all 0 where nothing was found."""
    low, high = float(scores.min()), float(scores.max())
    return (scores - low) / (high - low) if high > low else np.full_like(scores, high > 0)


@dataclass(frozen=True)
class Allowed:
    """The passages that may be ranked on a date: those that apply, those replaced, and history, by document."""

    current: Ids
    replaced: Ids
    history: Mapping[str, Ids]

    @cached_property
    def all(self) -> Ids:
        """Every one of them."""
        return np.sort(np.concatenate([self.current, self.replaced, *self.history.values()]))

    def history_of(self, documents: Iterable[str]) -> Ids:
        """The passages of some documents that are kept as history."""
        kept = [self.history[id] for id in documents if id in self.history]
        return np.sort(np.concatenate(kept)) if kept else np.empty(0, np.int64)


_CURRENT = (Status.IN_FORCE, Status.UNDATED)
_REPLACED = (Status.SUPERSEDED, Status.ENDED)


@lru_cache(maxsize=16)
def allowed_on(side: Side, as_of: date) -> Allowed:
    """Which passages may be ranked on a date. Drafts and documents not yet in force are not."""
    status = side.status(as_of)
    current = _of(side, {id for id, one in status.items() if one in _CURRENT})
    replaced = _of(side, {id for id, one in status.items() if one in _REPLACED})
    history = {id: _of(side, {id}) for id, one in status.items() if one is Status.HISTORY}
    return Allowed(current, replaced, history)


def _of(side: Side, documents: Collection[str]) -> Ids:
    return np.array([p.index for p in side.passages if p.document in documents], dtype=np.int64)
