"""The delivery plan: who will do what by when, and how much of each promise is still to plan."""

from __future__ import annotations

from typing import Any

from assistant.measures.commitment_cells import MOST_QUANTITY
from assistant.tenders.workbook_cells import (
    finish,
    named,
    offer_list,
    open_cell,
    quoted,
    set_widths,
    take_numbers,
    write_formula,
    write_heads,
    write_row,
    write_words,
)
from assistant.tenders.workbook_frame import FIRST, LAST, Frame

_WIDTHS = (12, 34, 44, 24, 24, 13, 13, 14, 40, 44, 30)
_DATE, _UNITS = "dd/mm/yyyy", "#,##0.####"
_FILLED = "ACDEFGHIJ"
_HEIGHT = 30
TOTALS = LAST + 3


def write_plan(sheet: Any, frame: Frame, title: str) -> None:
    """Write the sheet."""
    set_widths(sheet, _WIDTHS)
    write_words(sheet, "A1", frame.say("title", title=title), bold=True, size=14)
    sheet.merge_cells("A1:J1")
    heads = ("code", "name", "action", "owner", "partners", "starts", "done", "planned", "evidence", "risk", "check")
    write_heads(sheet, FIRST - 1, frame.heads(*heads), _WIDTHS)
    for row in range(FIRST, LAST + 1):
        sheet.row_dimensions[row].height = _HEIGHT
        for column in _FILLED:
            open_cell(sheet, f"{column}{row}", _form(column))
        write_formula(sheet, f"B{row}", frame.looked_up("B", f"A{row}"))
        write_formula(sheet, f"K{row}", _check(row, frame))
    offer_list(sheet, f"A{FIRST}:A{LAST}", frame.listed("A"), frame.say("check.unknown"))
    take_numbers(sheet, f"H{FIRST}:H{LAST}", 0, MOST_QUANTITY, frame.say("check.quantity"))
    _totals(sheet, frame)
    finish(sheet, FIRST - 1)


def _form(column: str) -> str:
    if column in "FG":
        return _DATE
    return "General" if column == "H" else "@"


def _check(row: int, frame: Frame) -> str:
    """What is to be mended in a row, the first of it; '' for an empty row."""
    a, starts, done, planned = (f"{column}{row}" for column in "AFGH")
    tests = (
        (f"ISNA(MATCH({a},{frame.listed('A')},0))", "unknown"),
        (f'OR(AND({starts}<>"",NOT(ISNUMBER({starts}))),AND({done}<>"",NOT(ISNUMBER({done}))))', "dates"),
        (f"AND(ISNUMBER({starts}),ISNUMBER({done}),N({done})<N({starts}))", "dates"),
        (f"NOT(AND(ISNUMBER({planned}),N({planned})>0))", "quantity"),
    )
    formula = quoted(frame.say("fits"))
    for test, key in reversed(tests):
        formula = f"IF({test},{quoted(frame.say(f'check.{key}'))},{formula})"
    empty = f'IF(COUNTA(C{row}:J{row})=0,"",{quoted(frame.say("check.measure"))})'
    return f'IF({a}="",{empty},{formula})'


def _totals(sheet: Any, frame: Frame) -> None:
    """For each measure, what is promised on the sheet of commitments, what is planned here, and the difference."""
    write_words(sheet, f"A{TOTALS - 1}", frame.say("totals"), bold=True, size=13)
    write_heads(sheet, TOTALS, frame.heads("code", "name", "unit", "promised", "planned", "difference"), _WIDTHS)
    promises = named(frame.sheets[1])
    for row, measure in enumerate(frame.measures, TOTALS + 1):
        write_row(sheet, row, (measure.code, measure.title, measure.unit), _WIDTHS)
        promised = f"SUMIF({promises}$A${FIRST}:$A${LAST},A{row},{promises}$D${FIRST}:$D${LAST})"
        write_formula(sheet, f"D{row}", promised, _UNITS)
        write_formula(sheet, f"E{row}", f"SUMIF($A${FIRST}:$A${LAST},A{row},$H${FIRST}:$H${LAST})", _UNITS)
        write_formula(sheet, f"F{row}", f"ROUND(D{row}-E{row},4)", _UNITS)
