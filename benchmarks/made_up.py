"""Packs of any size, made by shuffling the starter pack's own sentences, with vectors that cost nothing to make.

For measuring what grows with size: their words are real, their vectors are random directions.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from corpus import STARTER
from indexer.build import Kit, Vectors
from indexer.export import export_encoder
from indexer.weights import model_files

WORDS_A_PASSAGE = 60


def write_pack(folder: Path, passages: int) -> Path:
    """A plain folder of documents that is cut into about so many passages."""
    sentences = _sentences()
    dice = random.Random(passages)
    folder.mkdir(parents=True, exist_ok=True)
    left, number = passages, 0
    while left > 0:
        number += 1
        paragraphs = min(left, 100)
        left -= paragraphs
        lines = [f"# Document {number}", ""]
        for n in range(1, paragraphs + 1):
            if n % 5 == 1:
                lines += [f"## {n // 5 + 1} {dice.choice(sentences).split(',')[0][:40]}", ""]
            lines += [f"{n // 5 + 1}.{n} {' '.join(dice.choice(sentences) for _ in range(3))}", ""]
        (folder / f"document-{number}.md").write_text("\n".join(lines), encoding="utf-8")
    return folder


def _sentences() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted((STARTER / "documents").glob("*.md"))]
    every = [
        line.split(" ", 1)[1] for text in texts for line in text.splitlines() if line[:1].isdigit() and " " in line
    ]
    return [sentence for sentence in every if 10 <= len(sentence.split()) <= 30]


def kit() -> Kit:
    """A build kit whose vectors are random directions, one for each text, and whose question encoder is real."""

    def encode(texts: Sequence[str], progress: Callable[[int], None]) -> Vectors:
        vectors = np.vstack([_direction(text) for text in texts])
        progress(len(texts))
        return vectors

    model = model_files()
    return Kit(model, encode, lambda folder: export_encoder(model, folder), lambda *_: None)


def _direction(text: str) -> Vectors:
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    vector = np.random.default_rng(seed).standard_normal((1, 384)).astype(np.float32)
    return vector / np.linalg.norm(vector)
