"""Imports a framework of measures that a council holds under a licence of its own: all of it, or none.

The file is CSV or XLSX, of at most 2,000 measures. Its first row names the columns, in any order:

    code        what the framework calls the measure; each once
    theme       the key or the name of a theme of the pack
    title       what the measure is called
    unit        what is counted
    value       pounds for one unit; empty where the framework gives none
    currency    GBP, wherever there is a value
    edition     what the edition is to be called, like nt-2022; the same in every row
    licence     what allows the council to use it; the same in every row
    source      who published the value, and where, wherever there is one
    price_year  the year of the prices, like 2022, wherever there is a value

What it holds is licensed to the council alone and is written `local: true`, so that it is never published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from assistant.measures.catalogue import Catalogue, Framework, Measure, Value
from assistant.measures.catalogue_shapes import LICENSED
from assistant.measures.licensed_rows import Line, Mend, amount_in, header_mends, line_mends
from assistant.measures.spreadsheet import Cell, NoTable, Row, read_rows
from indexer.durable import write_whole
from indexer.errors import OperatorError

MOST_MEASURES = 2_000
_WARNING = """\
# Licensed to the council, which may not publish it: keep this file on the council's own machines.
# Made by townclerk measures import. To change it, change the file it came from and import that again.
"""


class FrameworkRefused(OperatorError):
    """A file that was not imported, with everything to mend in it."""

    def __init__(self, file: Path, mends: Sequence[Mend]) -> None:
        self.mends = tuple(mends)
        others = f" (and {len(self.mends) - 1} more)" if len(self.mends) > 1 else ""
        super().__init__(f"{file} is not imported: {self.mends[0]}{others}")


def import_licensed(file: Path, catalogue: Catalogue, folder: Path) -> Framework:
    """Read a file and write it into a pack's folder of measures, in place of an earlier import of the same edition.

    Raises FrameworkRefused with everything to mend, and OperatorError where it cannot be written; then nothing is
    imported.
    """
    framework = read_framework(file, catalogue, folder)
    try:
        framework.file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(framework.file.parent / ".gitignore", b"*\n")
        write_whole(framework.file, _as_yaml(framework).encode())
    except OSError as error:
        raise OperatorError(f"{framework.file} cannot be written: {error.strerror}") from error
    return framework


def read_framework(file: Path, catalogue: Catalogue, folder: Path) -> Framework:
    """The framework that a file holds, with the place it would be written to. Raises FrameworkRefused."""
    themes = {name.casefold(): theme.key for theme in catalogue.themes.values() for name in (theme.key, theme.name)}
    licensed = folder / LICENSED
    taken = {other.edition: other.file.name for other in catalogue.frameworks if other.file.parent != licensed}
    lines, mends = _table(file)
    mends += line_mends(lines, themes, taken)
    if mends:
        raise FrameworkRefused(file, sorted(mends, key=lambda mend: mend.row))
    edition, licence = lines[0].text("edition"), lines[0].text("licence")
    source = f"imported from {file.name.encode(errors='replace').decode()}"
    measures = tuple(_measure(line, themes) for line in lines)
    return Framework(edition, licensed / f"{edition}.yaml", licence, source, local=True, themes=(), measures=measures)


def _table(file: Path) -> tuple[list[Line], list[Mend]]:
    """The rows below the names of the columns, and what is wrong with the shape of the table."""
    try:
        (number, header), *rows = islice(read_rows(file), MOST_MEASURES + 2)
    except NoTable as error:
        raise FrameworkRefused(file, [Mend(0, "", str(error))]) from error
    names = _without_end(header)
    mends = list(header_mends(number, names))
    if not rows:
        mends.append(Mend(0, "", "holds no measures; give each a row below the names of the columns"))
    if len(rows) > MOST_MEASURES:
        problem = f"is past the {MOST_MEASURES:,} measures that a file may hold; keep those that are used"
        mends.append(Mend(rows.pop()[0], "", problem))
    for number, row in rows:
        if any(cell.text for cell in row[len(names) :]):
            problem = "goes on beyond the last column; put words with a comma among them in quotation marks"
            mends.append(Mend(number, "", problem))
    columns = [cell.text.casefold() for cell in names]
    return [Line(number, _by_column(columns, row)) for number, row in rows], mends


def _without_end(row: Row) -> Row:
    """A row without the empty cells at its end."""
    last = max(position for position, cell in enumerate(row) if cell.text)
    return row[: last + 1]


def _by_column(columns: Sequence[str], row: Row) -> dict[str, Cell]:
    """The cells of a row by column; those that it leaves out at its end are empty."""
    cells = (*row, *(Cell("") for _ in columns))
    found: dict[str, Cell] = {}
    for column, cell in zip(columns, cells, strict=False):
        found.setdefault(column, cell)
    return found


def _measure(line: Line, themes: Mapping[str, str]) -> Measure:
    amount, _ = amount_in(line.text("value"))
    value = None
    if amount is not None:
        year = int(line.text("price_year").removesuffix(".0"))
        value = Value(amount, year, line.text("source"), line.text("licence"))
    return Measure(
        edition=line.text("edition"),
        code=line.text("code"),
        theme=themes[line.text("theme").casefold()],
        title=line.text("title"),
        unit=line.text("unit"),
        counts="",
        evidence=(),
        attribution="",
        conflicts=(),
        employment_and_skills=False,
        subjects=(),
        value=value,
        refs=(),
        local=True,
    )


def _as_yaml(framework: Framework) -> str:
    content = {
        "edition": framework.edition,
        "local": True,
        "licence": framework.licence,
        "source": framework.source,
        "measures": [_fields(measure) for measure in framework.measures],
    }
    return _WARNING + yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=120)


def _fields(measure: Measure) -> dict[str, Any]:
    fields: dict[str, Any] = {name: getattr(measure, name) for name in ("code", "theme", "title", "unit")}
    if value := measure.value:
        # In quotation marks, so that 0.10 stays what it was and is not read as the nearest binary fraction.
        amount = f"{value.amount:f}"
        fields["value"] = {"amount": amount, "year": value.year, "source": value.source, "licence": value.licence}
    return fields
