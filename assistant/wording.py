"""Every sentence people read that is not from a document, by language, from the pack's wording/."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus import STARTER
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

    def over(self, other: Wording) -> Wording:
        """These sentences, and the other's where there is none here: what an upgrade added is said in its words."""
        return Wording(self.language, {**other.sentences, **self.sentences})

    def fields(self, key: str) -> frozenset[str]:
        """The names of the facts that a sentence wants."""
        return frozenset(name for _, name, _, _ in string.Formatter().parse(self.sentences[key]) if name)


def wording_folder(pack: Path) -> Path:
    """A pack's wording; a plain folder of documents speaks with the starter pack's."""
    own = pack / "wording"
    return own if own.is_dir() else STARTER / "wording"


def load_wording(folder: Path, language: str) -> Wording:
    """Read `wording/<language>.yaml`. Raises PackError naming the key that is no sentence."""
    path = folder / f"{language}.yaml"
    if not path.exists():
        raise PackError(path, f"is missing; write it, or take {language} out of pack.yaml")
    sentences = load_yaml(path)
    if not isinstance(sentences, dict):
        raise PackError(path, "holds no sentences; write each as 'name: \"words\"', as the starter pack does")
    return Wording(language, dict(_flat(path, sentences, "")))


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
        fields = [field for field in string.Formatter().parse(sentence) if field[1] is not None]
    except ValueError as error:
        raise PackError(path, f"has a brace without its pair ({error}); write {{{{ for a plain brace", key) from error
    for _, name, form, conversion in fields:
        if form or conversion or not str(name).isidentifier():
            written = f"{name}{f'!{conversion}' if conversion else ''}{f':{form}' if form else ''}"
            raise PackError(path, f"has {{{written}}}; only a fact's name may stand in braces, like {{owner}}", key)
