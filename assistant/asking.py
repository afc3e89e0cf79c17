"""Questions from a file, and answers as text for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.answering.answer import Answer
from assistant.assistant import Assistant
from indexer.errors import AskerError
from indexer.model import Audience
from indexer.search import Hit


class BatchLine(BaseModel):
    """One line of a batch."""

    model_config = ConfigDict(extra="ignore")

    question: str
    id: str | int | None = None
    audience: Audience | None = None
    as_of: date | None = None


def ask_batch(assistant: Assistant, file: Path, audience: Audience, as_of: date) -> Iterator[dict[str, Any]]:
    """The answers to a file of questions, in its order; a line's own id is given back with its answer."""
    for line in read_batch(file):
        answer = assistant.ask(line.question, line.audience or audience, line.as_of or as_of).as_json()
        yield answer if line.id is None else {**answer, "id": line.id}


def read_jsonl(file: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file. Raises AskerError naming the line to mend."""
    return [_object(file, number, raw) for number, raw in enumerate(_lines(file), 1) if raw.strip()]


def _object(file: Path, number: int, raw: str) -> dict[str, Any]:
    try:
        value = json.loads(raw)
    except json.JSONDecodeError as error:
        raise AskerError(f"{file}, line {number}: is not JSON ({error.msg})") from error
    if not isinstance(value, dict):
        raise AskerError(f'{file}, line {number}: is not an object; write {{"question": ...}}')
    return value


def read_batch(file: Path) -> list[BatchLine]:
    """The lines of a batch. Raises AskerError naming the line to mend, before anything is asked."""
    return [_line(file, number, value) for number, value in enumerate(read_jsonl(file), 1)]


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise AskerError(f"{file} cannot be read: {error}") from error


def _line(file: Path, number: int, value: dict[str, Any]) -> BatchLine:
    try:
        return BatchLine.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        raise AskerError(f"{file}, question {number}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error


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
