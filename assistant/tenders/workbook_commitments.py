"""The sheet of commitments: a row a promise, its checks and its totals by formula.

The formulas count as a valuation does: quantity by attribution, less deadweight, by the value of a unit, rounded to the
penny row by row. A row with anything to mend counts for nothing.
"""

from __future__ import annotations

from typing import Any

from assistant.measures.commitment_cells import LICENSED_PLACES, LONGEST_TERM, MOST_QUANTITY, PLACES
from assistant.tenders.workbook_cells import (
    finish,
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

_WIDTHS = (12, 34, 16, 14, 13, 13, 12, 26, 44, 14, 14, 16, 34)
_FILLED = "ADEFGHI"
_MONEY, _UNITS = "#,##0.00", "#,##0.####"
_HEIGHT = 30
TOTALS = LAST + 3


def write_commitments(sheet: Any, frame: Frame, title: str) -> None:
    """Write the sheet."""
    set_widths(sheet, _WIDTHS)
    write_words(sheet, "A1", frame.say("title", title=title), bold=True, size=14)
    sheet.merge_cells("A1:I1")
    write_words(sheet, "A2", frame.say("to_mend"))
    check = _check_column(frame)
    write_formula(sheet, "B2", f'COUNTIF({_all(check)},"?*")-COUNTIF({_all(check)},{quoted(frame.say("fits"))})')
    heads = ["code", "name", "unit", "quantity", "attribution", "deadweight", "years", "activity", "note", "counted"]
    heads += ["worth", "pounds", "check"] if frame.valued else ["check"]
    write_heads(sheet, FIRST - 1, frame.heads(*heads), _WIDTHS)
    for row in range(FIRST, LAST + 1):
        _row(sheet, row, frame)
    _limits(sheet, frame)
    _totals(sheet, frame)
    finish(sheet, FIRST - 1)


def _check_column(frame: Frame) -> str:
    return "M" if frame.valued else "K"


def _all(column: str) -> str:
    return f"${column}${FIRST}:${column}${LAST}"


def _row(sheet: Any, row: int, frame: Frame) -> None:
    sheet.row_dimensions[row].height = _HEIGHT
    for column in _FILLED:
        open_cell(sheet, f"{column}{row}", "@" if column in "AHI" else "General")
    write_formula(sheet, f"B{row}", frame.looked_up("B", f"A{row}"))
    write_formula(sheet, f"C{row}", frame.looked_up("D", f"A{row}"))
    check = f"{_check_column(frame)}{row}"
    fits = f"{check}={quoted(frame.say('fits'))}"
    counted = f"D{row}*IF(ISNUMBER(E{row}),E{row},100)*(100-N(F{row}))/10000"
    write_formula(sheet, f"J{row}", f'IF({fits},{counted},"")', _UNITS)
    write_formula(sheet, check, _check(row, frame))
    if frame.valued:
        write_formula(sheet, f"K{row}", _worth(row, frame), "#,##0.00########")
        write_formula(sheet, f"L{row}", f'IF(AND(ISNUMBER(J{row}),ISNUMBER(K{row})),ROUND(J{row}*K{row},2),"")', _MONEY)


def _worth(row: int, frame: Frame) -> str:
    """The value of a unit; '' for a measure without one, whose empty cell a formula would read as 0."""
    found = frame.looked_up("G", f"A{row}")
    return f'IF(ISNUMBER({found}),IF(INDEX({frame.listed("G")},MATCH(A{row},{frame.listed("A")},0))="","",{found}),"")'


def _check(row: int, frame: Frame) -> str:
    """What is to be mended in a row, the first of it; '' for an empty row."""
    a, c, d, e, f, g = (f"{column}{row}" for column in "ACDEFG")
    places = LICENSED_PLACES if any(measure.local for measure in frame.measures) else PLACES
    tests = (
        (f"ISNA(MATCH({a},{frame.listed('A')},0))", "unknown"),
        (f"NOT(ISNUMBER({d}))", "quantity"),
        (f"OR({d}<=0,{d}>{MOST_QUANTITY})", "quantity"),
        (f"ABS(ROUND({d},{places})-{d})>0.0000001", "places" if places == PLACES else "licensed_places"),
        (f'AND({c}="%",{d}>100)', "share"),
        (_no_percentage(e), "attribution"),
        (_no_percentage(f), "deadweight"),
        (f'AND({g}<>"",NOT(AND(ISNUMBER({g}),N({g})>0,N({g})<={LONGEST_TERM})))', "years"),
        (f"SUMPRODUCT(({_all('A')}={a})*{_same_activity(row)})>1", "twice"),
        (f"{_excluded(row, frame)}>0", "excluded"),
    )
    formula = quoted(frame.say("fits"))
    for test, key in reversed(tests):
        formula = f"IF({test},{quoted(frame.say(f'check.{key}'))},{formula})"
    empty = f'IF(COUNTA(D{row}:I{row})=0,"",{quoted(frame.say("check.measure"))})'
    return f'IF({a}="",{empty},{formula})'


def _no_percentage(cell: str) -> str:
    """That a cell is neither empty, nor 0, nor from 1 to 100: a half is 50, and 0.5 is a slip."""
    return f'AND({cell}<>"",NOT(AND(ISNUMBER({cell}),OR(N({cell})=0,AND(N({cell})>=1,N({cell})<=100)))))'


def _same_activity(row: int) -> str:
    """1 for every row that may be about the same activity: one without an activity may be about any."""
    return f'((({_all("H")}=H{row})+({_all("H")}="")+(H{row}=""))>0)'


def _excluded(row: int, frame: Frame) -> str:
    mine = frame.looked_up("H", f"A{row}")
    # The commas at both ends let the formula find J1 without finding J10.
    found = f'ISNUMBER(FIND(", "&UPPER({_all("A")})&",",", "&UPPER({mine})&","))'
    return f'SUMPRODUCT(({_all("A")}<>"")*{_same_activity(row)}*{found})'


def _limits(sheet: Any, frame: Frame) -> None:
    """What a spreadsheet refuses while it is typed; the checks say it again for what is pasted."""
    offer_list(sheet, f"A{FIRST}:A{LAST}", frame.listed("A"), frame.say("check.unknown"))
    for column, most, key in (
        ("D", MOST_QUANTITY, "quantity"),
        ("E", 100, "attribution"),
        ("F", 100, "deadweight"),
        ("G", LONGEST_TERM, "years"),
    ):
        take_numbers(sheet, f"{column}{FIRST}:{column}{LAST}", 0, most, frame.say(f"check.{key}"))


def _totals(sheet: Any, frame: Frame) -> None:
    """A total for each measure in its units, and in pounds where it has a value; then by theme, and over all."""
    write_words(sheet, f"A{TOTALS - 1}", frame.say("totals"), bold=True, size=13)
    heads = ["code", "name", "unit", "counted"] + (["pounds", "theme"] if frame.valued else [])
    write_heads(sheet, TOTALS, frame.heads(*heads), _WIDTHS)
    for row, measure in enumerate(frame.measures, TOTALS + 1):
        write_row(sheet, row, (measure.code, measure.title, measure.unit), _WIDTHS)
        write_formula(sheet, f"D{row}", _sum_of("J", row), _UNITS)
        if measure.value:
            write_formula(sheet, f"E{row}", _sum_of("L", row), _MONEY)
            write_words(sheet, f"F{row}", frame.theme(measure))
    if frame.valued:
        _in_pounds(sheet, frame)


def _sum_of(column: str, row: int) -> str:
    return f"SUMIF({_all('A')},A{row},{_all(column)})"


def _in_pounds(sheet: Any, frame: Frame) -> None:
    first, last = TOTALS + 1, TOTALS + len(frame.measures)
    heading = last + 2
    write_words(sheet, f"A{heading}", frame.say("by_theme"), bold=True, size=13)
    themes = dict.fromkeys(frame.theme(measure) for measure in frame.measures if measure.value)
    for row, theme in enumerate(themes, heading + 1):
        write_words(sheet, f"A{row}", theme)
        under = f'($F${first}:$F${last}=A{row})*($F${first}:$F${last}<>"")'
        write_formula(sheet, f"E{row}", f"SUMPRODUCT({under},$E${first}:$E${last})", _MONEY)
    total = heading + len(themes) + 1
    write_words(sheet, f"A{total}", frame.say("total"), bold=True)
    write_formula(sheet, f"E{total}", f"SUM({_all('L')})", _MONEY)
