"""A rulebook: the dated rules of a pack, the checklists they belong to, and the tables they stand on."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

from assistant.rules.conditions import Comparison, Condition
from assistant.rules.tables import Tables
from indexer.errors import NotFound
from indexer.model import Authority, Ref

Strength = Literal["must", "should", "may"]
Stage = Literal["plan", "specify", "advertise", "evaluate", "award", "manage"]
Anchor = Literal["start", "notice", "award", "end"]
STAGES: tuple[Stage, ...] = ("plan", "specify", "advertise", "evaluate", "award", "manage")


@dataclass(frozen=True)
class Days:
    """A time reckoned from a date of the contract: so many working or calendar days before or after it."""

    anchor: Anchor
    count: int
    working: bool


@dataclass(frozen=True)
class Settles:
    """What a rule settles: a topic, and the terms it settles it on. Rules of one topic conflict where these differ."""

    topic: str
    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Rule:
    """A dated requirement, its condition, and the refs it rests on."""

    id: str
    asks: str
    when: Condition
    strength: Strength
    refs: tuple[Ref, ...]
    in_force_from: date | None
    in_force_until: date | None
    stage: Stage
    who: str
    due: str
    days: Days | None
    evidence: str
    checklists: tuple[str, ...]
    confirmed: bool
    settles: Settles | None
    note: str
    source: str
    authority: Authority

    def in_force(self, day: date) -> bool:
        """Whether it is in force on a day; `in_force_until` is its last."""
        begun = self.in_force_from is None or self.in_force_from <= day
        return begun and (self.in_force_until is None or day <= self.in_force_until)

    @property
    def tests(self) -> tuple[Comparison, ...]:
        """Every test of its condition; the more, the more specific the rule."""
        return tuple(self.when.tests())


@dataclass(frozen=True)
class Heading:
    """A checklist as the pack names it: its title, a line on what it is for, and whom it is for."""

    name: str
    title: str
    line: str
    readers: tuple[str, ...]


@dataclass(frozen=True)
class Subject:
    """A subject a contract may have, and what follows from it."""

    name: str
    title: str
    light_touch: bool
    homecare: bool
    construction: bool


@dataclass(frozen=True)
class Ground:
    """What a derived fact rests on, besides the rows of the tables that it used."""

    refs: tuple[Ref, ...] = ()
    confirmed: bool = True


@dataclass(frozen=True)
class Rulebook:
    """Everything the rules of a pack say. `digest` is of the files it was read from."""

    rules: tuple[Rule, ...]
    headings: Mapping[str, Heading]
    tables: Tables
    subjects: Mapping[str, Subject]
    grounds: Mapping[str, Ground]
    digest: str

    def heading(self, name: str) -> Heading:
        """A checklist by its name. Raises NotFound naming those there are."""
        try:
            return self.headings[name]
        except KeyError as error:
            raise NotFound(f"there is no checklist '{name}'; there are {', '.join(self.headings)}") from error

    @cached_property
    def _of_checklist(self) -> Mapping[str, tuple[Rule, ...]]:
        ordered = sorted(self.rules, key=lambda rule: (STAGES.index(rule.stage), rule.authority.rank))
        return {name: tuple(rule for rule in ordered if name in rule.checklists) for name in self.headings}

    @cached_property
    def _on_topic(self) -> Mapping[str, tuple[Rule, ...]]:
        topics = dict.fromkeys(rule.settles.topic for rule in self.rules if rule.settles)
        return {
            topic: tuple(rule for rule in self.rules if rule.settles and rule.settles.topic == topic)
            for topic in topics
        }

    def rules_of(self, checklist: str) -> tuple[Rule, ...]:
        """The rules of a checklist: by stage, then the highest authority first, then as the files have them.

        Raises NotFound naming the checklists there are.
        """
        return self._of_checklist[self.heading(checklist).name]

    def rivals(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        """Every rule, of any checklist, on a topic that one of these settles."""
        topics = dict.fromkeys(rule.settles.topic for rule in rules if rule.settles)
        return tuple(rule for topic in topics for rule in self._on_topic[topic])

    def addresses(self) -> Iterator[tuple[str, Ref]]:
        """Every ref in it, with the id of the rule, or the name of the table or fact, that gives it."""
        yield from ((rule.id, ref) for rule in self.rules for ref in rule.refs)
        yield from ((name, ref) for name, ground in self.grounds.items() for ref in ground.refs)
        for name, rows in vars(self.tables).items():
            yield from ((name, ref) for row in rows for ref in row.refs)

    def missing(self, held: Collection[Ref]) -> tuple[tuple[str, Ref], ...]:
        """The refs in it that are not held, with what gives them."""
        return tuple((name, ref) for name, ref in self.addresses() if ref not in held)


def digest_of(folder: Path) -> str:
    """sha256 of every file of a folder of rules, each under its name."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        digest.update(f"{path.name}\n{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()
