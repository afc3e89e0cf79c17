"""Reads a file of commitments, YAML, CSV or XLSX: all of it, or everything there is to mend in it.

A row promises one measure. Its columns, in any order:

    code         the measure's code; also called measure
    quantity     how many units, over the whole term
    unit         the measure's unit
    attribution  the percentage that belongs to this contract; 100 where it is empty
    deadweight   the percentage that would have happened in any case; 0 where it is empty
    years        for how many years, from the contract's start; or
    from, until  the first and the last day
    activity     what is done, where one measure is promised twice or two that exclude each other are
    note         anything else
    edition      the measure's edition, where two have its code

YAML is a list of rows, by itself or under `commitments`. Only code, quantity and unit must be given. The workbook that
bidders are given is read as it comes back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from assistant.measures import commitment_cells as cells
from assistant.measures.catalogue import Catalogue, Measure
from assistant.measures.commitment import WHOLE, Commitment, CommitmentsRefused
from assistant.measures.double_counting import double_counted
from assistant.measures.licensed_rows import Line, Mend
from assistant.measures.returned import returned_lines
from assistant.measures.spreadsheet import ENDINGS, MOST_BYTES, Cell, NoTable, Row, read_rows
from assistant.rules.profile import nearest
from indexer.errors import PackError
from indexer.manifest import load_yaml

COLUMNS = (
    "code", "quantity", "unit", "attribution", "deadweight", "years", "from", "until", "activity", "note", "edition",
)  # fmt: skip
NEEDED = ("code", "quantity", "unit")
MOST_ROWS = 1_000
_YAML = (".yaml", ".yml")
_OTHER_NAMES = {
    "measure": "code", "measure_code": "code", "attribution_percent": "attribution",
    "deadweight_percent": "deadweight", "notes": "note",
}  # fmt: skip
_SEPARATORS = {";": "';'", "\t": "tabs", "|": "'|'"}
_TOLD = Cell("", "error")  # a value that has been told of already

T = TypeVar("T")


def read_commitments(file: Path, catalogue: Catalogue) -> tuple[Commitment, ...]:
    """The commitments of a file, in its order. Raises CommitmentsRefused with everything to mend."""
    if file.suffix.lower() in _YAML:
        return commitments_of(_entries(file), catalogue)
    if file.suffix.lower() not in ENDINGS:
        raise _refused("is neither YAML, CSV nor XLSX; save it as one of the three")
    lines, mends = _returned(file) or _table(file)
    return _taken(lines, mends, catalogue)


def commitments_of(entries: Sequence[object], catalogue: Catalogue) -> tuple[Commitment, ...]:
    """The commitments of a list of mappings, whose rows count from 1. Raises CommitmentsRefused."""
    if not entries:
        raise _refused("holds no commitments; give each a row with code, quantity and unit")
    mends: list[Mend] = []
    if len(entries) > MOST_ROWS:
        mends.append(_past(MOST_ROWS + 1))
    lines = [_line(number, entry, mends) for number, entry in enumerate(entries[:MOST_ROWS], 1)]
    return _taken([line for line in lines if line is not None], mends, catalogue)


def _refused(text: str) -> CommitmentsRefused:
    return CommitmentsRefused([Mend(0, "", text)])


def _past(row: int) -> Mend:
    return Mend(row, "", f"is past the {MOST_ROWS:,} commitments that a file may hold; keep those for one contract")


# YAML, and what a program sends


def _entries(file: Path) -> Sequence[object]:
    _check_size(file)
    try:
        raw = load_yaml(file)
    except PackError as error:
        place = f"at {error.entry}: " if error.entry else ""
        raise _refused(f"cannot be taken: {place}{error.problem}") from error
    except RecursionError as error:
        raise _refused("is nested too deeply; write a list of rows") from error
    rows = raw.get("commitments", raw) if isinstance(raw, dict) else raw
    if rows is None:
        return ()
    if not isinstance(rows, list):
        raise _refused("is no list of rows; begin each row with '- ', as in '- code: J1'")
    return rows


def _check_size(file: Path) -> None:
    try:
        size = file.stat().st_size
    except OSError as error:
        raise _refused(f"cannot be read ({error.strerror}); look at its name and who may read it") from error
    if size > MOST_BYTES:
        raise _refused(f"is larger than {MOST_BYTES // 1_000_000} MB; keep the commitments of one contract")


def _line(number: int, entry: object, mends: list[Mend]) -> Line | None:
    if not isinstance(entry, Mapping):
        mends.append(Mend(number, "", "is no commitment; give it code, quantity and unit"))
        return None
    found: dict[str, Cell] = {}
    for key, value in entry.items():
        column = _column(str(key))
        if column not in COLUMNS:
            mends.append(_unknown(number, str(key)))
        elif column in found:
            mends.append(Mend(number, column, "is given twice; keep one"))
        elif isinstance(value, Mapping | list | tuple | set):
            mends.append(Mend(number, column, "is a list; write one value, and a row for each commitment"))
            found[column] = _TOLD
        else:
            found[column] = _cell(value)
    return Line(number, found)


def _cell(value: Any) -> Cell:
    """A value of YAML or JSON as a cell, where 12.5 is 12.5 and not its nearest binary fraction."""
    if value is None:
        return Cell("")
    if isinstance(value, bool):
        return Cell(str(value).upper(), "truth")
    if isinstance(value, int | float):
        return Cell(_digits(value), "number")
    if isinstance(value, date):
        return Cell(str(value), "date")
    return Cell(str(value).strip())


def _digits(value: float) -> str:
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return f"{number:f}" if number.is_finite() else str(value)


# CSV and XLSX


def _returned(file: Path) -> tuple[list[Line], list[Mend]] | None:
    """The rows of a bidder's workbook that has come back; None for any other table."""
    try:
        lines = returned_lines(file) if file.suffix.lower() == ".xlsx" else None
    except NoTable as error:
        raise _refused(str(error)) from error
    if lines is None:
        return None
    if not lines:
        raise _refused("holds no commitments; fill in a row for each")
    return lines, []


