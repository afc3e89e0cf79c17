"""The usual measures of a ranking, each for one query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2


def ndcg(ranked: Sequence[str], relevant: Mapping[str, int], depth: int) -> float:
    """Normalised discounted cumulative gain, with linear gains (Järvelin and Kekäläinen, 2002); 0 to 1."""
    gained = sum(relevant.get(id, 0) / log2(rank + 2) for rank, id in enumerate(ranked[:depth]))
    ideal = sum(gain / log2(rank + 2) for rank, gain in enumerate(sorted(relevant.values(), reverse=True)[:depth]))
    return gained / ideal if ideal else 0.0


def recall(ranked: Sequence[str], relevant: Mapping[str, int], depth: int) -> float:
    """The share of the relevant texts that are among the first `depth`."""
    return len(set(ranked[:depth]) & set(relevant)) / len(relevant) if relevant else 0.0


def mrr(ranked: Sequence[str], relevant: Mapping[str, int], depth: int) -> float:
    """One over the rank of the first relevant text among the first `depth`, or 0."""
    return next((1 / rank for rank, id in enumerate(ranked[:depth], 1) if id in relevant), 0.0)
