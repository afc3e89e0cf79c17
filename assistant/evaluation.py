"""Measures: how many questions are answered right, and how well passages are retrieved."""

from __future__ import annotations

import re
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.asking import read_jsonl
from assistant.bootstrap import make_assistant
from assistant.settings import Settings
from indexer.model import Audience

FACT_WORDS = 80
LIST_WORDS = 250
_LONG = ("list", "definition", "table", "comparison")


class Expected(BaseModel):
    """A question with what a right answer holds: one of each group of `must`, cited to one of `paragraphs`."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)

    question: str
    answerable: bool
    id: str = ""
    document: str | tuple[str, ...] | None = None
    paragraphs: tuple[str, ...] = ()
    must: tuple[tuple[str, ...], ...] = ()
    kind: str = ""

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that may be cited; empty for any."""
        return (self.document,) if isinstance(self.document, str) else self.document or ()


def evaluate_answers(settings: Settings, questions: Path, as_of: date) -> dict[str, Any]:
    """Ask every question of a file and judge the answers. Raises AskerError naming the line to mend."""
    asked = read_jsonl(questions, Expected)
    assistant = make_assistant(settings)
    rows = [_judged(one, assistant.ask(one.question, Audience.STAFF, as_of).as_json()) for one in asked]
    answerable = [row for row in rows if row["answerable"]]
    rest = [row for row in rows if not row["answerable"]]
    return {
        "questions": len(rows),
        "right": _share(answerable, "right"),
        "cited_right": _share(answerable, "cited_right"),
        "refused": _share(rest, "refused"),
        "wrongly_refused": _share(answerable, "refused"),
        "median_words": statistics.median([row["words"] for row in answerable] or [0]),
        "median_milliseconds": statistics.median([row["milliseconds"] for row in rows] or [0]),
        "failures": [row for row in rows if row["why"]],
    }


def _share(rows: Sequence[dict[str, Any]], key: str) -> float | None:
    return round(sum(bool(row[key]) for row in rows) / len(rows), 3) if rows else None


def _judged(expected: Expected, answer: dict[str, Any]) -> dict[str, Any]:
    text = _plain(" ".join(statement["text"] for statement in answer["statements"]))
    missing = [group for group in expected.must if not any(_plain(one) in text for one in group)]
    words = len(text.split())
    limit = LIST_WORDS if expected.kind in _LONG else FACT_WORDS
    refused = not answer["statements"]
    cited = [c for statement in answer["statements"] for c in statement["citations"]]
    row = {
        "id": expected.id, "question": expected.question, "kind": expected.kind, "answerable": expected.answerable,
        "outcome": answer["outcome"], "refused": refused, "right": not refused and not missing and words <= limit,
        "cited_right": any(_cites(c, expected) for c in cited), "words": words,
        "milliseconds": answer["milliseconds"], "cited": [c["ref"] for c in cited],
    }  # fmt: skip
    return {**row, "why": "; ".join(_why(expected, row, missing, limit))}


def _why(expected: Expected, row: dict[str, Any], missing: list[tuple[str, ...]], limit: int) -> Iterator[str]:
    """What is wrong with an answer, in words; nothing for a right one."""
    if not expected.answerable:
        if not row["refused"]:
            yield "answered, and should not have been"
        return
    if row["refused"]:
        yield "refused"
        return
    if missing:
        yield f"lacks {' and '.join('/'.join(group) for group in missing)}"
    if row["words"] > limit:
        yield f"{row['words']} words, more than {limit}"
    if not row["cited_right"]:
        yield f"cites {', '.join(row['cited'])}, not {', '.join(expected.paragraphs or expected.documents)}"


def _cites(citation: dict[str, Any], expected: Expected) -> bool:
    """Whether a citation names an expected paragraph, one within it, or one under an expected heading.

    Where no paragraphs are expected, one of the expected documents will do.
    """
    if expected.documents and citation["document"] not in expected.documents:
        return False
    if not expected.paragraphs:
        return True
    number, headings = citation["paragraph"], " ".join(citation["headings"]).casefold()
    return any(
        number == wanted
        or re.match(re.escape(wanted) + r"[.(]", number)
        or (not wanted[:1].isdigit() and wanted.casefold() in headings)
        for wanted in expected.paragraphs
    )


def _plain(text: str) -> str:
    """Text for comparing: one case, one kind of quotation mark and dash, single spaces."""
    table = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
    return re.sub(r"\s+", " ", text.translate(table)).casefold()


def in_lines(result: dict[str, Any]) -> Iterator[str]:
    """A result for a terminal: the figures, then each failure with its reason."""
    for key, value in result.items():
        if key != "failures":
            yield f"{key:20} {value}"
    for row in result.get("failures", ()):
        yield f"\n{row['id']} {row['question']}\n    {row['why']}"


def evaluate_retrieval(settings: Settings, folder: Path) -> dict[str, Any]:
    """Index a public set in BEIR layout as one-paragraph documents, and measure how well its queries find them."""
    from assistant.beir import measure  # noqa: PLC0415 - brings torch

    with tempfile.TemporaryDirectory() as home:
        return measure(settings, folder, Path(home), time.perf_counter)
