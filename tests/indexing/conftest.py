"""The real model, loaded once for every test that needs it: torch takes seconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.embedding import PassageEncoder
from indexer.export import export_encoder
from indexer.questions import QUESTION_FILE, TOKENIZER_FILE, QuestionEncoder
from indexer.weights import ModelFiles, model_files


@pytest.fixture(scope="session")
def model() -> ModelFiles:
    return model_files()


@pytest.fixture(scope="session")
def reference(model: ModelFiles) -> PassageEncoder:
    return PassageEncoder(model)


@pytest.fixture(scope="session")
def exported(model: ModelFiles, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("encoder")
    export_encoder(model, folder)
    return folder


@pytest.fixture(scope="session")
def questions(exported: Path, model: ModelFiles) -> QuestionEncoder:
    return QuestionEncoder(exported / QUESTION_FILE, exported / TOKENIZER_FILE, model.window)
