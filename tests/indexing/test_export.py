from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from indexer.embedding import PassageEncoder, ReferenceQuestions, open_questions
from indexer.errors import EditionError, OperatorError
from indexer.export import accord, export_encoder, export_question_model, why_not
from indexer.questions import QuestionEncoder
from indexer.weights import ModelFiles, model_files

TEXTS = [
    "VAT",
    "At least three written quotations, one from a local supplier or a VCSE where one can be found.",
    "The Council scores quantities and narrative separately. " * 9,
    "a supplier " * 400,
    "",
]


def ignore(_: int) -> None:
    """No interest in progress."""


@pytest.fixture(scope="session")
def small(model: ModelFiles, reference: PassageEncoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT model of another shape, with made-up weights, as today's transformers saves one."""
    from transformers import BertConfig, BertModel, set_seed  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("models") / "small"
    shutil.copytree(model.folder, folder, ignore=shutil.ignore_patterns("*.safetensors", "README.md"))
    set_seed(20261120)
    shape = {"hidden_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 96}
    BertModel(BertConfig(vocab_size=30522, **shape)).save_pretrained(folder)
    (folder / "1_Pooling/config.json").write_text(json.dumps({"embedding_dimension": 48, "pooling_mode": "mean"}))
    return folder


@pytest.fixture
def other(small: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    return Path(shutil.copytree(small, tmp_path / "other"))


def set_in(file: Path, **settings: object) -> None:
    content = json.loads(file.read_text()) if file.is_file() else {}
    file.write_text(json.dumps(content | settings))


def test_the_exported_encoder_gives_the_vectors_of_sentence_transformers(
    questions: QuestionEncoder, reference: PassageEncoder
) -> None:
    assert questions.encode(TEXTS) == pytest.approx(reference.encode(TEXTS, ignore), abs=2e-6)


def test_the_trial_texts_agree_almost_to_the_last_bit(
    model: ModelFiles, exported: Path, reference: PassageEncoder
) -> None:
    assert accord(model, exported, reference) == pytest.approx(1, abs=1e-6)


def test_a_bert_model_of_another_shape_is_exported_as_truly(small: Path, tmp_path: Path) -> None:
    model = model_files(small)
    export_encoder(model, tmp_path)
    theirs = PassageEncoder(model).encode(TEXTS, ignore)
    ours = open_questions(tmp_path, model.window).encode(TEXTS)
    assert (ours.shape, theirs.shape) == ((5, 48), (5, 48))
    assert ours == pytest.approx(theirs, abs=2e-6)


def test_weights_saved_with_a_head_on_are_exported_the_same(small: Path, other: Path, tmp_path: Path) -> None:
    weights = load_file(small / "model.safetensors")
    save_file({f"bert.{name}": tensor for name, tensor in weights.items()}, other / "model.safetensors")
    vectors = []
    for name, folder in (("bare", small), ("headed", other)):
        (tmp_path / name).mkdir()
        export_encoder(model_files(folder), tmp_path / name)
        vectors.append(open_questions(tmp_path / name, 256).encode(TEXTS))
    assert np.array_equal(*vectors)


def test_exporting_again_replaces_the_files(small: Path, tmp_path: Path) -> None:
    model = model_files(small)
    export_encoder(model, tmp_path)
    before = {file.name: file.stat().st_size for file in tmp_path.iterdir()}
    export_encoder(model, tmp_path)
    assert {file.name: file.stat().st_size for file in tmp_path.iterdir()} == before


def test_the_files_may_be_read_by_another_user(exported: Path) -> None:
    modes = {file.name: file.stat().st_mode & 0o044 for file in exported.iterdir()}
    assert modes == {"question.onnx": 0o044, "question.onnx.data": 0o044, "tokenizer.json": 0o044}


def test_an_encoder_that_disagrees_with_the_reference_is_refused(
    model: ModelFiles, small: Path, tmp_path: Path
) -> None:
    class Misled(PassageEncoder):
        """Reads a text backwards."""

        def encode(self, texts, progress):
            return super().encode([text[::-1] for text in texts], progress)

    small_model = model_files(small)
    with pytest.raises(OperatorError, match=r"disagrees with sentence-transformers \(cosine 0\.\d+, at least 0\.9999"):
        export_question_model(small_model, tmp_path, Misled(small_model))


def test_a_plain_bert_model_can_be_exported(model: ModelFiles, small: Path) -> None:
    assert (why_not(model), why_not(model_files(small))) == ("", "")


@pytest.mark.parametrize(
    ("file", "settings", "reason"),
    [
        ("config.json", {"model_type": "distilbert"}, "its architecture is not BERT"),
        ("config.json", {"hidden_act": "gelu_new"}, "its activation is not the erf gelu"),
        ("config.json", {"position_embedding_type": "relative_key"}, "its positions are not absolute"),
        ("1_Pooling/config.json", {"pooling_mode": "cls"}, "it is more than an encoder with mean pooling"),
        ("config_sentence_transformers.json", {"prompts": {"query": "query: "}}, "it puts a prompt before its texts"),
    ],
)
def test_a_model_of_another_kind_is_not_exported(
    other: Path, tmp_path: Path, file: str, settings: dict[str, object], reason: str
) -> None:
    set_in(other / file, **settings)
    with pytest.raises(OperatorError) as refusal:
        export_encoder(model_files(other), tmp_path)
    assert str(refusal.value) == f"the model other cannot be exported: {reason}"


def test_a_model_with_a_further_layer_is_not_exported(other: Path) -> None:
    modules = json.loads((other / "modules.json").read_text())
    modules.append({"idx": 3, "name": "3", "path": "3_Dense", "type": "sentence_transformers.models.Dense"})
    (other / "modules.json").write_text(json.dumps(modules))
    assert why_not(model_files(other)) == (
        "the model other cannot be exported: it is more than an encoder with mean pooling"
    )


def test_a_model_that_pools_two_ways_is_not_exported(other: Path) -> None:
    both = {"pooling_mode_mean_tokens": True, "pooling_mode_max_tokens": True, "word_embedding_dimension": 48}
    (other / "1_Pooling/config.json").write_text(json.dumps(both))
    assert "mean pooling" in why_not(model_files(other))


@pytest.fixture
def prompted(other: Path) -> ModelFiles:
    """A model that wants other words before a question than before a passage."""
    set_in(other / "config_sentence_transformers.json", prompts={"query": "ask: ", "document": ""})
    return model_files(other)


def test_what_cannot_be_exported_is_encoded_by_sentence_transformers_and_the_log_says_so(
    prompted: ModelFiles, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    encoder = PassageEncoder(prompted)
    with caplog.at_level(logging.WARNING, "indexer"):
        export_question_model(prompted, tmp_path, encoder)
        fallback = open_questions(tmp_path, prompted.window)
    assert isinstance(fallback, ReferenceQuestions)
    assert [record.getMessage() for record in caplog.records] == [
        "sentence-transformers will encode questions, which is slower to start: "
        "the model other cannot be exported: it puts a prompt before its texts",
        "the model other could not be exported: sentence-transformers encodes questions",
    ]
    assert fallback.encode(TEXTS) == pytest.approx(encoder.encode([f"ask: {t}" for t in TEXTS], ignore), abs=2e-6)


def test_the_fallback_too_tells_when_a_text_is_too_long(prompted: ModelFiles, tmp_path: Path) -> None:
    export_question_model(prompted, tmp_path, PassageEncoder(prompted))
    fallback = open_questions(tmp_path, prompted.window)
    assert (fallback.too_long("word " * 254), fallback.too_long("word " * 255)) == (False, True)
    assert fallback.encode([]).shape == (0, 48)


def test_the_fallback_refuses_a_model_that_changed_since(prompted: ModelFiles, tmp_path: Path) -> None:
    export_question_model(prompted, tmp_path, PassageEncoder(prompted))
    set_in(prompted.folder / "config_sentence_transformers.json", prompts={"query": "now ask: "})
    with pytest.raises(EditionError, match="the model has changed since the edition"):
        open_questions(tmp_path, prompted.window)
