"""The edge where a pack's YAML becomes typed: pack.yaml and documents.yaml, through pydantic.

What is wrong is said of the file, the entry and the line, with how to mend it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator
from pydantic_core import ErrorDetails
from yaml.error import MarkedYAMLError
from yaml.reader import ReaderError

from indexer.errors import PackError
from indexer.model import Audience, Authority, Entry

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]
LinkOrNone = Annotated[str, StringConstraints(pattern=r"^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$", max_length=80)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]

_MENDED = {
    "missing": "is missing; add it",
    "extra_forbidden": "is no field we know; mend its spelling, or take it out",
    "enum": "'{given}' is not one of {expected}",
    "literal_error": "'{given}' is not one of {expected}",
    "bool_parsing": "'{given}' is neither true nor false",
    "bool_type": "'{given}' is neither true nor false",
    "int_parsing": "'{given}' is not a whole number",
    "greater_than_equal": "'{given}' is less than {ge}, the least it may be",
    "less_than_equal": "'{given}' is more than {le}, the most it may be",
    "string_pattern_mismatch": "'{given}' is not an id; use small letters and digits, with hyphens between words",
    "string_too_short": "is empty; fill it in",
    "string_too_long": "is longer than {max_length} characters; shorten it",
    "string_type": "is not text; put it in quotation marks",
    "tuple_type": 'is not a list; write it like ["one", "two"]',
    "list_type": 'is not a list; write it like ["one", "two"]',
    "model_type": "is not a set of fields; write each on a line of its own, as 'name: value'",
    **dict.fromkeys(
        ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
        "'{given}' is not a date; write it like 2026-04-01",
    ),
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Council(_Strict):
    """Who the pack belongs to."""

    name: Line
    area: Line
    portal: str = ""
    contact: str = ""
    website: str = ""


class PackFile(_Strict):
    """`pack.yaml`."""

    council: Council
    language: str = "en"
    languages: tuple[str, ...] = ("en",)
    suggestions: tuple[Line, ...] = ()
    adopted: tuple[Line, ...] = ()


class DocumentEntry(_Strict):
    """One entry of `documents.yaml`."""

    id: Id
    title: Line
    file: Line
    kind: Literal["legislation", "rules", "policy", "charter", "guide", "briefing", "report", "action-plan"]
    authority: Authority
    audience: Audience
    publisher: Line
    owner: Line
    contact: Line
    language: str = "en"
    published: date | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None
    review: date | None = None
    supersedes: tuple[Id, ...] = ()
    superseded_by: LinkOrNone = ""
    standing: Literal["", "history", "draft"] = ""
    binding: bool = True
    original_title: str = ""
    source: Line

    @model_validator(mode="after")
    def _dates_in_order(self) -> DocumentEntry:
        if self.in_force_from and self.in_force_until and self.in_force_until < self.in_force_from:
            raise ValueError("in_force_until is before in_force_from; mend one of the two dates")
        if not self.in_force_from and not self.standing:
            raise ValueError("give in_force_from, or standing: history or draft")
        return self

    def entry(self) -> Entry:
        """The entry as the rest of Townclerk knows it."""
        return Entry(**self.model_dump())


def load_pack_file(path: Path) -> PackFile:
    """Read `pack.yaml`. Raises PackError naming the field to mend."""
    raw = load_yaml(path)
    try:
        return PackFile.model_validate(raw)
    except ValidationError as error:
        raise refusal(path, error) from error


def load_manifest(path: Path) -> tuple[Entry, ...]:
    """Read `documents.yaml`. Raises PackError naming the entry and field to mend."""
    raw = load_yaml(path)
    if not isinstance(raw, list) or not raw:
        raise PackError(path, "is a list of documents, each beginning '- id: ...'; this is not one")
    entries = tuple(_entry(path, position, item) for position, item in enumerate(raw, 1))
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise PackError(path, "two documents have this id; give one of them another", entry.id)
        seen.add(entry.id)
    _check_links(path, entries, seen)
    return entries


def _entry(path: Path, position: int, item: object) -> Entry:
    name = str(item.get("id", f"entry {position}")) if isinstance(item, dict) else f"entry {position}"
    try:
        return DocumentEntry.model_validate(item).entry()
    except ValidationError as error:
        raise refusal(path, error, name) from error


def _check_links(path: Path, entries: tuple[Entry, ...], ids: set[str]) -> None:
    for entry in entries:
        for other in (*entry.supersedes, *((entry.superseded_by,) if entry.superseded_by else ())):
            if other not in ids:
                problem = f"names a document '{other}' that is not in the manifest; mend its id, or add it"
                raise PackError(path, problem, entry.id)


def refusal(path: Path, error: ValidationError, within: str = "") -> PackError:
    """The first thing wrong with what a YAML file holds, where it stands, and how to mend it."""
    first = error.errors()[0]
    steps = [f"entry {step + 1}" if isinstance(step, int) else step for step in first["loc"]]
    return PackError(path, fault_in_words(first), ", ".join([within, *steps] if within else steps))


def fault_in_words(detail: ErrorDetails) -> str:
    """Pydantic's account of a fault, as what is wrong and how to mend it."""
    given = " ".join(str(detail["input"]).split())[:60]
    if detail["input"] is None:
        return _MENDED["string_too_short"]
    if words := _MENDED.get(detail["type"]):
        return words.format(given=given, **detail.get("ctx", {}))
    message = detail["msg"].removeprefix("Value error, ")
    return message[:1].lower() + message[1:]


class _Loader(yaml.SafeLoader):
    """Safe YAML that refuses a name given twice, where YAML keeps the last, and a date that is none, by its line."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        """A mapping whose names are each given once."""
        seen: set[str] = set()
        for name in (name for name, _ in node.value if isinstance(name, yaml.ScalarNode)):
            if name.value in seen:
                problem = f"'{name.value}' is given twice here; keep one, or begin the next entry with '- '"
                raise MarkedYAMLError(problem=problem, problem_mark=name.start_mark)
            seen.add(name.value)
        return super().construct_mapping(node, deep)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: FBT001, FBT002
        """A value; 2026-02-30 only looks like a date."""
        try:
            return super().construct_object(node, deep)
        except ValueError as error:
            problem = f"'{node.value}' is not a date; write it like 2026-04-01, or in quotation marks where it is text"
            raise MarkedYAMLError(problem=problem, problem_mark=node.start_mark) from error


def load_yaml(path: Path) -> Any:
    """Read one YAML file, safely. Raises PackError naming the line."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except FileNotFoundError as error:
        raise PackError(path, "is missing; copy one from the starter pack, which townclerk init writes out") from error
    except IsADirectoryError as error:
        raise PackError(path, "is a folder; put a file of this name in its place") from error
    except OSError as error:
        raise PackError(path, f"cannot be read ({error.strerror}); look at who may read it") from error
    except UnicodeDecodeError as error:
        raise PackError(path, "is not UTF-8; save it as UTF-8 text") from error
    except MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise PackError(path, _yaml_problem(error.problem or str(error)), line) from error
    except ReaderError as error:
        raise PackError(path, "holds a character that no text has; save it as plain UTF-8 text") from error


def _yaml_problem(problem: str) -> str:
    """What is wrong with a line, and what it most often comes of."""
    if "'\\t'" in problem:
        return "has a tab where only spaces may stand; put spaces in its place"
    if "could not find expected ':'" in problem:
        return "is not YAML: a name lacks its colon here or in the line before; write 'name: value'"
    if "; " in problem:
        return problem
    return f"is not YAML ({problem}); text with ': ' in it, or that begins with {{ or [, needs quotation marks"
