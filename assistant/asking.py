"""Questions from a file, and answers as text for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from assistant.answering.answer import Answer
from assistant.assistant import Assistant
from indexer.errors import AskerError
from indexer.manifest import fault_in_words
from indexer.model import Audience
from indexer.search import Hit

Shape = TypeVar("Shape", bound=BaseModel)


class BatchLine(BaseModel):
    """One line of a batch."""

    model_config = ConfigDict(extra="ignore")

    question: str
    id: JsonValue = None
    audience: Audience | None = None
    as_of: date | None = None


def ask_batch(assistant: Assistant, file: Path, audience: Audience, as_of: date) -> Iterator[dict[str, Any]]:
    """The answers to a file of questions, in its order; a line's own id is given back with its answer.

    Raises AskerError naming the line to mend, before anything is asked.
    """
    for line in read_jsonl(file, BatchLine):
        answer = assistant.ask(line.question, line.audience or audience, line.as_of or as_of).as_json()
        yield answer if line.id is None else {**answer, "id": line.id}


def read_jsonl(file: Path, shape: type[Shape]) -> list[Shape]:
    """The objects of a JSONL file. Raises AskerError naming the line to mend."""
    places = ((f"{file}, line {number}", raw) for number, raw in enumerate(_lines(file), 1))
    return [_object(place, raw, shape) for place, raw in places if raw.strip()]


def _lines(file: Path) -> list[str]:
    # Only a line feed ends a line: JSON may hold the other characters that splitlines() splits at.
    try:
        return file.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise AskerError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise AskerError(f"{file} is not UTF-8; save it as UTF-8 text") from error


def _object(place: str, raw: str, shape: type[Shape]) -> Shape:
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise AskerError(f"{place}: is not JSON; write one object a line") from error
    if not isinstance(value, dict):
        raise AskerError(f'{place}: is not an object; write it like {{"question": "..."}}')
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        raise AskerError(f"{place}: {first['loc'][0]} {fault_in_words(first)}") from error


def in_text(answer: Answer) -> str:
    """An answer for a terminal: the outcome in words, the statements numbered, and where each is said."""
    lines = [answer.message]
    for number, statement in enumerate(answer.statements, 1):
        lines += ["", f"{number}. {statement.text}"]
        lines += [f"   [{c.ref}] {c.title}, page {c.page}, {c.status.value}" for c in statement.citations]
    lines += [f"\nNote: {notice.text}" for notice in answer.notices]
    return "\n".join(lines)


def hit_as_json(hit: Hit) -> dict[str, Any]:
    """A hit as every door prints it."""
    passage = hit.passage
    return {
        "refs": [str(ref) for ref in passage.refs],
        "document": passage.document,
        "title": passage.title,
        "headings": list(passage.headings),
        "page": passage.page,
        "text": passage.text,
        "score": round(hit.score, 4),
    }
