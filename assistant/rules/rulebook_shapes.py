"""Reads the folder of rules of a pack, and refuses one that does not hold together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainValidator, model_validator

from assistant.rules.condition_shapes import read_condition
from assistant.rules.conditions import ALWAYS, Condition
from assistant.rules.facts import Kind, known_facts
from assistant.rules.profile import nearest
from assistant.rules.rulebook import (
    Anchor,
    Days,
    Ground,
    Heading,
    Rule,
    Rulebook,
    Settles,
    Stage,
    Strength,
    Subject,
    digest_of,
)
from assistant.rules.shapes import Address, Id, Strict, Text, read_shape
from assistant.rules.table_shapes import load_tables
from indexer.errors import PackError
from indexer.model import Authority

TABLES, CHECKLISTS, SUBJECTS, GROUNDS = "tables.yaml", "checklists.yaml", "subjects.yaml", "facts.yaml"
_NOT_RULES = frozenset({TABLES, CHECKLISTS, SUBJECTS, GROUNDS})


class _Days(Strict):
    before: Anchor | None = None
    after: Anchor | None = None
    working: int | None = Field(None, ge=0, le=1_000)
    calendar: int | None = Field(None, ge=0, le=4_000)

    @model_validator(mode="after")
    def _one_of_each(self) -> _Days:
        if (self.before is None) == (self.after is None) or (self.working is None) == (self.calendar is None):
            raise ValueError("days is {before or after: start, notice, award or end, working or calendar: a number}")
        return self

    def days(self) -> Days:
        anchor, sign = (self.after, 1) if self.after else (self.before, -1)
        assert anchor is not None
        if self.working is not None:
            return Days(anchor, sign * self.working, working=True)
        return Days(anchor, sign * (self.calendar or 0), working=False)


def _settles(value: Any) -> Any:
    """The topic, and every other field as a term."""
    if not isinstance(value, dict) or "topic" not in value or len(value) < 2:
        raise ValueError("settles is {topic: ..., and what it is settled on}")
    terms = sorted((str(name), str(term)) for name, term in value.items() if name != "topic")
    return {"topic": value["topic"], "terms": terms}


class _Settles(Strict):
    topic: Id
    terms: tuple[tuple[str, str], ...]


class _Rule(Strict):
    id: Id
    asks: Text
    when: Annotated[Condition, PlainValidator(read_condition)] = ALWAYS
    strength: Strength
    refs: tuple[Address, ...] = Field(min_length=1)
    in_force_from: date | None = None
    in_force_until: date | None = None
    stage: Stage
    who: Text
    due: Text
    days: _Days | None = None
    evidence: Text
    checklists: tuple[Id, ...] = Field(min_length=1)
    confirmed: bool = True
    settles: Annotated[_Settles | None, BeforeValidator(_settles)] = None
    note: str = ""

    @model_validator(mode="after")
    def _dates_in_order(self) -> _Rule:
        if self.in_force_from and self.in_force_until and self.in_force_until < self.in_force_from:
            raise ValueError("in_force_until is before in_force_from")
        return self


class _RuleFile(Strict):
    source: Text
    authority: Literal["legislation", "statutory guidance", "rules", "policy", "charter", "guide"]
    rules: tuple[_Rule, ...] = Field(min_length=1)


class _Heading(Strict):
    name: Id
    title: Text
    line: Text
    readers: tuple[Text, ...] = Field(alias="for", min_length=1)


class _Subject(Strict):
    name: Id
    title: Text
    light_touch: bool = False
    homecare: bool = False
    construction: bool = False


class _Ground(Strict):
    fact: str
    refs: tuple[Address, ...] = ()
    confirmed: bool = True


def load_rulebook(folder: Path) -> Rulebook:
    """Read a pack's folder of rules. Raises PackError naming the file, the entry and the line to mend."""
    headings = {
        row.name: Heading(row.name, row.title, row.line, row.readers)
        for row in _unique(folder / CHECKLISTS, read_shape(folder / CHECKLISTS, tuple[_Heading, ...]))
    }
    subjects = {
        row.name: Subject(**row.model_dump())
        for row in _unique(folder / SUBJECTS, _optional(folder / SUBJECTS, tuple[_Subject, ...]))
    }
    return Rulebook(
        tuple(_rules(folder, headings, subjects)),
        headings,
        load_tables(folder / TABLES),
        subjects,
        dict(_grounds(folder / GROUNDS)),
        digest_of(folder),
    )


def _optional(path: Path, shape: Any) -> Any:
    return read_shape(path, shape) if path.exists() else ()


def _unique(path: Path, rows: Iterable[Any]) -> Iterator[Any]:
    seen: set[str] = set()
    for row in rows:
        if row.name in seen:
            raise PackError(path, "is here twice", row.name)
        seen.add(row.name)
        yield row


def _grounds(path: Path) -> Iterator[tuple[str, Ground]]:
    for row in _optional(path, tuple[_Ground, ...]):
        known = known_facts().get(row.fact)
        if known is None or not known.derived:
            names = tuple(name for name, fact in known_facts().items() if fact.derived)
            raise PackError(path, f"is no derived fact{nearest(row.fact, names)}", row.fact)
        yield row.fact, Ground(row.refs, row.confirmed)


def _rules(folder: Path, headings: Mapping[str, Heading], subjects: Mapping[str, Subject]) -> Iterator[Rule]:
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name in _NOT_RULES:
            continue
        file = read_shape(path, _RuleFile)
        for raw in file.rules:
            if raw.id in seen:
                raise PackError(path, f"is also the id of a rule in {seen[raw.id]}; give one another", raw.id)
            seen[raw.id] = path.name
            rule = _rule(raw, file)
            _check_names(path, rule, headings, subjects)
            yield rule


def _rule(raw: _Rule, file: _RuleFile) -> Rule:
    return Rule(
        raw.id, raw.asks, raw.when, raw.strength, raw.refs, raw.in_force_from, raw.in_force_until, raw.stage,
        raw.who, raw.due, raw.days.days() if raw.days else None, raw.evidence, raw.checklists, raw.confirmed,
        Settles(raw.settles.topic, raw.settles.terms) if raw.settles else None, raw.note, file.source,
        Authority(file.authority),
    )  # fmt: skip


def _check_names(path: Path, rule: Rule, headings: Mapping[str, Heading], subjects: Mapping[str, Subject]) -> None:
    for name in rule.checklists:
        if name not in headings:
            raise PackError(path, f"belongs to no checklist '{name}'{nearest(name, headings)}", rule.id)
    for test in rule.tests:
        if known_facts()[test.fact].kind is not Kind.SUBJECT:
            continue
        for subject in test.against if isinstance(test.against, tuple) else (test.against,):
            if subject not in subjects:
                raise PackError(path, f"there is no subject '{subject}'{nearest(str(subject), subjects)}", rule.id)
