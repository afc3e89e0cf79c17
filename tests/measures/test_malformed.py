"""Files that are not imported: everything to mend is told at once, by row and column, and nothing is written."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from assistant.measures.catalogue_shapes import load_catalogue
from assistant.measures.licensed import FrameworkRefused, import_licensed
from assistant.measures.licensed_rows import COLUMNS
from tests.measures.files import as_csv, as_xlsx, measures_folder, rows_of, saved

HEADER = ",".join(COLUMNS)


@dataclass(frozen=True)
class Malformed:
    """A file, and all that is said of it."""

    content: bytes
    says: tuple[str, ...]
    name: str = "tx.csv"


def changed(*says: str, **change: object) -> Malformed:
    """One sound row, changed."""
    return Malformed(as_csv(rows_of(change)), says)


def headed(old: str, new: str, *says: str) -> Malformed:
    """One sound row below a header that is changed."""
    return Malformed(as_csv(rows_of({})).replace(old.encode(), new.encode(), 1), says)


def typed(*says: str, **change: object) -> Malformed:
    """One sound row of a workbook, changed."""
    return Malformed(as_xlsx(rows_of(change)), says, "tx.xlsx")


def workbook(make: Callable[[Workbook], object], *says: str) -> Malformed:
    """A workbook with one sound row, then changed by hand."""
    book = Workbook()
    for row in rows_of({}):
        book.active.append(row)  # type: ignore[union-attr]
    make(book)
    return Malformed(saved(book), says, "tx.xlsx")


def _array(book: Workbook) -> None:
    book.active["C2"] = ArrayFormula("C2:C2", "=A2")  # type: ignore[index]


def _percent(book: Workbook) -> None:
    book.active["E2"] = 0.125  # type: ignore[index]
    book.active["E2"].number_format = "0.00%"  # type: ignore[index,union-attr]


def _euros(book: Workbook) -> None:
    book.active["E2"] = 12.5  # type: ignore[index]
    book.active["E2"].number_format = "[$€-2] #,##0.00"  # type: ignore[index]


def _bomb() -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 21_000_000)
    return content.getvalue()


FORMULA = "as a formula does; put in its place what it shows"
POUNDS = "is not a number; write pounds like 1234.50, or nothing where there is no value"
LIKE = "format the cell as text and type it again"

FILES: dict[str, Malformed] = {
    # The header
    "a column of a near name": headed("price_year", "Price year", "row 1, Price year: is the name of no column; did you mean price_year?"),
    "a column of a near spelling": headed("licence", "license", "row 1, license: is the name of no column; did you mean licence?"),
    "a column left out": Malformed(
        as_csv([[cell for at, cell in enumerate(row) if at != 3] for row in rows_of({})]),
        ("row 1, unit: is missing; add this column",),
    ),
    "a column twice": headed("title", "Code", "row 1, Code: is here twice; keep one", "row 1, title: is missing; add this column"),
    "a column of our own making": Malformed(
        as_csv([[*row, "x"] for row in rows_of({})]).replace(b"price_year,x", b"price_year,zzz"),
        (f"row 1, zzz: is the name of no column; the columns are {', '.join(COLUMNS)}",),
    ),
    "a column without a name": Malformed(
        as_csv([["" if at == 0 else "x", *row] for at, row in enumerate(rows_of({}))]),
        (f"row 1, column 1: is the name of no column; the columns are {', '.join(COLUMNS)}",),
    ),
    "columns set apart by semicolons": Malformed(
        f"{HEADER.replace(',', ';')}\nTX1;jobs\n".encode(),
        ("row 1 has its columns set apart by ';'; save the file with commas",),
    ),
    "columns set apart by tabs": Malformed(
        f"{HEADER.replace(',', chr(9))}\nTX1\tjobs\n".encode(),
        ("row 1 has its columns set apart by tabs; save the file with commas",),
    ),
    "a header and nothing else": Malformed(
        f"{HEADER}\n,,,\n\n".encode(), ("the file holds no measures; give each a row below the names of the columns",)
    ),
    # Words
    "a theme that the pack has not": changed(
        "row 2, theme: there is no theme 'wealth'; the themes are jobs, growth, social, environment, innovation", theme="wealth"
    ),
    "a theme misspelt": changed("row 2, theme: there is no theme 'inovation'; did you mean innovation?", theme="inovation"),
    "a code with a space": changed(
        "row 2, code: 'TX 1' is no code; use up to 20 letters and digits, with . / or - among them and no spaces", code="TX 1"
    ),
    "no code": changed("row 2, code: is empty; write the framework's own code for the measure", code=""),
    "a code twice": Malformed(as_csv(rows_of({}, {}, {"code": "tx1"})), ("row 4, code: 'tx1' is in row 2 too; keep one",)),
    "no title": changed("row 2, title: is empty; write what the measure is called", title="  "),
    "a title without end": changed("row 2, title: is longer than 400 characters; shorten it", title="x" * 401),
    "no unit": changed("row 2, unit: is empty; write what is counted, like FTE years or hours", unit=""),
    "no edition": changed("row 2, edition: is empty; write the edition, like nt-2022, in every row", edition=""),
    "an edition that cannot name a file": changed(
        "row 2, edition: '../National TOMs 2022' cannot name a file; write it like national-toms-2022", edition="../National TOMs 2022"
    ),
    "the edition of the council's own measures": changed(
        "row 2, edition: 'open-2026' is the edition of open-measures.yaml already; give this one another name", edition="open-2026"
    ),
    "two editions in one file": Malformed(
        as_csv(rows_of({}, {"edition": "tx-2027"})),
        ("row 3, edition: is 'tx-2027', and row 2 has 'tx-2026'; it is the same in every row",),
    ),
    "no licence note": changed(
        "row 2, licence: is empty; write what allows the council to use it, and until when, in every row", licence=""
    ),
    "two licences in one file": Malformed(
        as_csv(rows_of({}, {"licence": "none known"})),
        ("row 3, licence: is 'none known', and row 2 has 'Licence 7 of the Juggling Trust, until 2'; it is the same in every row",),
    ),
    "a character that cannot be printed": changed(
        "row 2, title: holds a character that cannot be printed; type it again", title="bell \x07"
    ),
    # Values
    "a value below nothing": changed("row 2, value: '-3' is less than nothing; a unit is worth 0 or more", value="-3"),
    "a value below nothing in brackets": changed("row 2, value: '(3.00)' is less than nothing; a unit is worth 0 or more", value="(3.00)"),
    "a value in words": changed(f"row 2, value: 'about 12' {POUNDS}", value="about 12"),
    "a value written as on the continent": changed(f"row 2, value: '1.234,50' {POUNDS}", value="1.234,50"),
    "a value that is no number at all": changed(f"row 2, value: 'nan' {POUNDS}", value="nan"),
    "a value beyond belief": changed(
        "row 2, value: '1000000001' is more than £1,000,000,000 for one unit; check the noughts", value="1000000001"
    ),
    "a mixture of currencies": Malformed(
        as_csv(rows_of({}, {"currency": "EUR"})), ("row 3, currency: is 'EUR'; a file is in one currency, pounds: GBP",)
    ),
    "a value without currency, source or year": changed(
        "row 2, currency: is empty; write GBP, or take the value out",
        "row 2, source: is empty; write who published the value and where, or take the value out",
        "row 2, price_year: is empty; write the year of the prices, like 2022, or take the value out",
        currency="", source="", price_year="",
    ),
    "a year of two figures": changed("row 2, price_year: '25' is not a year; write one from 1990 to 2100, like 2022", price_year="25"),
    "a financial year": changed(
        "row 2, price_year: '2024/25' is not a year; write one from 1990 to 2100, like 2022", price_year="2024/25"
    ),
    # Formulas, and what a spreadsheet makes of what is typed
    "a formula in a value": changed(f"row 2, value: begins with '=', {FORMULA}", value="=12*2"),
    "a formula in words": changed(f"row 2, title: begins with '@', {FORMULA}", title="@SUM(A1)"),
    "a formula in a workbook": typed(f"row 2, value: begins with '=', {FORMULA}", value="=1+1"),
    "a formula of many cells in a workbook": workbook(_array, f"row 2, title: begins with '=', {FORMULA}"),
    "an error of the spreadsheet": typed(
        "row 2, source: is an error of the spreadsheet (#REF!); put the right words in its place", source="#REF!"
    ),
    "a title that became a date": typed(f"row 2, title: is a date; {LIKE}", title=dt.date(2026, 5, 1)),
    "a code that became a number": typed(f"row 2, code: is a number; {LIKE}", code=1.1),
    "a unit that became a truth": typed(f"row 2, unit: is TRUE or FALSE; {LIKE}", unit=True),
    "a value that is shown as a percentage": workbook(_percent, f"row 2, value: '12.50%' {POUNDS}"),
    "a value that is shown in euros": workbook(_euros, f"row 2, value: '€12.5' {POUNDS}"),
    # The file
    "a row that goes on": Malformed(
        as_csv(rows_of({})).replace(b"2025\r\n", b"2025,more\r\n"),
        ("row 2 goes on beyond the last column; put words with a comma among them in quotation marks",),
    ),
    "more than 2,000 measures": Malformed(
        as_csv(rows_of(*({} for _ in range(2_005)))),
        ("row 2002 is past the 2,000 measures that a file may hold; keep those that are used",),
    ),
    "nothing at all": Malformed(b"", ("the file is empty; its first row holds the names of the columns",)),
    "blank lines": Malformed(b"\r\n,,\r\n", ("the file is empty; its first row holds the names of the columns",)),
    "an empty workbook": Malformed(
        saved(Workbook()), ("the file is empty; its first row holds the names of the columns",), "tx.xlsx"
    ),
    "letters of Windows": Malformed(
        as_csv(rows_of({"unit": "£"})).replace("£".encode(), b"\xa3"),
        ("the file is not UTF-8; in a spreadsheet program save it as CSV UTF-8",),
    ),
    "a quotation mark left open": Malformed(
        as_csv(rows_of({})) + b'"TX2,jobs',
        ("the file cannot be read at line 3: a quotation mark does not close, or text goes on after one that does; mend it there",),
    ),
    "a workbook of two sheets": workbook(
        lambda book: book.create_sheet("Notes").append(["a note"]),
        "the file has 2 sheets with something on them (Sheet, Notes); keep one",
    ),
    "an old workbook, or a locked one": Malformed(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ("the file is an old workbook (.xls) or has a password; save it as .xlsx without a password",), "tx.xlsx"
    ),
    "words named a workbook": Malformed(b"code,theme", ("the file is no workbook, or is cut short; save it again as .xlsx",), "tx.xlsx"),
    "a workbook that unpacks without end": Malformed(
        _bomb(), ("the file unpacks to more than 20 MB; keep the one sheet, without pictures",), "tx.xlsx"
    ),
    "a zip that is no workbook": Malformed(
        b"PK\x05\x06" + b"\0" * 18,
        ("the file is damaged, or is no workbook; open it in a spreadsheet program and save it as .xlsx",), "tx.xlsx",
    ),
    "a file larger than any table": Malformed(
        b"x" * 5_000_001, ("the file is larger than 5 MB; keep the one sheet, without pictures",)
    ),
    "a file of another kind": Malformed(b"code", ("the file is neither CSV nor XLSX; save it as one of the two",), "tx.ods"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_malformed_file_is_told_by_row_and_column_and_how_to_mend_it(name: str, tmp_path: Path):
    malformed, folder = FILES[name], measures_folder(tmp_path)
    file = tmp_path / malformed.name
    file.write_bytes(malformed.content)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(FrameworkRefused) as refused:
        import_licensed(file, load_catalogue(folder), folder)
    assert tuple(str(mend) for mend in refused.value.mends) == malformed.says
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_that_is_not_there_is_told_so(tmp_path: Path):
    folder = measures_folder(tmp_path)
    with pytest.raises(FrameworkRefused, match=r"the file cannot be read \(No such file or directory\)"):
        import_licensed(tmp_path / "tx.csv", load_catalogue(folder), folder)


def test_every_mistake_of_a_file_is_told_at_once_in_the_order_of_its_rows(tmp_path: Path):
    folder, file = measures_folder(tmp_path), tmp_path / "tx.csv"
    file.write_bytes(as_csv(rows_of({"value": "-1"}, {"theme": "wealth", "unit": ""}, {"title": "=A1"})))
    with pytest.raises(FrameworkRefused) as refused:
        import_licensed(file, load_catalogue(folder), folder)
    assert [(mend.row, mend.column) for mend in refused.value.mends] == [
        (2, "value"), (3, "theme"), (3, "unit"), (4, "title"),
    ]  # fmt: skip


def test_a_refusal_in_one_line_names_the_file_the_first_mistake_and_how_many_more(tmp_path: Path):
    folder, file = measures_folder(tmp_path), tmp_path / "tx.csv"
    file.write_bytes(as_csv(rows_of({"value": "-1"}, {"unit": ""})))
    with pytest.raises(FrameworkRefused) as refused:
        import_licensed(file, load_catalogue(folder), folder)
    told = "row 2, value: '-1' is less than nothing; a unit is worth 0 or more (and 1 more)"
    assert str(refused.value) == f"{file} is not imported: {told}"
