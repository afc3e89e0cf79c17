"""The question encoder's files, written when an edition is built: the model as an ONNX graph, and its tokenizer.

The graph is put together from the weights themselves, since torch's exporters gave one that was slower to load
or wrong. It covers BERT encoders with mean pooling; `why_not` says what stands in the way of any other. Importing
this module loads onnx (0.15 s), so nothing on the way to an answer should.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

from indexer.embedding import REFERENCE_FILE, PassageEncoder
from indexer.errors import OperatorError
from indexer.questions import QUESTION_FILE, TOKENIZER_FILE, QuestionEncoder
from indexer.weights import ModelFiles

_LOG = logging.getLogger(__name__)
_FUSED = "com.microsoft"
# The oldest versions that have all we use, so that any ONNX Runtime of the last three years reads the file.
_OPSET, _FUSED_OPSET, _IR_VERSION = 17, 1, 9
_ACCORD = 0.9999
_LONG = "The contract manager must report every quarter on each commitment that the supplier made. "
_TRIAL = (
    "weighting",
    "Do I need social value in a £90,000 youth contract?",
    "Zażółć gęślą jaźń — naïve café, 5% of £207,720 (§ 7.2(b)); 24 February 2025.",
    "The Council scores quantities and narrative separately. " * 4,
    _LONG * 40,
)

Weights = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True)
class Architecture:
    """The numbers of a BERT encoder that its graph needs."""

    layers: int
    heads: int
    width: int
    epsilon: float


@dataclass
class Graph:
    """An ONNX graph while it grows. Each method adds something and gives the name to refer to it by."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, values: NDArray[Any]) -> str:
        """A fixed tensor."""
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def apply(self, operator: str, inputs: Sequence[str], **attributes: float) -> str:
        """A standard operator's result."""
        return self._node(operator, inputs, "", attributes)

    def fused(self, operator: str, inputs: Sequence[str], **attributes: float) -> str:
        """The result of one of ONNX Runtime's own operators."""
        return self._node(operator, inputs, _FUSED, attributes)

    def _node(self, operator: str, inputs: Sequence[str], domain: str, attributes: Mapping[str, float]) -> str:
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [name], name=name, domain=domain, **attributes))
        return name


def export_question_model(model: ModelFiles, folder: Path, reference: PassageEncoder) -> None:
    """Write the question encoder into the folder and hold it against the reference.

    For a model that cannot be written as a graph the folder says instead where the model is, with a warning in
    the log: its questions are encoded by sentence-transformers (`embedding.open_questions`). Raises OperatorError
    where the encoder and the reference disagree.
    """
    if reason := why_not(model):
        _LOG.warning("sentence-transformers will encode questions, which is slower to start: %s", reason)
        place = {"folder": str(model.folder.resolve()), "digest": model.digest}
        (folder / REFERENCE_FILE).write_text(json.dumps(place), encoding="utf-8")
        return
    export_encoder(model, folder)
    closeness = accord(model, folder, reference)
    if closeness < _ACCORD:
        raise OperatorError(
            f"{folder / QUESTION_FILE}: the question encoder disagrees with sentence-transformers "
            f"(cosine {closeness:.6f}, at least {_ACCORD} expected)"
        )
    _LOG.info("question encoder written; lowest cosine with sentence-transformers %.7f", closeness)


def accord(model: ModelFiles, folder: Path, reference: PassageEncoder) -> float:
    """The lowest cosine of the written encoder's vectors with the reference's, over texts of many lengths."""
    questions = QuestionEncoder(folder / QUESTION_FILE, folder / TOKENIZER_FILE, model.window)
    ours, theirs = questions.encode(_TRIAL), reference.encode(_TRIAL, lambda _: None)
    return float((ours * theirs).sum(axis=1).min())


def why_not(model: ModelFiles) -> str:
    """Why this model cannot be written as a graph, in words for an operator; empty where it can."""
    config = _json(model.folder / "config.json")
    prompts = _json(model.folder / "config_sentence_transformers.json").get("prompts") or {}
    checks = {
        "its architecture is not BERT": config.get("model_type") == "bert",
        "its activation is not the erf gelu": config.get("hidden_act") == "gelu",
        "its positions are not absolute": config.get("position_embedding_type", "absolute") == "absolute",
        "it is more than an encoder with mean pooling": _is_plain(model.folder),
        "it puts a prompt before its texts": not any(prompts.values()),
        "it has no tokenizer.json": (model.folder / "tokenizer.json").is_file(),
        "its weights are not in one model.safetensors": (model.folder / "model.safetensors").is_file(),
    }
    problems = [problem for problem, sound in checks.items() if not sound]
    return f"the model {model.name} cannot be exported: {'; '.join(problems)}" if problems else ""


def export_encoder(model: ModelFiles, folder: Path) -> None:
    """Write the graph, its weights and the tokenizer. Raises OperatorError where `why_not` has words."""
    if reason := why_not(model):
        raise OperatorError(reason)
    graph = _encoder(_weights(model.folder), _architecture(model.folder))
    # Weights beside the graph are memory-mapped: three times quicker to open than inside it, half the private
    # memory, and the rest shared between processes.
    data = folder / f"{QUESTION_FILE}.data"
    data.unlink(missing_ok=True)
    onnx.save_model(graph, folder / QUESTION_FILE, save_as_external_data=True, location=data.name)
    # onnx makes this one file private to whoever ran it; the server may be another user.
    data.chmod((folder / QUESTION_FILE).stat().st_mode)
    shutil.copyfile(model.folder / "tokenizer.json", folder / TOKENIZER_FILE)


