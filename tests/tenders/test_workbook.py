"""The workbook a bidder fills in: nothing runs, nothing is open that should not be, and its totals are ours."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from assistant.measures.catalogue import Measure
from assistant.measures.commitment import Commitment, CommitmentsRefused
from assistant.measures.commitments import read_commitments
from assistant.measures.returned import COMMITMENTS_RANGE
from assistant.measures.valuation import Terms, value_commitments
from assistant.tenders.workbook import bidder_workbook
from assistant.tenders.workbook_commitments import TOTALS
from assistant.tenders.workbook_frame import FIRST, LAST, MEASURES_FIRST
from assistant.wording import load_wording
from corpus import STARTER
from indexer.errors import Refused
from tests.measures.promised import catalogue, promise

Fill = Mapping[str, object]

WORDING = load_wording(STARTER / "wording", "en")
WELSH = load_wording(STARTER / "wording", "cy")
HOSTILE = ('=HYPERLINK("http://evil.example")', "+1+1", "-1-1", "@SUM(A1)")
INSTRUCTIONS, COMMITMENTS, PLAN = "Instructions", "Commitments", "Delivery plan"


def chosen(*codes: str) -> list[Measure]:
    held = {measure.code: measure for measure in catalogue().measures}
    return [held[code] for code in codes]


LICENSED = chosen("TX1", "TX2", "TX3", "TX4", "TX5")
OPEN = chosen("J1", "J9", "J10", "G1", "E2")


def made(measures: Sequence[Measure] = OPEN, title: str = "Homecare", council: str = "Testford Council") -> bytes:
    return bidder_workbook(measures, WORDING, title, council, {"jobs": "Jobs", "growth": "Growth", "social": "Social"})


def opened(content: bytes) -> Any:
    return load_workbook(BytesIO(content))


def test_there_are_three_sheets_and_no_macros_and_no_links_outside():
    assert opened(made()).sheetnames == [INSTRUCTIONS, COMMITMENTS, PLAN]
    names = zipfile.ZipFile(BytesIO(made())).namelist()
    assert [name for name in names if re.search(r"vba|macro|externalLink|connections", name, re.IGNORECASE)] == []


def test_the_same_tender_gives_the_same_bytes():
    assert made() == made()


def test_the_file_does_not_say_when_it_was_made():
    archive = zipfile.ZipFile(BytesIO(made()))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = archive.read("docProps/core.xml").decode()
    assert "dcterms" not in re.sub(r'xmlns:\w+="[^"]*"', "", core)


def test_a_workbook_of_no_measures_or_of_two_with_one_code_is_refused():
    with pytest.raises(Refused, match="at least one measure"):
        made([])
    with pytest.raises(Refused, match="two of the measures have one code"):
        made([OPEN[0], replace(OPEN[0], code="j1")])


@pytest.mark.parametrize("hostile", HOSTILE)
def test_words_that_begin_like_a_formula_stay_words(hostile: str):
    measure = replace(LICENSED[0], title=hostile, unit=hostile, counts=hostile, evidence=(hostile,), theme=hostile)
    assert measure.value is not None
    measure = replace(measure, value=replace(measure.value, source=hostile, licence=hostile))
    wording = replace(
        WORDING,
        sentences={
            key: f"{hostile}{text}" if key.startswith("workbook.head") else text
            for key, text in WORDING.sentences.items()
        },
    )
    book = opened(bidder_workbook([measure], wording, hostile, hostile))
    formulas = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert [formula for formula in formulas if hostile[1:] in formula] == []
    said = [cell for sheet in book for row in sheet.iter_rows() for cell in row if str(cell.value).startswith(hostile)]
    assert len(said) >= 10
    assert {(cell.data_type, cell.quotePrefix) for cell in said} == {("s", True)}


def test_a_check_with_quotation_marks_does_not_break_out_of_its_formula():
    wording = replace(WORDING, sentences={**WORDING.sentences, "workbook.fits": '"&HYPERLINK("x")&"'})
    book = opened(bidder_workbook(OPEN, wording, "Homecare", "Testford"))
    assert '"""&HYPERLINK(""x"")&"""' in book[COMMITMENTS][f"K{FIRST}"].value


def unlocked(sheet: Any) -> set[str]:
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}


def test_only_the_cells_to_fill_in_are_unlocked_and_every_sheet_is_protected():
    book = opened(made(LICENSED))
    assert [sheet.protection.sheet for sheet in book] == [True, True, True]
    assert book.security.lockStructure is True
    assert unlocked(book[INSTRUCTIONS]) == set()
    rows = range(FIRST, LAST + 1)
    assert unlocked(book[COMMITMENTS]) == {f"{column}{row}" for column in "ADEFGHI" for row in rows}
    assert unlocked(book[PLAN]) == {f"{column}{row}" for column in "ACDEFGHIJ" for row in rows}


def test_no_formula_stands_in_a_cell_to_fill_in():
    book = opened(made(LICENSED))
    open_formulas = [
        cell.coordinate
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and not cell.protection.locked
    ]
    assert open_formulas == []


def test_the_measures_drop_down_lists_those_of_the_tender():
    book = opened(made())
    lists = {
        (one.formula1, str(one.sqref))
        for one in book[COMMITMENTS].data_validations.dataValidation
        if one.type == "list"
    }
    last = MEASURES_FIRST + len(OPEN) - 1
    assert lists == {(f"='Instructions'!$A${MEASURES_FIRST}:$A${last}", f"A{FIRST}:A{LAST}")}
    listed = [book[INSTRUCTIONS][f"A{row}"].value for row in range(MEASURES_FIRST, last + 1)]
    assert listed == ["J1", "J9", "J10", "G1", "E2"]


def test_measures_without_a_value_bring_no_column_of_pounds():
    heads = [cell.value for cell in opened(made())[COMMITMENTS][FIRST - 1]]
    assert heads[-2:] == ["Units that count", "Check"]
    assert [cell.value for cell in opened(made(LICENSED))[COMMITMENTS][FIRST - 1]][-3:] == [
        "Value of one unit (£)",
        "Value (£)",
        "Check",
    ]


def test_the_instructions_say_whose_the_values_are():
    words = [str(row[0].value) for row in opened(made(LICENSED))[INSTRUCTIONS].iter_rows()]
    assert any("Juggling Trust, table 3; prices of 2025. Licence: Licence 7" in line for line in words)


def test_a_workbook_in_welsh_has_welsh_sheets():
    book = opened(bidder_workbook(OPEN, WELSH, "Gofal cartref", "Cyngor Testford"))
    assert book.sheetnames == ["Cyfarwyddiadau", "Ymrwymiadau", "Cynllun cyflawni"]


def test_a_sheets_name_is_one_that_a_workbook_can_hold():
    wording = replace(
        WORDING, sentences={**WORDING.sentences, "workbook.commitments": "Bidder's [promises]: all of them, in full"}
    )
    book = opened(bidder_workbook(OPEN, wording, "Homecare", "Testford"))
    assert book.sheetnames[1] == "Bidder's  promises   all of the"
    assert "'Bidder''s  promises   all of the'!$A$5" in book[PLAN][f"D{TOTALS + 1}"].value


# As it comes back


def returned(content: bytes, rows: Sequence[Fill], folder: Path) -> tuple[Commitment, ...]:
    book = opened(content)
    for number, row in enumerate(rows, FIRST):
        for column, value in row.items():
            book[COMMITMENTS][f"{column}{number}"] = value
    book.save(folder / "back.xlsx")
    return read_commitments(folder / "back.xlsx", catalogue())


def test_a_workbook_that_comes_back_is_read_as_commitments(tmp_path: Path):
    rows = [{"A": "J1", "D": 12.5, "E": 50, "G": 2, "H": "Homes", "I": "hire"}, {}, {"A": "G1", "D": 900, "H": "Spend"}]
    first, second = returned(made(), rows, tmp_path)
    assert (first.row, first.measure.code, first.quantity, first.attribution) == (FIRST, "J1", Decimal("12.5"), 50)
    assert (first.years, first.activity, first.note) == (2, "Homes", "hire")
    assert (second.row, second.measure.unit, second.quantity) == (FIRST + 2, "£", 900)


def test_what_is_wrong_in_a_workbook_that_comes_back_is_told_by_its_row(tmp_path: Path):
    rows = [{"A": "J1", "D": "=5+5", "H": "a"}, {"D": 3}, {"A": "J1", "D": -1, "H": "b"}]
    with pytest.raises(CommitmentsRefused) as refused:
        returned(made(), rows, tmp_path)
    assert [(mend.row, mend.column) for mend in refused.value.mends] == [
        (FIRST, "quantity"),
        (FIRST + 1, "code"),
        (FIRST + 2, "quantity"),
    ]


def test_a_workbook_that_comes_back_empty_is_refused(tmp_path: Path):
    with pytest.raises(CommitmentsRefused, match="the file holds no commitments; fill in a row for each"):
        returned(made(), [], tmp_path)


@pytest.mark.parametrize(
    "place", ["'Commitments'!$A$1:$XFD$1048576", "'Commitments'!#REF!", "'Gone'!$A$1:$B$2", "A:A", "1"]
)
def test_a_workbook_whose_ranges_were_tampered_with_is_refused(place: str, tmp_path: Path):
    book = opened(made())
    book.defined_names[COMMITMENTS_RANGE].attr_text = place
    book.save(tmp_path / "back.xlsx")
    with pytest.raises(CommitmentsRefused, match="the file is damaged, or is no workbook"):
        read_commitments(tmp_path / "back.xlsx", catalogue())


# Recalculated by LibreOffice

CALC = shutil.which("soffice")


def recalculated(content: bytes, cells: Mapping[str, Sequence[Fill]], folder: Path) -> dict[str, list[list[str]]]:
    """The sheets as LibreOffice works them out, once rows are filled in from the first, by column."""
    book = opened(content)
    for title, rows in cells.items():
        for number, row in enumerate(rows, FIRST):
            for column, value in row.items():
                book[title][f"{column}{number}"] = value
    book.save(folder / "filled.xlsx")
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        str(CALC),
        profile,
        "--headless",
        "--convert-to",
        form,
        "--outdir",
        str(folder),
        str(folder / "filled.xlsx"),
    ]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    if "could not be loaded" in ran.stderr + ran.stdout:
        pytest.skip("LibreOffice is here without Calc, which opens workbooks")
    found = {path.stem.removeprefix("filled-"): path for path in folder.glob("filled-*.csv")}
    return {title: list(csv.reader(path.read_text(encoding="utf-8").splitlines())) for title, path in found.items()}


def numbered(text: str) -> Decimal:
    return Decimal(text.replace(",", "") or "0")


needs_libreoffice = pytest.mark.skipif(CALC is None, reason="LibreOffice (soffice) is not on this machine")


@pytest.mark.slow
@needs_libreoffice
def test_libreoffice_gets_the_totals_that_we_get(tmp_path: Path):
    promises = (
        promise("TX1", "12.5", 1, attribution="50", deadweight="10"),
        promise("TX1", "0.7", 2),
        promise("TX2", "5000.5", 3, attribution="33.3"),
        promise("TX3", "40", 4, deadweight="2.5"),
        promise("TX4", "1", 5),
        promise("TX5", "123456.7", 6, attribution="0"),
        promise("TX4", "1001.9", 7, attribution="99"),
    )
    rows = [
        {
            "A": p.measure.code,
            "D": float(p.quantity),
            "E": float(p.attribution),
            "F": float(p.deadweight),
            "G": 2,
            "H": p.activity,
        }
        for p in promises
    ]
    del rows[1]["E"], rows[1]["F"]
    sheet = recalculated(made(LICENSED), {COMMITMENTS: rows}, tmp_path)[COMMITMENTS]
    ours = value_commitments(promises, catalogue().themes, Terms())
    assert [numbered(sheet[FIRST - 1 + at][11]) for at in (0, 1, 2, 4, 5, 6)] == [one.pounds for one in ours.valued]
    assert [row[12] for row in sheet[FIRST - 1 : FIRST + 6]] == ["ok"] * 7
    named = {row[0]: row for row in sheet[TOTALS:]}
    assert {name: numbered(named[name][4]) for name in ("Jobs", "Growth", "Social", "environment", "Total")} == {
        **{theme.name if theme.key != "environment" else "environment": theme.pounds for theme in ours.themes},
        "Total": ours.total,
    }
    assert numbered(named["TX3"][3]) == ours.in_units[0].commitment.counted
    assert sheet[1][1] == "0"


WRONG: dict[str, tuple[list[Fill], str]] = {
    "no quantity": ([{"A": "J1"}], "Write the quantity as one number, more than 0"),
    "a quantity in words": ([{"A": "J1", "D": "ten"}], "Write the quantity as one number, more than 0"),
    "less than nothing": ([{"A": "J1", "D": -1}], "Write the quantity as one number, more than 0"),
    "too fine": ([{"A": "J1", "D": 1.25}], "Write whole numbers or one decimal place"),
    "more than the whole": ([{"A": "E2", "D": 101}], "A share cannot be more than 100"),
    "attribution as a fraction": ([{"A": "J1", "D": 1, "E": 0.5}], "Attribution is empty, 0, or from 1 to 100"),
    "deadweight in words": ([{"A": "J1", "D": 1, "F": "half"}], "Deadweight is empty, 0, or from 1 to 100"),
    "years without end": ([{"A": "J1", "D": 1, "G": 31}], "Years are more than 0 and at most 30"),
    "another tender's measure": ([{"A": "S1", "D": 1}], "Not a measure of this tender"),
    "no measure": ([{"D": 1}], "Choose a measure"),
    "twice": ([{"A": "J1", "D": 1}, {"A": "J1", "D": 2}], "Promised twice for one activity"),
    "excluded": ([{"A": "J9", "D": 1}, {"A": "J10", "D": 2, "H": "EXCLUDED"}], "May not be counted with another row for one activity"),
}  # fmt: skip


@pytest.mark.slow
@needs_libreoffice
def test_a_row_with_anything_to_mend_says_so_and_counts_for_nothing(tmp_path: Path):
    rows = [{"H": case, **fill} for case, (fills, _) in WRONG.items() for fill in fills]
    said = [says for fills, says in WRONG.values() for _ in fills]
    sheet = recalculated(made(), {COMMITMENTS: rows}, tmp_path)[COMMITMENTS]
    assert [row[10] for row in sheet[FIRST - 1 : FIRST - 1 + len(rows)]] == said
    assert {row[9] for row in sheet[FIRST - 1 : FIRST - 1 + len(rows)]} == {""}
    assert sheet[1][1] == str(len(rows))


@pytest.mark.slow
@needs_libreoffice
def test_the_plan_says_how_much_is_still_to_plan(tmp_path: Path):
    rows = {
        COMMITMENTS: [{"A": "J1", "D": 10.5, "H": "a"}],
        PLAN: [{"A": "J1", "H": 4.2}, {"A": "J1", "C": "hire"}, {"C": "no measure"}],
    }
    sheet = recalculated(made(), rows, tmp_path)[PLAN]
    assert [row[10] for row in sheet[FIRST - 1 : FIRST + 3]] == [
        "ok",
        "Write the quantity as one number, more than 0",
        "Choose a measure",
        "",
    ]
    assert sheet[TOTALS][3:6] == ["10.5", "4.2", "6.3"]


@pytest.mark.slow
@needs_libreoffice
def test_words_like_formulas_are_shown_as_they_are(tmp_path: Path):
    measures = [replace(measure, title=words) for measure, words in zip(LICENSED, HOSTILE, strict=False)]
    sheets = recalculated(
        made(measures, title=HOSTILE[0]),
        {COMMITMENTS: [{"A": m.code, "D": 1, "H": m.code} for m in measures]},
        tmp_path,
    )
    assert tuple(row[1] for row in sheets[COMMITMENTS][FIRST - 1 : FIRST + 3]) == HOSTILE
