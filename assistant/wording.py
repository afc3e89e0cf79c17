"""Every sentence people read that is not from a document, by language, from the pack's wording/."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import PackError
from indexer.manifest import load_yaml


@dataclass(frozen=True)
class Wording:
    """The sentences of one language, by dotted key: `outcome.not_covered`."""

    language: str
    sentences: Mapping[str, str]

    def say(self, key: str, **facts: object) -> str:
        """The sentence at `key` with its {facts} filled in. Raises KeyError for a key that no pack has."""
        return self.sentences[key].format(**facts)

    def fields(self, key: str) -> frozenset[str]:
        """The names of the facts that a sentence wants."""
        return frozenset(name for _, name, _, _ in string.Formatter().parse(self.sentences[key]) if name)


def load_wording(folder: Path, language: str) -> Wording:
    """Read `wording/<language>.yaml`. Raises PackError naming the key that is no sentence."""
    path = folder / f"{language}.yaml"
    return Wording(language, dict(_flat(path, load_yaml(path), "")))


def _flat(path: Path, node: object, prefix: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        _check_sentence(path, prefix, node)
        yield prefix, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _flat(path, value, f"{prefix}.{key}" if prefix else str(key))
    else:
        raise PackError(path, "is not a sentence; put it in quotation marks", prefix)


def _check_sentence(path: Path, key: str, sentence: str) -> None:
    try:
        list(string.Formatter().parse(sentence))
    except ValueError as error:
        raise PackError(
            path, f"has a brace that does not close ({error}); write {{{{ for a plain brace", key
        ) from error
