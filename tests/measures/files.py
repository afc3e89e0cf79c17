"""Tables of made-up licensed measures, written as CSV or XLSX, and a pack's folder of measures to import them into."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from assistant.measures.licensed_rows import COLUMNS

ROW = {
    "code": "TX1",
    "theme": "jobs",
    "title": "People taught to juggle",
    "unit": "people",
    "value": "12.50",
    "currency": "GBP",
    "edition": "tx-2026",
    "licence": "Licence 7 of the Juggling Trust, until 2027",
    "source": "Juggling Trust, table 3",
    "price_year": "2025",
}


OPEN = """\
edition: open-2026
licence: Our own words
source: Our policy
themes:
  - {key: jobs, letter: J, name: Jobs, aim: good work, refs: ["policy#3.1(a)"]}
  - {key: growth, letter: G, name: Growth, aim: small firms, refs: ["policy#3.1(b)"]}
  - {key: social, letter: S, name: Social, aim: strong communities, refs: ["policy#3.1(c)"]}
  - {key: environment, letter: E, name: Environment, aim: less waste, refs: ["policy#3.1(d)"]}
  - {key: innovation, letter: I, name: Innovation, aim: new ways, refs: ["policy#3.1(e)"]}
measures:
  - code: J1
    theme: jobs
    title: New jobs
    unit: FTE years
    counts: Residents who are taken on.
    evidence: [staff list]
    refs: ["policy#3.1"]
"""


def rows_of(*changes: Mapping[str, object]) -> list[list[object]]:
    """A table of rows like ROW, each changed and with a code of its own."""
    rows = [{**ROW, "code": f"TX{number}", **change} for number, change in enumerate(changes, 1)]
    return [list(COLUMNS), *([row[column] for column in COLUMNS] for row in rows)]


def as_csv(rows: Sequence[Sequence[object]]) -> bytes:
    """The rows as CSV in UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def as_xlsx(rows: Sequence[Sequence[object]]) -> bytes:
    """The rows as the one sheet of a workbook."""
    book = Workbook()
    for number, row in enumerate(rows, 1):
        for position, value in enumerate(row, 1):
            book.active.cell(number, position, value)  # type: ignore[union-attr]
    return saved(book)


def saved(book: Workbook) -> bytes:
    """A workbook as bytes."""
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def measures_folder(root: Path) -> Path:
    """A pack's folder of measures, with the five themes and one measure of the council's own."""
    folder = root / "measures"
    folder.mkdir(parents=True)
    (folder / "open-measures.yaml").write_text(OPEN, encoding="utf-8")
    return folder
