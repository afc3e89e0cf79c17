"""Words of the field that mean the same, from the pack's wording/terms.yaml."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from indexer.errors import PackError
from indexer.manifest import load_yaml
from indexer.terms import terms

Phrase = frozenset[str]


class _TermsFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    synonyms: list[list[str]]


@dataclass(frozen=True)
class Synonyms:
    """Ways of saying the same: for each term, the phrases it is part of, each with the other phrases of its group."""

    of: dict[str, tuple[tuple[Phrase, tuple[Phrase, ...]], ...]]

    def said(self, term: str, held: frozenset[str], asked: frozenset[str]) -> bool:
        """Whether a text that holds some terms says one of the terms asked, or another way of saying it.

        A phrase of several words counts only where all of it is asked: "small firms" is an SME, "firms" is not.
        """
        if term in held:
            return True
        for phrase, others in self.of.get(term, ()):
            if phrase <= asked and any(other <= held for other in others):
                return True
        return False


def load_synonyms(folder: Path) -> Synonyms:
    """Read `terms.yaml` of a wording folder. Raises PackError naming what is no list of words."""
    path = folder / "terms.yaml"
    try:
        file = _TermsFile.model_validate(load_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        raise PackError(path, first["msg"], ".".join(map(str, first["loc"]))) from error
    return Synonyms(_by_term(file))


def _by_term(file: _TermsFile) -> dict[str, tuple[tuple[Phrase, tuple[Phrase, ...]], ...]]:
    by_term: dict[str, list[tuple[Phrase, tuple[Phrase, ...]]]] = defaultdict(list)
    for group in file.synonyms:
        phrases = [frozenset(terms(name)) for name in group]
        for phrase in phrases:
            others = tuple(other for other in phrases if other != phrase)
            for term in phrase:
                by_term[term].append((phrase, others))
    return {term: tuple(entries) for term, entries in by_term.items()}
