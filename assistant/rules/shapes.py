"""How the YAML of a rulebook is read: strict shapes, and a refusal that names file, entry, field and line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from assistant.rules.yaml_lines import line_of
from indexer.errors import PackError
from indexer.manifest import load_yaml
from indexer.model import Ref

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]
Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*$", max_length=60)]


def _ref(value: object) -> object:
    return Ref.parse(value) if isinstance(value, str) else value


def _exact(value: object) -> object:
    """A number as the file writes it: 2.5 is 2.5 and not its nearest binary fraction."""
    return str(value) if isinstance(value, float) else value


Address = Annotated[Ref, BeforeValidator(_ref)]
Figure = Annotated[Decimal, BeforeValidator(_exact), Field(ge=0)]


class Strict(BaseModel):
    """A shape that takes no field it does not know, and no text for a number."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Dated(Strict):
    """A row of a series by date; `until` is the last day in force, and null has no end."""

    from_: date = Field(alias="from")
    until: date | None = None
    refs: tuple[Address, ...] = ()
    confirmed: bool = True
    note: str = ""


Shape = TypeVar("Shape")


def read_shape(path: Path, shape: type[Shape]) -> Shape:
    """Read a YAML file as a shape. Raises PackError naming the entry, the field and the line."""
    raw = load_yaml(path)
    try:
        return TypeAdapter(shape).validate_python(raw)
    except ValidationError as error:
        first = error.errors()[0]
        raise PackError(path, _message(first["msg"]), place_in(path, raw, first["loc"])) from error


def place_in(path: Path, raw: Any, loc: Sequence[str | int]) -> str:
    """A place in a file in words: the entry by its id, the field, the line."""
    steps = [step for step in loc if _names_a_place(step)]
    name, rest = _entry(raw, steps)
    words = [word for word in (name, ".".join(str(step) for step in rest)) if word]
    return ", ".join([*words, f"line {line_of(path, steps)}"])


def _names_a_place(step: str | int) -> bool:
    """Pydantic puts the names of its own validators among the steps; they are no part of the file."""
    return isinstance(step, int) or not any(mark in step for mark in "[(-")


def _entry(raw: Any, steps: list[str | int]) -> tuple[str, list[str | int]]:
    """The first entry of a list on the way to a place, by its id, and the steps from there."""
    node = raw
    for at, step in enumerate(steps):
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(step, int):
            return _name_of(node, step), steps[at + 1 :]
    return "", steps


def _name_of(node: Any, position: int) -> str:
    keys = ("id", "name", "fact") if isinstance(node, dict) else ()
    return str(next((node[key] for key in keys if key in node), f"entry {position + 1}"))


def _message(message: str) -> str:
    plain = message.removeprefix("Value error, ").removeprefix("Assertion failed, ")
    return plain[:1].lower() + plain[1:]
