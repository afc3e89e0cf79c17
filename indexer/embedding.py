"""Vectors by sentence-transformers: the reference that every other encoder is held against.

It embeds passages in bulk, and questions where a model could not be exported.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from indexer.errors import EditionError
from indexer.questions import QUESTION_FILE, TOKENIZER_FILE, QuestionEncoder, Questions, Vectors, well_formed
from indexer.weights import ModelFiles, model_files

_LOG = logging.getLogger(__name__)
REFERENCE_FILE = "reference.json"

# Batches of this size, all of one length, beat the library's own 32 by about a tenth on two cores.
_BATCH = 16
_BETWEEN_REPORTS = 128


class PassageEncoder:
    """Passages into vectors of length 1, on every core. Made once for a build: loading takes seconds."""

    def __init__(self, model: ModelFiles) -> None:
        # Read when the library is first imported: nothing may be fetched, whatever the model's files name.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        # Its bars would run through our own reports of progress.
        os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
        # Imported here and nowhere else: torch takes seconds, and whoever embeds no passage should not wait.
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415

        self._model = SentenceTransformer(str(model.folder), device="cpu", local_files_only=True)
        self._model.max_seq_length = model.window
        self._window = model.window

    def encode(self, texts: Sequence[str], progress: Callable[[int], None]) -> Vectors:
        """One row a text, each of length 1. `progress` is told now and then how many more are done."""
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]), reverse=True)
        vectors = np.empty((len(texts), self._model.get_embedding_dimension()), np.float32)
        for start in range(0, len(order), _BETWEEN_REPORTS):
            rows = order[start : start + _BETWEEN_REPORTS]
            vectors[rows] = self._model.encode_document(
                [well_formed(texts[row]) for row in rows],
                batch_size=_BATCH,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
            progress(len(rows))
        return vectors

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """The same for questions, before which some models want other words than before passages."""
        if not texts:
            return np.empty((0, self._model.get_embedding_dimension()), np.float32)
        vectors: Vectors = self._model.encode_query(
            [well_formed(text) for text in texts],
            batch_size=_BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return vectors

    def too_long(self, text: str) -> bool:
        """Whether the text has more tokens than the window, so that its end goes unread."""
        tokens = self._model.tokenizer(well_formed(text), truncation=False, verbose=False)["input_ids"]
        return len(tokens) > self._window


class ReferenceQuestions:
    """Questions by sentence-transformers itself, for a model that could not be exported: seconds to load."""

    def __init__(self, model: ModelFiles) -> None:
        self._encoder = PassageEncoder(model)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text, each of length 1."""
        return self._encoder.encode_questions(texts)

    def too_long(self, text: str) -> bool:
        """Whether the end of the text goes unread."""
        return self._encoder.too_long(text)


def open_questions(folder: Path, window: int) -> Questions:
    """The question encoder of an edition's model folder, or the reference where the model could not be exported.

    Raises EditionError where the folder holds neither, or names a model that has changed since.
    """
    place = folder / REFERENCE_FILE
    if not place.is_file():
        return QuestionEncoder(folder / QUESTION_FILE, folder / TOKENIZER_FILE, window)
    wanted = json.loads(place.read_text("utf-8"))
    model = model_files(Path(wanted["folder"]))
    if model.digest != wanted["digest"]:
        raise EditionError(f"{model.folder}: the model has changed since the edition: run  townclerk index")
    _LOG.warning("the model %s could not be exported: sentence-transformers encodes questions", model.name)
    return ReferenceQuestions(model)