def _table(file: Path) -> tuple[list[Line], list[Mend]]:
    """The rows below the names of the columns, and what is wrong with the shape of the table."""
    try:
        (number, header), *rows = islice(read_rows(file), MOST_ROWS + 2)
    except NoTable as error:
        raise _refused(str(error)) from error
    names = [cell.text for cell in _without_end(header)]
    mends = _header(number, names)
    if not rows:
        mends.append(Mend(0, "", "holds no commitments; give each a row below the names of the columns"))
    if len(rows) > MOST_ROWS:
        mends.append(_past(rows.pop()[0]))
    for row_number, row in rows:
        if any(cell.text for cell in row[len(names) :]):
            problem = "goes on beyond the last column; put words with a comma among them in quotation marks"
            mends.append(Mend(row_number, "", problem))
    if any(name not in map(_column, names) for name in NEEDED):
        raise CommitmentsRefused(mends)
    return [Line(at, _by_column(names, row)) for at, row in rows], mends


def _without_end(row: Row) -> Row:
    last = max(position for position, cell in enumerate(row) if cell.text)
    return row[: last + 1]


def _by_column(names: Sequence[str], row: Row) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for name, cell in zip(names, row, strict=False):
        found.setdefault(_column(name), cell)
    return found


def _header(number: int, names: Sequence[str]) -> list[Mend]:
    if len(names) == 1 and (mark := next((mark for mark in _SEPARATORS if mark in names[0]), "")):
        raise _refused(f"has its columns set apart by {_SEPARATORS[mark]}; save it with commas")
    columns = [_column(name) for name in names]
    mends = [_unknown(number, name or "a column without a name") for name in names if _column(name) not in COLUMNS]
    for position, column in enumerate(columns):
        if column in COLUMNS and column in columns[:position]:
            mends.append(Mend(number, column, "is here twice; keep one"))
    mends += [Mend(number, name, "is missing; add this column") for name in NEEDED if name not in columns]
    return mends


def _column(name: str) -> str:
    """A column by its own name, however that was typed."""
    plain = re.sub(r"[\W_]+", "_", name.casefold()).strip("_")
    return _OTHER_NAMES.get(plain, plain)


def _unknown(row: int, name: str) -> Mend:
    hint = nearest(_column(name)[:40], COLUMNS) or f"; the columns are {', '.join(COLUMNS)}"
    return Mend(row, name[:40], f"is the name of no column{hint}")


# Rows of either kind


def _taken(lines: Sequence[Line], mends: list[Mend], catalogue: Catalogue) -> tuple[Commitment, ...]:
    read = [_commitment(line, catalogue, mends) for line in lines]
    commitments = tuple(one for one in read if one is not None)
    mends += double_counted(commitments)
    if mends:
        raise CommitmentsRefused(mends)
    return commitments


def _commitment(line: Line, catalogue: Catalogue, mends: list[Mend]) -> Commitment | None:
    """The commitment of a row; None where anything in it is to be mended, which is added to `mends`."""
    before = len(mends)
    measure = _read(line, "code", mends, lambda _: cells.measure_in(line, catalogue), empty=True)
    if measure:
        _read(line, "unit", mends, lambda text: cells.check_unit(text, measure), empty=True)
    quantity = _read(line, "quantity", mends, lambda text: cells.quantity_in(text, measure), empty=True)
    given = _rest(line, mends)
    unread = any(mend.row == line.number and mend.column in ("years", "from", "until") for mend in mends)
    if not unread and (problem := cells.check_span(given)):
        mends.append(Mend(line.number, *problem))
    if len(mends) > before or measure is None or quantity is None:
        return None
    return _made(line.number, measure, quantity, given)


def _rest(line: Line, mends: list[Mend]) -> dict[str, Any]:
    """What may be left out of a row, by its column."""
    readers: Mapping[str, Callable[[str], Any]] = {
        "attribution": cells.percent_in,
        "deadweight": cells.percent_in,
        "years": cells.years_in,
        "from": cells.day_in,
        "until": cells.day_in,
        "activity": lambda text: cells.words_in("activity", text),
        "note": lambda text: cells.words_in("note", text),
        "edition": lambda text: text,
    }
    return {column: _read(line, column, mends, reader, empty=False) for column, reader in readers.items()}


def _read(line: Line, column: str, mends: list[Mend], reader: Callable[[str], T], *, empty: bool) -> T | None:
    """What a cell holds. `empty` says that an empty cell is read too."""
    cell = line.cell(column)
    if cell is _TOLD or (not cell.text and not empty):
        return None
    try:
        cells.check_cell(column, cell)
        return reader(line.text(column))
    except ValueError as error:
        mends.append(Mend(line.number, column, str(error)))
        return None


def _made(row: int, measure: Measure, quantity: Decimal, given: Mapping[str, Any]) -> Commitment:
    attribution, deadweight = given["attribution"], given["deadweight"]
    return Commitment(
        row=row,
        measure=measure,
        quantity=quantity,
        attribution=WHOLE if attribution is None else attribution,
        deadweight=Decimal(0) if deadweight is None else deadweight,
        years=given["years"],
        begins=given["from"],
        until=given["until"],
        activity=given["activity"] or "",
        note=given["note"] or "",
    )
