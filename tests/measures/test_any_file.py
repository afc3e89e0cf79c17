"""Whatever a file holds, it is imported whole or refused whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.measures.catalogue import Framework
from assistant.measures.catalogue_shapes import load_catalogue
from assistant.measures.licensed import FrameworkRefused, import_licensed
from assistant.measures.licensed_rows import COLUMNS, Mend
from indexer.model import folded
from tests.measures.files import ROW, as_csv, as_xlsx, measures_folder, rows_of

CODES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9./-]{0,19}", fullmatch=True)
# Words a person may type: any that can be printed and that no spreadsheet takes for a formula, an error or a number.
WORDS = (
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters="\ufeff"), min_size=1, max_size=80)
    .map(folded)
    .filter(lambda text: bool(text) and text[0] not in "=+-@#" and not text.replace(".", "").isdigit())
)  # fmt: skip
AMOUNTS = st.decimals(0, 1_000_000, allow_nan=False, allow_infinity=False, places=4)
MEASURES = st.lists(
    st.fixed_dictionaries(
        {
            "code": CODES,
            "title": WORDS,
            "unit": WORDS,
            "theme": st.sampled_from(["jobs", "growth", "social", "environment", "innovation"]),
            "value": AMOUNTS,
            "price_year": st.integers(1990, 2100).map(str),
        }
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda row: str(row["code"]).casefold(),
)


@contextmanager
def _council() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield measures_folder(Path(folder)).parent


def _imported(root: Path, content: bytes, name: str) -> Framework:
    (root / name).write_bytes(content)
    written = import_licensed(root / name, load_catalogue(root / "measures"), root / "measures")
    return load_catalogue(root / "measures").framework(written.edition)


def _tried(root: Path, content: bytes, name: str) -> Framework | tuple[Mend, ...]:
    """The framework imported, or everything to mend; either way all of it or nothing is in the folder."""
    try:
        framework = _imported(root, content, name)
    except FrameworkRefused as refused:
        assert not (root / "measures" / "licensed").exists()
        return refused.mends
    return framework


def _given(rows: list[dict[str, object]]) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in ("code", "theme", "title", "unit", "value", "price_year")) for row in rows]


def _held(framework: Framework) -> list[tuple[object, ...]]:
    return [
        (m.code, m.theme, m.title, m.unit, m.value and m.value.amount, m.value and str(m.value.year))
        for m in framework.measures
    ]


@settings(max_examples=60, deadline=None)
@given(MEASURES)
@example(
    [{"code": "1e5", "title": "null", "unit": "~", "theme": "jobs", "value": Decimal("0.1000"), "price_year": "2022"}]
)
@example([{"code": "0", "title": "a: - b", "unit": "'", "theme": "jobs", "value": Decimal("0"), "price_year": "2022"}])
def test_what_a_csv_file_says_is_what_the_catalogue_then_holds(rows: list[dict[str, object]]):
    with _council() as root:
        assert _held(_imported(root, as_csv(rows_of(*rows)), "tx.csv")) == _given(rows)


@settings(max_examples=25, deadline=None)
@given(MEASURES)
def test_what_a_workbook_says_is_what_the_catalogue_then_holds(rows: list[dict[str, object]]):
    typed = [{**row, "value": float(str(row["value"]))} for row in rows]
    with _council() as root:
        assert _held(_imported(root, as_xlsx(rows_of(*typed)), "tx.xlsx")) == _given(rows)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([".csv", ".xlsx"]))
@example(b"PK\x03\x04", ".xlsx")
@example(b'"', ".csv")
@example(b"\xff\xfe", ".csv")
def test_any_bytes_are_refused_with_something_to_mend(content: bytes, ending: str):
    with _council() as root:
        mends = _tried(root, content, f"any{ending}")
        assert isinstance(mends, tuple)
        assert len(mends) >= 1


@cache
def _workbook() -> bytes:
    return as_xlsx(rows_of({}, {}))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_workbook_with_a_byte_changed_is_imported_or_refused_and_never_by_half(at: int, change: int):
    content = bytearray(_workbook())
    content[at % len(content)] ^= change
    with _council() as root:
        tried = _tried(root, bytes(content), "tx.xlsx")
        assert len(tried.measures) == 2 if isinstance(tried, Framework) else len(tried) >= 1


WRONG = {
    "code": ["", "TX 1", "£1"],
    "theme": ["", "wealth"],
    "title": ["", "=A1", "x" * 401, "bell\x07"],
    "unit": [" ", "+1"],
    "value": ["-1", "twelve", "1,23", "1e3", "12%", "$5", "=1"],
    "currency": ["", "EUR", "gbp", "£"],
    "edition": ["", "TX 2026", "../up", "open-2026"],
    "licence": ["", "@me"],
    "source": ["", "-"],
    "price_year": ["", "26", "3022", "next year", "=2022"],
}


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 6), st.data())
def test_one_wrong_cell_anywhere_is_told_by_its_own_row_and_column(count: int, data: st.DataObject):
    column = data.draw(st.sampled_from(COLUMNS))
    wrong = data.draw(st.sampled_from(WRONG[column]))
    at = data.draw(st.integers(0, count - 1))
    rows = rows_of(*({column: wrong} if position == at else {} for position in range(count)))
    with _council() as root:
        mends = _tried(root, as_csv(rows), "tx.csv")
        assert isinstance(mends, tuple)
        assert {mend.column for mend in mends} == {column}
        assert at + 2 in {mend.row for mend in mends}


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), max_size=12), max_size=6))
def test_any_cells_below_a_right_header_are_imported_or_refused_and_never_by_half(cells: list[list[str]]):
    with _council() as root:
        tried = _tried(root, as_csv([list(COLUMNS), *cells]), "tx.csv")
        assert tried.local if isinstance(tried, Framework) else len(tried) >= 1


def test_the_sound_row_that_these_tests_change_is_imported():
    with _council() as root:
        assert _held(_imported(root, as_csv(rows_of({})), "tx.csv")) == [
            ("TX1", ROW["theme"], ROW["title"], ROW["unit"], Decimal("12.50"), "2025")
        ]
