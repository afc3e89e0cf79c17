from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest

from indexer.embedding import PassageEncoder
from indexer.weights import ModelFiles


def test_passages_come_back_in_the_order_given(reference: PassageEncoder) -> None:
    texts = [f"Rule {number} {'on quotations ' * (number % 5)}" for number in range(150)]
    together = reference.encode(texts, lambda _: None)
    for row in (0, 77, 149):
        assert together[row] == pytest.approx(reference.encode([texts[row]], lambda _: None)[0], abs=1e-6)


def test_progress_counts_every_passage_once(reference: PassageEncoder) -> None:
    heard: list[int] = []
    reference.encode([f"Rule {number}" for number in range(130)], heard.append)
    assert heard == [128, 2]


def test_no_passages_give_no_rows(reference: PassageEncoder) -> None:
    assert reference.encode([], lambda _: None).shape == (0, 384)


def test_a_broken_character_counts_as_a_question_mark(reference: PassageEncoder) -> None:
    broken, whole = reference.encode(["clause \udfff 4", "clause ? 4"], lambda _: None)
    assert broken == pytest.approx(whole, abs=1e-6)


def test_words_past_the_128th_token_are_read(reference: PassageEncoder) -> None:
    plain, ended = reference.encode(["word " * 200, "word " * 200 + "procurement"], lambda _: None)
    assert float(plain @ ended) < 0.999


def test_making_a_passage_encoder_forbids_fetching(model: ModelFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    PassageEncoder(model)
    assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_importing_the_module_does_not_load_torch() -> None:
    look = "import sys, indexer.embedding; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_vectors_are_numbers_of_32_bits_and_length_one(reference: PassageEncoder) -> None:
    vectors = reference.encode(["A passage.", "Another one."], lambda _: None)
    assert vectors.dtype == np.dtype(np.float32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-6)
