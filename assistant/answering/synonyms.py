"""Words of the field that mean the same, from the pack's wording/terms.yaml."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from indexer.manifest import load_yaml, refusal
from indexer.terms import terms

Phrase = frozenset[str]


class _TermsFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    synonyms: list[list[str]]


@dataclass(frozen=True)
class Synonyms:
    """Ways of saying the same: for each term, the phrases it is part of, each with the other phrases of its group."""

    of: dict[str, tuple[tuple[Phrase, tuple[Phrase, ...]], ...]]

    def other_ways(self, term: str, asked: frozenset[str]) -> tuple[Phrase, ...]:
        """The other ways of saying a term of a question.

        A phrase of several words counts only where all of it is asked: "small firms" is an SME, "firms" is not.
        """
        return tuple(way for phrase, others in self.of.get(term, ()) if phrase <= asked for way in others)


def load_synonyms(folder: Path) -> Synonyms:
    """Read `terms.yaml` of a wording folder. Raises PackError naming what is no list of words."""
    path = folder / "terms.yaml"
    raw = load_yaml(path)
    try:
        file = _TermsFile.model_validate(raw)
    except ValidationError as error:
        raise refusal(path, error) from error
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