def _json(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    return content


def _is_plain(folder: Path) -> bool:
    """Whether the model is a transformer, mean pooling and at most a normalisation."""
    modules = json.loads((folder / "modules.json").read_text("utf-8"))
    kinds = [module["type"].rpartition(".")[2] for module in modules]
    if kinds[:2] != ["Transformer", "Pooling"] or kinds[2:] not in ([], ["Normalize"]) or modules[0]["path"]:
        return False
    return _pools_by_mean(_json(folder / modules[1]["path"] / "config.json"))


def _pools_by_mean(pooling: Mapping[str, Any]) -> bool:
    """Reads both spellings: one mode by its name, or, from older releases, a switch for each."""
    if "pooling_mode" in pooling:
        return bool(pooling["pooling_mode"] == "mean")
    switches = {name for name, on in pooling.items() if name.startswith("pooling_mode_") and on}
    return switches == {"pooling_mode_mean_tokens"}


def _weights(folder: Path) -> Weights:
    """The encoder's tensors by name, without the prefix that a model saved with a head on carries."""
    tensors = load_file(folder / "model.safetensors")
    return {name.removeprefix("bert."): tensor.astype(np.float32) for name, tensor in tensors.items()}


def _architecture(folder: Path) -> Architecture:
    config = _json(folder / "config.json")
    return Architecture(
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        width=config["hidden_size"],
        epsilon=config["layer_norm_eps"],
    )


def _encoder(weights: Weights, shape: Architecture) -> onnx.ModelProto:
    graph = Graph()
    mask = graph.apply("Cast", ["attention_mask"], to=TensorProto.INT32)
    state = _embedded(graph, weights, shape)
    for layer in range(shape.layers):
        prefix = f"encoder.layer.{layer}."
        own = {name.removeprefix(prefix): weights[name] for name in weights if name.startswith(prefix)}
        state = _fed_forward(graph, own, shape, _attended(graph, own, shape, state, mask))
    return _model(graph, _pooled(graph, state), shape.width)


def _embedded(graph: Graph, weights: Weights, shape: Architecture) -> str:
    """Words and positions. Every token of a lone text is of type 0, so that type's vector joins the positions."""
    own = {part: weights[f"embeddings.{part}_embeddings.weight"] for part in ("word", "position", "token_type")}
    words = graph.apply("Gather", [graph.constant(own["word"]), "input_ids"])
    zero = graph.constant(np.array([0], np.int64))
    length = graph.apply("Shape", ["input_ids"], start=1, end=2)
    table = graph.constant(own["position"] + own["token_type"][0])
    places = graph.apply("Slice", [table, zero, length, zero])
    both = graph.apply("Add", [words, places])
    scale, shift = (graph.constant(weights[f"embeddings.LayerNorm.{part}"]) for part in ("weight", "bias"))
    return graph.apply("LayerNormalization", [both, scale, shift], epsilon=shape.epsilon)


def _attended(graph: Graph, own: Weights, shape: Architecture, state: str, mask: str) -> str:
    """One layer's self-attention, with the three projections as one."""
    parts = [f"attention.self.{part}" for part in ("query", "key", "value")]
    weight = graph.constant(np.concatenate([own[f"{part}.weight"].T for part in parts], axis=1))
    bias = graph.constant(np.concatenate([own[f"{part}.bias"] for part in parts]))
    context = graph.fused("Attention", [state, weight, bias, mask], num_heads=shape.heads)
    return _added(graph, own, shape, "attention.output", context, state)


def _fed_forward(graph: Graph, own: Weights, shape: Architecture, state: str) -> str:
    """One layer's two dense steps, with the exact (erf) gelu between them."""
    wide = graph.apply("MatMul", [state, graph.constant(own["intermediate.dense.weight"].T)])
    active = graph.fused("BiasGelu", [wide, graph.constant(own["intermediate.dense.bias"])])
    return _added(graph, own, shape, "output", active, state)


def _added(graph: Graph, own: Weights, shape: Architecture, name: str, branch: str, state: str) -> str:
    """A branch projected, added to the state it came from, and normalised."""
    projected = graph.apply("MatMul", [branch, graph.constant(own[f"{name}.dense.weight"].T)])
    rest = (f"{name}.LayerNorm.weight", f"{name}.LayerNorm.bias", f"{name}.dense.bias")
    inputs = [projected, state, *(graph.constant(own[part]) for part in rest)]
    return graph.fused("SkipLayerNormalization", inputs, epsilon=shape.epsilon)


def _pooled(graph: Graph, state: str) -> str:
    """The mean of the real tokens, at length 1. Their sum will do, as it points the same way."""
    middle = graph.constant(np.array([1], np.int64))
    mask = graph.apply("Cast", ["attention_mask"], to=TensorProto.FLOAT)
    total = graph.apply("MatMul", [graph.apply("Unsqueeze", [mask, middle]), state])
    return graph.apply("LpNormalization", [graph.apply("Squeeze", [total, middle])], axis=1, p=2)


def _model(graph: Graph, output: str, width: int) -> onnx.ModelProto:
    graph.nodes.append(helper.make_node("Identity", [output], ["vectors"]))
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"])
        for name in ("input_ids", "attention_mask")
    ]
    outputs = [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", width])]
    body = helper.make_graph(graph.nodes, "encoder", inputs, outputs, graph.constants)
    versions = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, _FUSED_OPSET)]
    return helper.make_model(body, opset_imports=versions, ir_version=_IR_VERSION)
