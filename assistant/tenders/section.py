"""The social value section of a tender: its parts in order, each line with its strength, its sources and its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.checklists.checklist import FactLine, Figure, Source, Wanted

Strength = Literal["must", "should", "may", "states"]


@dataclass(frozen=True)
class Line:
    """One numbered line. `strength` is that of its sources; "states" is what defines or tells and asks nothing."""

    id: str
    number: str
    text: str
    strength: Strength
    refs: tuple[str, ...]
    sources: tuple[Source, ...]
    who: str
    why: tuple[str, ...]
    departure: bool
    confirmed: bool


@dataclass(frozen=True)
class Grid:
    """A table of a part. `worked_out` where its figures are reckoned here and not quoted."""

    id: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    refs: tuple[str, ...]
    worked_out: bool = False


@dataclass(frozen=True)
class Group:
    """Lines under a heading of their own within a part: a clause, or a question."""

    id: str
    number: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Part:
    """A part of the section."""

    id: str
    number: str
    title: str
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]
    groups: tuple[Group, ...]

    def every_line(self) -> tuple[Line, ...]:
        """Its own lines, then those of its groups."""
        return (*self.lines, *(line for group in self.groups for line in group.lines))


@dataclass(frozen=True)
class ChosenMeasure:
    """A measure that bidders are asked to make an offer on. `target` is for the whole term, in the measure's unit.

    `marks` are of the total score for quantities, None where quantities are not scored.
    """

    code: str
    edition: str
    theme: str
    title: str
    unit: str
    counts: str
    evidence: tuple[str, ...]
    attribution: str
    conflicts: tuple[str, ...]
    employment_and_skills: bool
    refs: tuple[str, ...]
    why: tuple[str, ...]
    pinned: bool
    target: Figure | None
    marks: Figure | None


@dataclass(frozen=True)
class LeftOut:
    """A measure that somebody asked for, or dropped, and why it is not in the section."""

    code: str
    why: str


@dataclass(frozen=True)
class Indicator:
    """A line of the schedule of indicators. `yearly` is the target for a contract year, where one is set."""

    id: str
    measure: str
    title: str
    unit: str
    edition: str
    target: Figure | None
    yearly: Figure | None
    evidence: tuple[str, ...]
    published: bool


@dataclass(frozen=True)
class Gap:
    """What is still to be known or decided, by whom; `lines` are the ids of what waits for it."""

    kind: Literal["fact", "choice", "departure", "measure", "confirm"]
    text: str
    who: str
    refs: tuple[str, ...]
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Approval:
    """Who checked and approved the section, and on which day."""

    by: str
    on: date


@dataclass(frozen=True)
class TenderSection:
    """A section made. `pack` is the digest of the rules, `words` of the section's own texts."""

    title: str
    as_of: date
    council: str
    pack: str
    words: str
    edition: str
    language: str
    profile: tuple[FactLine, ...]
    derived: tuple[FactLine, ...]
    remarks: tuple[str, ...]
    parts: tuple[Part, ...]
    measures: tuple[ChosenMeasure, ...]
    left_out: tuple[LeftOut, ...]
    indicators: tuple[Indicator, ...]
    gaps: tuple[Gap, ...]
    wanted: tuple[Wanted, ...]
    approval: Approval | None = None

    def lines(self) -> tuple[Line, ...]:
        """Every line of every part, in order."""
        return tuple(line for part in self.parts for line in part.every_line())

    def part(self, id: str) -> Part | None:
        """A part by its id, None where the contract has no such part."""
        return next((part for part in self.parts if part.id == id), None)
