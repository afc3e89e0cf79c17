"""The first sheet: what to do, and the measures of the tender, which the other sheets look up."""

from __future__ import annotations

from typing import Any

from assistant.measures.catalogue import Measure
from assistant.tenders.workbook_cells import finish, set_widths, write_heads, write_number, write_row, write_words
from assistant.tenders.workbook_frame import MEASURES_FIRST, Frame

_WIDTHS = (12, 34, 16, 18, 60, 46, 16, 22)
_STEPS = ("first", "second", "third", "fourth", "fifth", "sixth")
_LINE, _HEIGHT = 190, 15


def write_instructions(sheet: Any, frame: Frame, title: str, council: str) -> None:
    """Write the sheet for a contract of a council."""
    set_widths(sheet, _WIDTHS)
    _line(sheet, 1, frame.say("title", title=title), size=16)
    _line(sheet, 2, frame.say("council", council=council))
    names = {"commitments": frame.sheets[1], "plan": frame.sheets[2]}
    for number, step in enumerate(_STEPS, 1):
        _line(sheet, 3 + number, f"{number}. {frame.say(step, **names)}")
    _line(sheet, MEASURES_FIRST - 3, _values(frame))
    _line(sheet, MEASURES_FIRST - 2, frame.say("measures"), size=13)
    heads = ("code", "name", "theme", "unit", "counts", "evidence", "worth", "excludes")
    write_heads(sheet, MEASURES_FIRST - 1, frame.heads(*heads), _WIDTHS)
    for row, measure in enumerate(frame.measures, MEASURES_FIRST):
        _measure(sheet, row, measure, frame)
    finish(sheet, None)


def _line(sheet: Any, row: int, words: str, size: int = 11) -> None:
    """A line of words across the sheet, as high as it needs to be."""
    write_words(sheet, f"A{row}", words, bold=size > 11, size=size)
    sheet.merge_cells(f"A{row}:H{row}")
    sheet.row_dimensions[row].height = _HEIGHT * (1 + len(words) // _LINE) * max(1, size / 11)


def _values(frame: Frame) -> str:
    """Whose the values are; a line for each source."""
    said = [
        frame.say(
            "values", edition=one.edition, source=one.value.source, year=one.value.year, licence=one.value.licence
        )
        for one in frame.measures
        if one.value
    ]
    return " ".join(dict.fromkeys(said)) or frame.say("no_values")


def _measure(sheet: Any, row: int, measure: Measure, frame: Frame) -> None:
    held = {other.code for other in frame.measures}
    excluded = ", ".join(code for code in measure.conflicts if code in held)
    evidence = "; ".join(measure.evidence)
    words = (measure.code, measure.title, frame.theme(measure), measure.unit, measure.counts, evidence, "", excluded)
    write_row(sheet, row, words, _WIDTHS)
    sheet[f"G{row}"].value = None
    if measure.value:
        write_number(sheet, f"G{row}", float(measure.value.amount))
