"""The measures of a pack, edition by edition: what may be promised and counted, and what a unit is worth where known.

A framework that is local is licensed to the council alone: what leaves the council is made from `Catalogue.public()`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from indexer.errors import NotFound
from indexer.model import Ref


@dataclass(frozen=True)
class Theme:
    """A theme that measures stand under; `letter` begins the codes of the Council's own."""

    key: str
    letter: str
    name: str
    aim: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True)
class Value:
    """What one unit is worth, in pounds at the prices of `year`; whose figure it is; its licence."""

    amount: Decimal
    year: int
    source: str
    licence: str


@dataclass(frozen=True)
class Measure:
    """A unit of social value. `conflicts` are codes of its edition that may not be claimed for the same activity."""

    edition: str
    code: str
    theme: str
    title: str
    unit: str
    counts: str
    evidence: tuple[str, ...]
    attribution: str
    conflicts: tuple[str, ...]
    employment_and_skills: bool
    subjects: tuple[str, ...]
    value: Value | None
    refs: tuple[Ref, ...]
    local: bool


@dataclass(frozen=True)
class Framework:
    """One edition of one set of measures, and the file that holds it. `local`: not to leave the council."""

    edition: str
    file: Path
    licence: str
    source: str
    local: bool
    themes: tuple[Theme, ...]
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class Catalogue:
    """Every framework of a pack, the Council's own first."""

    frameworks: tuple[Framework, ...]

    @cached_property
    def themes(self) -> Mapping[str, Theme]:
        """The themes by key, as the first framework that has each gives it."""
        found: dict[str, Theme] = {}
        for theme in (theme for framework in self.frameworks for theme in framework.themes):
            found.setdefault(theme.key, theme)
        return found

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Every measure of every edition, in the order of the files."""
        return tuple(measure for framework in self.frameworks for measure in framework.measures)

    def framework(self, edition: str) -> Framework:
        """One edition. Raises NotFound naming those there are."""
        for framework in self.frameworks:
            if framework.edition == edition:
                return framework
        held = ", ".join(framework.edition for framework in self.frameworks) or "none"
        raise NotFound(f"there is no edition of measures '{edition}'; there is {held}")

    def public(self) -> Catalogue:
        """The catalogue without what is licensed to the council alone: its words, its codes and its values."""
        return Catalogue(tuple(framework for framework in self.frameworks if not framework.local))
