"""Reads the folder of tenders of a pack, and refuses one that does not hold together."""

from __future__ import annotations

import string
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainValidator

from assistant.rules.condition_shapes import read_condition
from assistant.rules.conditions import ALWAYS, Condition
from assistant.rules.profile import nearest
from assistant.rules.rulebook import digest_of
from assistant.rules.shapes import Address, Figure, Id, Strict, Text, read_shape
from assistant.tenders import texts
from assistant.tenders.fillings import NAMES
from assistant.tenders.section import Strength
from indexer.errors import PackError

TENDERS = "tenders"
PARTS, CLAUSES, QUESTIONS = "parts.yaml", "clauses.yaml", "questions.yaml"
SCHEDULE, PROPOSALS = "schedule.yaml", "proposals.yaml"
_Codes = tuple[str, ...]


def _joined(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


_Words = Annotated[Text, BeforeValidator(_joined)]


class _Line(Strict):
    id: Id
    text: _Words
    strength: Strength
    refs: tuple[Address, ...] = Field(min_length=1)
    when: Annotated[Condition, PlainValidator(read_condition)] = ALWAYS
    who: str = ""
    departure: bool = False
    confirmed: bool = True


class _Texts(Strict):
    id: Id
    title: Text
    lines: tuple[_Line, ...] = ()


class _Rating(Strict):
    name: Text
    at_least: Figure


class _Score(Strict):
    score: Figure
    name: Text
    text: _Words


class _Schedule(Strict):
    ratings: tuple[_Rating, ...]
    ratings_refs: tuple[Address, ...] = Field(min_length=1)
    scores: tuple[_Score, ...]
    scores_refs: tuple[Address, ...] = Field(min_length=1)


class _Priority(Strict):
    words: tuple[Text, ...] = Field(min_length=1)
    themes: tuple[Id, ...] = ()
    codes: _Codes = ()


class _Carried(Strict):
    codes: _Codes
    least_value: Figure
    least_months: Figure
    refs: tuple[Address, ...] = Field(min_length=1)


class _Advised(Strict):
    codes: _Codes
    who: Text
    because: _Words
    refs: tuple[Address, ...] = Field(min_length=1)


class _Proportion(Strict):
    band: str
    at_least_value: Figure
    propose: int = Field(ge=0)


class _Preferences(Strict):
    kin: dict[str, tuple[str, ...]]
    suited: dict[str, _Codes]
    relations: dict[str, _Words]
    priorities: tuple[_Priority, ...]
    carried: tuple[_Carried, ...]
    advised: tuple[_Advised, ...]
    never_with_wage: _Codes
    proportions: tuple[_Proportion, ...]
    refs: tuple[Address, ...] = Field(min_length=1)


def load_texts(folder: Path) -> texts.TenderTexts:
    """Read a pack's folder of tenders. Raises PackError naming the file, the entry and the line to mend."""
    read = {name: _texts(folder / name) for name in (PARTS, CLAUSES, QUESTIONS)}
    _check_ids(folder, read)
    return texts.TenderTexts(
        read[PARTS],
        read[CLAUSES],
        read[QUESTIONS],
        _schedule(read_shape(folder / SCHEDULE, _Schedule)),
        _preferences(read_shape(folder / PROPOSALS, _Preferences)),
        digest_of(folder),
    )


def _texts(path: Path) -> tuple[texts.Texts, ...]:
    rows = read_shape(path, tuple[_Texts, ...])
    for line in (line for row in rows for line in row.lines):
        _check_fields(path, line)
    return tuple(texts.Texts(row.id, row.title, tuple(_plain(texts.Text, line) for line in row.lines)) for row in rows)


def _check_fields(path: Path, line: _Line) -> None:
    try:
        named = [name for _, name, _, _ in string.Formatter().parse(line.text) if name is not None]
    except ValueError as error:
        raise PackError(path, f"has a brace without its pair ({error})", line.id) from error
    for name in named:
        if name not in NAMES:
            raise PackError(path, f"wants {{{name}}}, which a tender does not have{nearest(name, NAMES)}", line.id)


def _check_ids(folder: Path, read: dict[str, tuple[texts.Texts, ...]]) -> None:
    seen: dict[str, str] = {}
    for file, groups in read.items():
        for name in (name for group in groups for name in (group.id, *(line.id for line in group.lines))):
            if name in seen:
                raise PackError(folder / file, f"is also an id in {seen[name]}; give one another", name)
            seen[name] = file


def _plain(shape: type[Any], raw: Strict) -> Any:
    """A row of the file as the plain dataclass of the same fields."""
    return shape(**{field.name: getattr(raw, field.name) for field in fields(shape)})


def _all(shape: type[Any], rows: Iterable[Strict]) -> tuple[Any, ...]:
    return tuple(_plain(shape, row) for row in rows)


def _schedule(raw: _Schedule) -> texts.Schedule:
    ratings, scores = _all(texts.Rating, raw.ratings), _all(texts.Score, raw.scores)
    return texts.Schedule(ratings, raw.ratings_refs, scores, raw.scores_refs)


def _preferences(raw: _Preferences) -> texts.Preferences:
    return texts.Preferences(
        raw.kin,
        raw.suited,
        raw.relations,
        _all(texts.Priority, raw.priorities),
        _all(texts.Carried, raw.carried),
        _all(texts.Advised, raw.advised),
        raw.never_with_wage,
        _all(texts.Proportion, raw.proportions),
        raw.refs,
    )
