"""What `townclerk checklist` does: lists the checklists, makes one from a profile file, or says what would change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from assistant.checklists import compare as comparing
from assistant.checklists.checklist import Checklist
from assistant.checklists.desk import Desk, own
from assistant.checklists.record import record_of
from assistant.rules.facts import THRESHOLD_TYPES
from assistant.rules.profile import ContractProfile, read_profile
from assistant.rules.rulebook import Rulebook
from assistant.rules.rulebook_shapes import load_rulebook
from assistant.rules.values import read_money
from assistant.wording import Wording
from indexer.durable import write_whole
from indexer.errors import AskerError, PackError
from indexer.manifest import load_yaml

FORMATS = ("md", "json", "docx", "html")
_COMPARED = ("md", "json")


def run(  # noqa: PLR0913 - the options of one command
    name: str,
    profile_file: Path | None,
    as_of: date,
    format: str,
    output: Path | None,
    compare: str | None,
    pack: Path,
) -> str:
    """What the command prints: the checklists there are, a checklist, what changes, or where it was written.

    `compare` is a date, a pack's folder, another profile's file, or a threshold like goods-services=200000: what
    is printed is then what changes from the checklist to the one made with that in place. Raises AskerError and
    PackError in plain words.
    """
    if not name:
        return listed(load_rulebook(own(pack, "rules")), format)
    if profile_file is None:
        raise AskerError("give the facts of the contract: --profile FILE.yaml")
    _check_format(format, output, comparing=compare is not None)
    desk = Desk.of(pack)
    checklist = desk.make(name, _profile(profile_file, as_of), as_of)
    if compare is None:
        return _give(desk.printed(checklist, format), output)
    other = _other(desk, checklist, profile_file, compare)
    return _give(_compared(checklist, other, format, desk.wording).encode(), output)


def keep_record(  # noqa: PLR0913 - the facts of one record
    name: str, profile_file: Path | None, as_of: date, pack: Path, made_by: str, made_at: datetime, file: Path
) -> None:
    """Write the record of a checklist: who made it and when, of what facts, rules and documents. Raises AskerError."""
    if not made_by.strip():
        raise AskerError("say who makes the record: --by NAME")
    if not name or profile_file is None:
        raise AskerError("a record is of one checklist and one profile")
    desk = Desk.of(pack)
    record = record_of(desk.make(name, _profile(profile_file, as_of), as_of), made_by, made_at)
    _give((json.dumps(record.as_data(), ensure_ascii=False, indent=1) + "\n").encode(), file)


def listed(rulebook: Rulebook, format: str) -> str:
    """Every checklist with its line, as text or as JSON."""
    if format == "json":
        rows = [
            {"name": row.name, "title": row.title, "line": row.line, "for": list(row.readers)}
            for row in rulebook.headings.values()
        ]
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    return "".join(f"{row.name}\n    {row.line}\n" for row in rulebook.headings.values())


def _check_format(format: str, output: Path | None, *, comparing: bool) -> None:
    formats = _COMPARED if comparing else FORMATS
    if format not in formats:
        raise AskerError(f"'{format}' is none of the formats here: {', '.join(formats)}")
    if format == "docx" and output is None:
        raise AskerError("a Word file is not for a terminal; give -o FILE.docx")


def _profile(path: Path, as_of: date) -> ContractProfile:
    try:
        given = load_yaml(path)
    except PackError as error:
        raise AskerError(str(error)) from error
    if not isinstance(given, Mapping):
        raise AskerError(f"{path} is a profile, with a line for each fact, like value: 90000; this is not one")
    return read_profile(given, as_of)[0]


def _other(desk: Desk, checklist: Checklist, profile_file: Path, compare: str) -> Checklist:
    """The checklist with a date, a pack, a profile or a threshold in place of its own."""
    name, as_of, path = checklist.name, checklist.as_of, Path(compare)
    kind, _, amount = compare.partition("=")
    if kind in THRESHOLD_TYPES and amount:
        return _with_threshold(desk, kind, amount).make(name, _profile(profile_file, as_of), as_of)
    if path.is_dir():
        return Desk.of(path).make(name, _profile(profile_file, as_of), as_of)
    if path.is_file():
        return desk.make(name, _profile(path, as_of), as_of)
    day = _day(compare)
    return desk.make(name, _profile(profile_file, day), day)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        kinds = "a date, a pack's folder, a profile's file, or a threshold like goods-services=200000"
        raise AskerError(f"'{text}' is nothing to compare with; give {kinds}") from error


def _with_threshold(desk: Desk, kind: str, text: str) -> Desk:
    amount = _amount(text)
    begins = min(row.begins for row in desk.rulebook.tables.thresholds)
    book = desk.rulebook
    tables = book.tables.with_threshold(kind, amount, begins)
    digest = sha256(f"{book.digest} {kind}={amount}".encode()).hexdigest()
    return replace(desk, rulebook=replace(book, tables=tables, digest=digest))


def _amount(text: str) -> Decimal:
    try:
        return read_money(text)
    except ValueError as error:
        raise AskerError(f"the threshold {error}") from error


def _compared(before: Checklist, after: Checklist, format: str, wording: Wording) -> str:
    comparison = comparing.compare(before, after, wording)
    if format == "json":
        return json.dumps(comparing.as_data(comparison), ensure_ascii=False, indent=1) + "\n"
    return comparing.as_markdown(comparison, wording)


def _give(content: bytes, output: Path | None) -> str:
    """What to print: the content, or where it was written."""
    if output is None:
        return content.decode()
    try:
        write_whole(output, content)
    except OSError as error:
        raise AskerError(f"{output} cannot be written: {error.strerror}") from error
    return f"{output}\n"
