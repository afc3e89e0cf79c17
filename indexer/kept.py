"""Vectors kept from the last build, so that a rebuild embeds only what changed."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from indexer.durable import write_whole

Vector = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


def key(text: str) -> bytes:
    """What a text's vector is kept under."""
    return hashlib.sha256(text.encode()).digest()


def load(path: Path) -> dict[bytes, Vector]:
    """The kept vectors by key; none where there is no file, or one that was not finished."""
    try:
        with path.open("rb") as file, np.load(file) as kept:
            keys, vectors = kept["keys"], kept["vectors"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}
    return dict(zip([bytes(row) for row in keys], vectors, strict=True))


def save(path: Path, vectors: Mapping[bytes, Vector], wanted: Iterable[bytes]) -> None:
    """Keep the vectors of `wanted` and forget the others."""
    keys = list(dict.fromkeys(wanted))
    if not keys:
        return
    table = np.frombuffer(b"".join(keys), dtype=np.uint8).reshape(len(keys), -1)
    content = io.BytesIO()
    np.savez(content, keys=table, vectors=np.vstack([vectors[k] for k in keys]))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content.getvalue())
