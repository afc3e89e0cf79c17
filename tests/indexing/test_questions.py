from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import EditionError
from indexer.questions import QuestionEncoder, well_formed
from indexer.weights import ModelFiles

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=400)
ASKED = ["Do I need social value in a £90k youth contract?", "", "weighting " * 300, "VAT", "Who approves a waiver?"]


def test_a_vector_has_384_numbers_and_length_one(questions: QuestionEncoder) -> None:
    vectors = questions.encode(ASKED)
    assert (vectors.shape, vectors.dtype) == ((5, 384), np.dtype(np.float32))
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(5), abs=1e-6)


def test_no_questions_give_no_rows(questions: QuestionEncoder) -> None:
    assert questions.encode([]).shape == (0, 384)


def test_a_question_has_one_vector_whatever_is_asked_with_it(questions: QuestionEncoder) -> None:
    together = questions.encode(ASKED)
    alone = np.vstack([questions.encode([text]) for text in ASKED])
    assert together == pytest.approx(alone, abs=1e-6)


def test_more_questions_than_a_batch_keep_their_order(questions: QuestionEncoder) -> None:
    texts = [f"What does rule {number} say{' about waivers' * (number % 7)}?" for number in range(40)]
    together = questions.encode(texts)
    assert together[33] == pytest.approx(questions.encode([texts[33]])[0], abs=1e-6)


def test_a_question_is_nearest_to_the_passage_that_answers_it(questions: QuestionEncoder) -> None:
    passages = questions.encode(
        [
            "Invoices are paid within 30 days of receipt.",
            "A contract may be let without competition only where the Head of Procurement agrees in writing.",
            "The library opens at nine.",
        ]
    )
    question = questions.encode(["Who can approve a direct award?"])[0]
    assert int(np.argmax(passages @ question)) == 1


def test_254_words_are_read_whole_and_255_are_not(questions: QuestionEncoder) -> None:
    assert not questions.too_long("word " * 254)
    assert questions.too_long("word " * 255)


def test_what_lies_beyond_the_window_has_no_part_in_the_vector(questions: QuestionEncoder) -> None:
    whole = questions.encode(["word " * 254])
    assert questions.encode(["word " * 254 + "procurement"]) == pytest.approx(whole, abs=1e-6)
    assert questions.encode(["word " * 253 + "procurement"]) != pytest.approx(whole, abs=1e-3)


def test_many_threads_get_the_vectors_that_one_gets(questions: QuestionEncoder) -> None:
    texts = [f"Question {number} about contracts" for number in range(32)]
    alone = [questions.encode([text])[0] for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: questions.encode([text])[0], texts))
    assert np.array_equal(together, alone)


def test_a_broken_character_counts_as_a_question_mark(questions: QuestionEncoder) -> None:
    assert well_formed("a\ud800b") == "a?b"
    assert np.array_equal(questions.encode(["a\ud800b"]), questions.encode(["a?b"]))


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT)
def test_any_text_has_a_vector(questions: QuestionEncoder, text: str) -> None:
    assert np.linalg.norm(questions.encode([text])[0]) == pytest.approx(1, abs=1e-5)
    assert questions.too_long(text) in (True, False)


@pytest.mark.parametrize("file", ["question.onnx", "tokenizer.json"])
def test_a_missing_file_is_named(exported: Path, tmp_path: Path, file: str) -> None:
    files = {name: exported / name for name in ("question.onnx", "tokenizer.json")}
    files[file] = tmp_path / file
    with pytest.raises(EditionError) as refusal:
        QuestionEncoder(files["question.onnx"], files["tokenizer.json"], 256)
    assert str(refusal.value).startswith(str(tmp_path / file))


def test_answering_loads_neither_torch_nor_the_exporter(exported: Path, model: ModelFiles) -> None:
    ask = (
        "import sys; from pathlib import Path; from indexer.questions import QuestionEncoder;"
        f"encoder = QuestionEncoder(Path({str(exported / 'question.onnx')!r}),"
        f" Path({str(exported / 'tokenizer.json')!r}), {model.window});"
        "encoder.encode(['hello']);"
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'onnx'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
