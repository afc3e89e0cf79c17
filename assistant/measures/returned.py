"""Reads the commitments out of the workbook that bidders are given, as it comes back filled in.

The workbook names two ranges: the rows to fill in, and the measures of the tender with their units.
"""

from __future__ import annotations

from pathlib import Path

from assistant.measures.licensed_rows import Line
from assistant.measures.spreadsheet import Cell, Row, named_rows

COMMITMENTS_RANGE = "townclerk_commitments"
MEASURES_RANGE = "townclerk_measures"
_COLUMNS = ("code", "name", "unit", "quantity", "attribution", "deadweight", "years", "activity", "note")
_BY_FORMULA = ("name", "unit")
_UNIT = 3


def returned_lines(file: Path) -> list[Line] | None:
    """The rows that a bidder filled in; None where the file is no such workbook. Raises NoTable."""
    rows = named_rows(file, COMMITMENTS_RANGE)
    measures = named_rows(file, MEASURES_RANGE)
    if rows is None or measures is None:
        return None
    units = {row[0].text.casefold(): row[_UNIT] for _, row in measures if row and row[0].text}
    lines = (_line(number, row, units) for number, row in rows)
    return [line for line in lines if any(cell.text for column, cell in line.cells.items() if column != "unit")]


def _line(number: int, row: Row, units: dict[str, Cell]) -> Line:
    """A row, with the unit that the workbook gives its measure: the cell itself holds a formula."""
    filled = {column: cell for column, cell in zip(_COLUMNS, row, strict=False) if column not in _BY_FORMULA}
    code = filled.get("code", Cell("")).text.casefold()
    return Line(number, {**filled, "unit": units.get(code, Cell(""))})
