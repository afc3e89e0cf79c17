"""What a table of licensed measures must hold, column by column; all there is to mend is said, by row and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.measures.catalogue_shapes import CODE, FIRST_YEAR, LAST_YEAR, MOST_WORTH
from assistant.measures.spreadsheet import Cell, Row
from assistant.rules.profile import nearest
from indexer.model import folded

COLUMNS = ("code", "theme", "title", "unit", "value", "currency", "edition", "licence", "source", "price_year")
_NEEDED = ("code", "theme", "title", "unit", "edition", "licence")
_NEEDED_BY_A_VALUE = ("currency", "source", "price_year")
_NUMBERS = ("value", "price_year")
_LONGEST = {"title": 400, "unit": 80, "licence": 400, "source": 400}
_SEPARATORS = {";": "';'", "\t": "tabs", "|": "'|'"}
_FORMULA = ("=", "+", "-", "@")
_AMOUNT = re.compile(r"£?\s?(?P<pounds>\d{1,3}(?:,\d{3})+|\d{1,12})(?P<part>\.\d{1,10})?")
_EDITION = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_MEANT = {
    "code": "write the framework's own code for the measure",
    "theme": "write the theme that the measure stands under",
    "title": "write what the measure is called",
    "unit": "write what is counted, like FTE years or hours",
    "edition": "write the edition, like nt-2022, in every row",
    "licence": "write what allows the council to use it, and until when, in every row",
    "currency": "write GBP, or take the value out",
    "source": "write who published the value and where, or take the value out",
    "price_year": "write the year of the prices, like 2022, or take the value out",
}
_NOT_WORDS = {
    "number": "is a number; format the cell as text and type it again",
    "date": "is a date; format the cell as text and type it again",
    "truth": "is TRUE or FALSE; format the cell as text and type it again",
}


@dataclass(frozen=True)
class Mend:
    """One thing to mend in a file: its row from 1, or 0 for the whole file; its column; what is wrong, and how to."""

    row: int
    column: str
    text: str

    def __str__(self) -> str:
        where = f"row {self.row}" if self.row else "the file"
        return f"{where}, {self.column}: {self.text}" if self.column else f"{where} {self.text}"


@dataclass(frozen=True)
class Line:
    """A row of the file, its cells by column."""

    number: int
    cells: Mapping[str, Cell]

    def cell(self, column: str) -> Cell:
        """A cell; an empty one where the row has none there."""
        return self.cells.get(column, Cell(""))

    def text(self, column: str) -> str:
        """The words of a cell, on one line."""
        return folded(self.cell(column).text)


def header_mends(number: int, header: Row) -> Iterator[Mend]:
    """What is wrong with the names of the columns."""
    names = [cell.text for cell in header]
    if len(names) == 1 and (mark := next((mark for mark in _SEPARATORS if mark in names[0]), "")):
        yield Mend(number, "", f"has its columns set apart by {_SEPARATORS[mark]}; save the file with commas")
        return
    given = [name.casefold() for name in names]
    meant = {name: nearest(re.sub(r"[\s-]+", "_", name), COLUMNS) for name in given if name not in COLUMNS}
    for position, name in enumerate(given):
        if name in given[:position]:
            yield Mend(number, names[position][:40] or "empty", "is here twice; keep one")
        elif name in meant:
            hint = meant[name] or f"; the columns are {', '.join(COLUMNS)}"
            yield Mend(number, names[position][:40] or f"column {position + 1}", f"is the name of no column{hint}")
    for name in COLUMNS:
        if name not in given and not any(f" {name}?" in hint for hint in meant.values()):
            yield Mend(number, name, "is missing; add this column")


def line_mends(lines: Sequence[Line], themes: Mapping[str, str], taken: Mapping[str, str]) -> Iterator[Mend]:
    """What is wrong with the rows. `themes` are keys by what a file may call them, `taken` the files of editions."""
    checks: Mapping[str, Callable[[str], str]] = {
        "code": _code,
        "theme": lambda text: _theme(text, themes),
        "value": lambda text: amount_in(text)[1],
        "currency": lambda text: "" if text == "GBP" else f"is '{text[:40]}'; a file is in one currency, pounds: GBP",
        "edition": lambda text: _edition(text, taken),
        "price_year": _year,
    }
    for line in lines:
        for column in (column for column in COLUMNS if column in line.cells):
            cell = line.cell(column)
            problem = _unfit(column, cell, valued=bool(line.text("value")))
            if not problem and cell.text and column in checks:
                problem = checks[column](line.text(column))
            if problem:
                yield Mend(line.number, column, problem)
    yield from _codes_twice(lines)
    for column in ("edition", "licence"):
        yield from _mixed(column, lines)


def _unfit(column: str, cell: Cell, *, valued: bool) -> str:
    """Why a cell cannot be what its column is for, whatever its words."""
    if not cell.text:
        needed = column in _NEEDED or (valued and column in _NEEDED_BY_A_VALUE)
        return f"is empty; {_MEANT[column]}" if needed else ""
    begins = cell.text[0]
    if cell.kind == "formula" or begins == "=" or (begins in _FORMULA and column not in _NUMBERS):
        return f"begins with '{begins}', as a formula does; put in its place what it shows"
    if cell.kind == "error":
        return f"is an error of the spreadsheet ({cell.text}); put the right words in its place"
    if column in _NUMBERS or (cell.kind == "number" and cell.text.isdigit()):
        return ""
    return _NOT_WORDS.get(cell.kind, "") or _unwritable(column, cell.text)


def _unwritable(column: str, text: str) -> str:
    if _UNPRINTABLE.search(text):
        return "holds a character that cannot be printed; type it again"
    longest = _LONGEST.get(column)
    if longest and len(folded(text)) > longest:
        return f"is longer than {longest} characters; shorten it"
    return ""


def _code(text: str) -> str:
    if re.fullmatch(CODE, text):
        return ""
    return f"'{text[:40]}' is no code; use up to 20 letters and digits, with . / or - among them and no spaces"


def _theme(text: str, themes: Mapping[str, str]) -> str:
    if text.casefold() in themes:
        return ""
    hint = nearest(text.casefold(), themes) or f"; the themes are {', '.join(dict.fromkeys(themes.values()))}"
    return f"there is no theme '{text[:40]}'{hint}"


def amount_in(text: str) -> tuple[Decimal | None, str]:
    """The pounds that a cell gives, or why it gives none; neither where it is empty."""
    if not text:
        return None, ""
    if text[0] in "-−(" and _AMOUNT.fullmatch(text.strip("-−() ")):
        return None, f"'{text[:40]}' is less than nothing; a unit is worth 0 or more"
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return None, f"'{text[:40]}' is not a number; write pounds like 1234.50, or nothing where there is no value"
    amount = Decimal(found["pounds"].replace(",", "") + (found["part"] or ""))
    if amount > MOST_WORTH:
        return None, f"'{text}' is more than £{MOST_WORTH:,} for one unit; check the noughts"
    return amount, ""


def _edition(text: str, taken: Mapping[str, str]) -> str:
    if text in taken:
        return f"'{text}' is the edition of {taken[text]} already; give this one another name"
    if _EDITION.fullmatch(text) and len(text) <= 80:
        return ""
    like = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:80]
    return f"'{text[:40]}' cannot name a file; write it like {like or 'nt-2022'}"


def _year(text: str) -> str:
    year = text.removesuffix(".0")
    if re.fullmatch(r"[0-9]{4}", year) and FIRST_YEAR <= int(year) <= LAST_YEAR:
        return ""
    return f"'{text[:40]}' is not a year; write one from {FIRST_YEAR} to {LAST_YEAR}, like 2022"


def _codes_twice(lines: Sequence[Line]) -> Iterator[Mend]:
    first: dict[str, int] = {}
    for line in lines:
        code = line.text("code").casefold()
        if code and first.setdefault(code, line.number) != line.number:
            yield Mend(line.number, "code", f"'{line.text('code')[:40]}' is in row {first[code]} too; keep one")


def _mixed(column: str, lines: Sequence[Line]) -> Iterator[Mend]:
    """Where a column that says one thing throughout says another."""
    said = [(line.number, line.text(column)) for line in lines if line.text(column)]
    for number, text in said[1:]:
        if text != said[0][1]:
            problem = f"is '{text[:40]}', and row {said[0][0]} has '{said[0][1][:40]}'; it is the same in every row"
            yield Mend(number, column, problem)
