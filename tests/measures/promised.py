"""Commitments written as YAML, CSV or XLSX, and a catalogue with a licensed edition whose measures have values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.measures.catalogue import Catalogue
from assistant.measures.catalogue_shapes import load_catalogue
from assistant.measures.commitment import Commitment
from assistant.measures.licensed import import_licensed
from corpus import STARTER
from tests.measures.files import as_csv, as_xlsx, rows_of

HEADER = ("code", "quantity", "unit")
# Codes TX1 to TX5; TX3 has no value, TX5 is worth less than a penny.
LICENSED: tuple[Mapping[str, object], ...] = (
    {"value": "12.50"},
    {"value": "100", "theme": "growth", "unit": "£", "title": "Spending"},
    {"value": "", "theme": "social", "unit": "hours", "currency": "", "source": "", "price_year": ""},
    {"value": "7.335", "theme": "social", "unit": "hours"},
    {"value": "0.004", "theme": "environment", "unit": "kWh"},
)


def licensed_pack(root: Path) -> Path:
    """A pack's folder: the starter pack's measures, and an imported edition called tx-2026."""
    folder = root / "measures"
    folder.mkdir(parents=True)
    starter = STARTER / "measures" / "open-measures.yaml"
    (folder / "open-measures.yaml").write_bytes(starter.read_bytes())
    (root / "tx.csv").write_bytes(as_csv(rows_of(*LICENSED)))
    import_licensed(root / "tx.csv", load_catalogue(folder), folder)
    return root


@cache
def catalogue() -> Catalogue:
    """The measures of such a pack."""
    with TemporaryDirectory() as root:
        return load_catalogue(licensed_pack(Path(root)) / "measures")


def promise(code: str, quantity: str = "1", row: int = 1, **fields: object) -> Commitment:
    """A commitment of a measure of that catalogue; numbers are given as text."""
    measure = next(measure for measure in catalogue().measures if measure.code == code)
    numbers = {
        name: Decimal(value) if isinstance(value, str) and name != "activity" else value
        for name, value in fields.items()
    }
    fields = {"activity": f"activity {row}", **numbers}
    return Commitment(row, measure, Decimal(quantity), **fields)  # type: ignore[arg-type]


def table(*rows: Sequence[object], header: Sequence[str] = HEADER) -> list[list[object]]:
    """Rows below the names of their columns."""
    return [list(header), *(list(row) for row in rows)]


def csv_of(*rows: Sequence[object], header: Sequence[str] = HEADER) -> bytes:
    """The same as CSV."""
    return as_csv(table(*rows, header=header))


def xlsx_of(*rows: Sequence[object], header: Sequence[str] = HEADER) -> bytes:
    """The same as a workbook."""
    return as_xlsx(table(*rows, header=header))
