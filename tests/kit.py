"""A build kit without torch: passages are embedded by the exported question encoder, whose vectors are the same."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from indexer.build import Kit, Vectors
from indexer.embedding import open_questions
from indexer.export import export_encoder
from indexer.weights import ModelFiles, model_files


def exported(folder: Path) -> Path:
    """The question encoder of the default model, written into a folder."""
    export_encoder(model_files(), folder)
    return folder


def onnx_kit(encoder: Path, model: ModelFiles | None = None) -> Kit:
    """A kit that embeds with the encoder in a folder, and gives each edition a copy of it."""
    files = model or model_files()
    questions = open_questions(encoder, files.window)

    def encode(texts: Sequence[str], progress: Callable[[int], None]) -> Vectors:
        vectors = questions.encode(texts)
        progress(len(texts))
        return vectors

    def export(folder: Path) -> None:
        shutil.copytree(encoder, folder, dirs_exist_ok=True)

    return Kit(files, encode, export, lambda *_: None)
