"""Writes the cells of a workbook: words that stay words, cells to fill in, and formulas. Everything else is locked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

FONT = "Arial"
_LONGEST = 32_000
_LINE = 15
_FORMULA = ("=", "+", "-", "@")
_FILL = PatternFill("solid", fgColor="FFF2CC")
_HEAD = PatternFill("solid", fgColor="D9E2F3")
_THIN = Side(style="thin", color="8C8C8C")
_EDGES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_TOP = Alignment(wrap_text=True, vertical="top")


def write_row(sheet: Any, row: int, words: Sequence[str], widths: Sequence[int]) -> None:
    """The words of a row of a table, and its height."""
    set_height(sheet, row, widths, words)
    for column, text in enumerate(words, 1):
        place = f"{get_column_letter(column)}{row}"
        write_words(sheet, place, text)
        sheet[place].border = _EDGES


def write_words(sheet: Any, place: str, words: str, *, bold: bool = False, size: int = 11) -> None:
    """Words that no program takes for a formula, whatever they begin with."""
    cell = sheet[place]
    cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", words)[:_LONGEST]
    cell.data_type = "s"
    # The mark that a spreadsheet keeps for a typed apostrophe: text it stays, when someone edits it too.
    cell.quotePrefix = words.startswith(_FORMULA)
    cell.alignment = _TOP
    cell.font = Font(name=FONT, bold=bold, size=size)


def write_number(sheet: Any, place: str, number: float) -> None:
    """A number that is given."""
    cell = sheet[place]
    cell.value, cell.alignment, cell.border, cell.font = number, _TOP, _EDGES, Font(name=FONT)


def write_formula(sheet: Any, place: str, formula: str, form: str = "General") -> None:
    """A formula, without its equals sign."""
    cell = sheet[place]
    cell.value, cell.number_format = f"={formula}", form
    cell.alignment, cell.border, cell.font = _TOP, _EDGES, Font(name=FONT)


def write_heads(sheet: Any, row: int, words: Sequence[str], widths: Sequence[int]) -> None:
    """The names of the columns of a table."""
    set_height(sheet, row, widths, words)
    for column, word in enumerate(words, 1):
        place = f"{get_column_letter(column)}{row}"
        write_words(sheet, place, word, bold=True)
        sheet[place].fill, sheet[place].border = _HEAD, _EDGES


def open_cell(sheet: Any, place: str, form: str = "General") -> None:
    """A cell to fill in. The form `@` keeps what is typed as text."""
    cell = sheet[place]
    cell.protection = Protection(locked=False)
    cell.fill, cell.border, cell.alignment, cell.number_format = _FILL, _EDGES, _TOP, form
    cell.font = Font(name=FONT)


def offer_list(sheet: Any, places: str, source: str, problem: str) -> None:
    """A drop-down of what stands in `source`."""
    validation = DataValidation(type="list", formula1=f"={source}", allow_blank=True)
    _refuse(validation, problem)
    sheet.add_data_validation(validation)
    validation.add(places)


def take_numbers(sheet: Any, places: str, least: int, most: int, problem: str) -> None:
    """Numbers alone, in a range."""
    validation = DataValidation(
        type="decimal", operator="between", formula1=str(least), formula2=str(most), allow_blank=True
    )
    _refuse(validation, problem)
    sheet.add_data_validation(validation)
    validation.add(places)


def _refuse(validation: DataValidation, problem: str) -> None:
    validation.showErrorMessage = True
    validation.error = problem[:225]


def set_widths(sheet: Any, widths: Sequence[int]) -> None:
    """The widths of the columns, in characters."""
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def set_height(sheet: Any, row: int, widths: Sequence[int], words: Sequence[str]) -> None:
    """A row as high as its longest cell needs: not every program works that out for itself."""
    lines = (1 + len(text) // max(1, width - 3) for text, width in zip(words, widths, strict=False))
    sheet.row_dimensions[row].height = _LINE * max(lines, default=1)


def finish(sheet: Any, head: int | None) -> None:
    """Lock what is not to be filled in, keep the heads in sight, and print across the page."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if head:
        sheet.freeze_panes = f"B{head + 1}"
        sheet.print_title_rows = f"{head}:{head}"


def quoted(words: str) -> str:
    """Words inside a formula."""
    plain = str(ILLEGAL_CHARACTERS_RE.sub(" ", words))[:240].replace('"', '""')
    return f'"{plain}"'


def named(title: str) -> str:
    """A sheet inside a formula."""
    return "'" + title.replace("'", "''") + "'!"
