"""Reads the folder of measures of a pack, and refuses one that does not hold together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints, ValidationError

from assistant.measures.catalogue import Catalogue, Framework, Measure, Theme, Value
from assistant.rules.profile import nearest
from assistant.rules.shapes import Address, Figure, Id, Strict, Text
from indexer.errors import PackError
from indexer.manifest import load_yaml, refusal

MEASURES = "measures"
LICENSED = "licensed"
CODE = r"[A-Za-z0-9][A-Za-z0-9./-]{0,19}"
FIRST_YEAR, LAST_YEAR = 1990, 2100
MOST_WORTH = 1_000_000_000

Code = Annotated[str, StringConstraints(pattern=f"^{CODE}$")]
Unit = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class _Theme(Strict):
    key: Id
    letter: Annotated[str, StringConstraints(pattern="^[A-Z]$")]
    name: Text
    aim: Text
    refs: tuple[Address, ...] = Field(min_length=1)


class _Value(Strict):
    amount: Annotated[Figure, Field(le=MOST_WORTH)]
    year: int = Field(ge=FIRST_YEAR, le=LAST_YEAR)
    source: Text
    licence: Text


class _Measure(Strict):
    code: Code
    theme: Id
    title: Text
    unit: Unit
    counts: str = ""
    evidence: tuple[Text, ...] = ()
    attribution: str = ""
    conflicts: tuple[Code, ...] = ()
    employment_and_skills: bool = False
    subjects: tuple[Id, ...] = ()
    value: _Value | None = None
    refs: tuple[Address, ...] = ()


class _Framework(Strict):
    edition: Id
    licence: Text
    source: Text
    local: bool = False
    themes: tuple[Any, ...] = ()
    measures: tuple[Any, ...] = Field(min_length=1)


def load_catalogue(folder: Path) -> Catalogue:
    """Read every edition of a pack's folder of measures. Raises PackError naming the file, the entry and the field."""
    files = (*sorted(folder.glob("*.yaml")), *sorted((folder / LICENSED).glob("*.yaml")))
    frameworks = tuple(_framework(path) for path in files)
    catalogue = Catalogue(frameworks)
    _check_editions(frameworks)
    for framework in frameworks:
        for entry, problem in _faults(framework, catalogue):
            raise PackError(framework.file, problem, entry)
    return catalogue


def _framework(path: Path) -> Framework:
    raw = load_yaml(path)
    if not isinstance(raw, dict):
        raise PackError(path, "holds no measures; give edition, licence, source, themes and measures")
    try:
        file = _Framework.model_validate(raw)
    except ValidationError as error:
        raise refusal(path, error) from error
    if path.parent.name == LICENSED and not file.local:
        raise PackError(path, f"is in {LICENSED}/, so what it holds must not be published; add 'local: true'")
    themes = tuple(
        Theme(**dict(_entry(path, _Theme, "key", position, raw))) for position, raw in enumerate(file.themes, 1)
    )
    measures = tuple(
        _measure(_entry(path, _Measure, "code", position, raw), file) for position, raw in enumerate(file.measures, 1)
    )
    return Framework(file.edition, path, file.licence, file.source, file.local, themes, measures)


def _entry(path: Path, shape: type[Strict], name: str, position: int, raw: Any) -> Any:
    try:
        return shape.model_validate(raw)
    except ValidationError as error:
        called = raw.get(name) if isinstance(raw, Mapping) else None
        raise refusal(path, error, str(called or f"entry {position} of its list")) from error


def _measure(raw: _Measure, file: _Framework) -> Measure:
    fields = dict(raw) | {"value": Value(**dict(raw.value)) if raw.value else None}
    return Measure(edition=file.edition, local=file.local, **fields)


def _check_editions(frameworks: Collection[Framework]) -> None:
    seen: dict[str, Path] = {}
    for framework in frameworks:
        if other := seen.get(framework.edition):
            problem = f"is also the edition of {other.name}; give one of them another"
            raise PackError(framework.file, problem, framework.edition)
        seen[framework.edition] = framework.file


def _faults(framework: Framework, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """What does not hold together in a framework: the entry, and what is wrong with it."""
    codes = {measure.code: measure for measure in framework.measures}
    known = {theme.key for theme in framework.themes} or catalogue.themes.keys()
    seen: set[str] = set()
    for measure in framework.measures:
        if measure.code.casefold() in seen:
            yield measure.code, "two measures have this code; give one of them another"
        seen.add(measure.code.casefold())
    for measure in framework.measures:
        if measure.theme not in known:
            yield measure.code, f"theme '{measure.theme}' is not known{nearest(measure.theme, tuple(known))}"
        for problem in (*_unsaid(measure), *_conflicts(measure, codes)):
            yield measure.code, problem


def _unsaid(measure: Measure) -> Iterator[str]:
    """What one of the council's own measures must say, and a licensed one need not."""
    if measure.local:
        return
    for name in ("counts", "evidence", "refs"):
        if not getattr(measure, name):
            yield f"{name}: is missing; add it"


def _conflicts(measure: Measure, codes: Mapping[str, Measure]) -> Iterator[str]:
    for code in measure.conflicts:
        if code == measure.code:
            yield "conflicts: names the measure itself; take it out"
        elif code not in codes:
            yield f"conflicts: there is no measure '{code}' in this edition{nearest(code, codes)}"
        elif measure.code not in codes[code].conflicts:
            yield f"conflicts: names {code}, which does not name it; add {measure.code} to the conflicts of {code}"
