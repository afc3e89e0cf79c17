"""Files of commitments: what is read, and everything there is to mend, by row and column, at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.measures.commitment import Commitment, CommitmentsRefused
from assistant.measures.commitments import COLUMNS, commitments_of, read_commitments
from assistant.measures.licensed_rows import Mend
from tests.measures.promised import HEADER, catalogue, csv_of, xlsx_of

WIDE = (*HEADER, "attribution", "deadweight", "years", "from", "until", "activity", "note", "edition")


@dataclass(frozen=True)
class Malformed:
    """A file, and all that is said of it."""

    content: bytes
    says: tuple[str, ...]
    name: str = "c.csv"


def row(*says: str, **change: object) -> Malformed:
    """One sound row of a CSV file, changed."""
    return Malformed(csv_of([{**SOUND, **change}[column] for column in WIDE], header=WIDE), says)


def typed(*says: str, **change: object) -> Malformed:
    """One sound row of a workbook, changed."""
    cells = [{**SOUND, **change}[column] for column in WIDE]
    return Malformed(xlsx_of(cells, header=WIDE), says, "c.xlsx")


def yaml(text: str, *says: str) -> Malformed:
    return Malformed(text.encode(), says, "c.yaml")


SOUND: dict[str, object] = {
    "code": "J1", "quantity": "12.5", "unit": "FTE years", "attribution": "", "deadweight": "", "years": "",
    "from": "", "until": "", "activity": "", "note": "", "edition": "",
}  # fmt: skip
LISTED = f"the columns are {', '.join(COLUMNS)}"
FORMULA = "as a formula does; put in its place what it shows"
LIKE = "write one number, like 12 or 12.5"

FILES: dict[str, Malformed] = {
    # The file
    "an empty file": Malformed(b"", ("the file is empty; its first row holds the names of the columns",)),
    "a header and nothing else": Malformed(
        b"code,quantity,unit\n", ("the file holds no commitments; give each a row below the names of the columns",)
    ),
    "another encoding": Malformed(
        "code,quantity,unit\nG1,5,£\n".encode("cp1252"),
        ("the file is not UTF-8; in a spreadsheet program save it as CSV UTF-8",),
    ),
    "another ending": Malformed(b"x", ("the file is neither YAML, CSV nor XLSX; save it as one of the three",), "c.pdf"),
    "semicolons": Malformed(b"code;quantity;unit\n", ("the file has its columns set apart by ';'; save it with commas",)),
    "a quotation mark left open": Malformed(
        b'code,quantity,unit\nJ1,"5,FTE years\n',
        ("the file cannot be read at line 2: a quotation mark does not close, or text goes on after one that does; mend it there",),
    ),
    "a workbook that is none": Malformed(b"code", ("the file is no workbook, or is cut short; save it again as .xlsx",), "c.xlsx"),
    "more than a thousand rows": Malformed(
        csv_of(*(["J1", 1, "FTE years", f"post {at}"] for at in range(1_001)), header=(*HEADER, "activity")),
        ("row 1002 is past the 1,000 commitments that a file may hold; keep those for one contract",),
    ),
    "yaml that is empty": yaml("", "the file holds no commitments; give each a row with code, quantity and unit"),
    "yaml that is one word": yaml("J1", "the file is no list of rows; begin each row with '- ', as in '- code: J1'"),
    "yaml of words": yaml("- J1", "row 1 is no commitment; give it code, quantity and unit"),
    "yaml with a list in a row": yaml(
        "- {code: J1, quantity: [1, 2], unit: FTE years}",
        "row 1, quantity: is a list; write one value, and a row for each commitment",
    ),
    "yaml with a tab": yaml("- code: J1\n\tunit: x", "the file cannot be taken: at line 2: "),
    # The columns
    "a column of a near name": Malformed(
        csv_of(["J1", 5, "FTE years"], header=("code", "quantity", "unitt")),
        ("row 1, unitt: is the name of no column; did you mean unit?", "row 1, unit: is missing; add this column"),
    ),
    "a column of no name of ours": Malformed(
        csv_of(["J1", 5, "FTE years", 1], header=(*HEADER, "zzz")), (f"row 1, zzz: is the name of no column; {LISTED}",)
    ),
    "a column left out": Malformed(csv_of(["J1", 5], header=HEADER[:2]), ("row 1, unit: is missing; add this column",)),
    "a column twice": Malformed(
        csv_of(["J1", "J1", 5, "FTE years"], header=("code", "measure", "quantity", "unit")),
        ("row 1, code: is here twice; keep one",),
    ),
    "a row beyond its columns": Malformed(
        csv_of(["J1", 5, "FTE years", "and more"]),
        ("row 2 goes on beyond the last column; put words with a comma among them in quotation marks",),
    ),
    # The measure and its unit
    "no code": row("row 2, code: is empty; write the code of a measure, like J1", code=""),
    "a code near another": row("row 2, code: there is no measure 'J99'; did you mean J9?", code="J99"),
    "a code like no other": row("row 2, code: there is no measure 'QQQ'; townclerk measures lists those there are", code="QQQ"),
    "a code of another edition": row(
        "row 2, code: 'J1' is not a measure of edition 'tx-2026'; it is one of open-2026", edition="tx-2026"
    ),
    "no unit": row("row 2, unit: is empty; J1 is counted in FTE years", unit=""),
    "another unit": row("row 2, unit: 'hours' is not the unit of J1; count in FTE years", unit="hours"),
    "a unit of another currency": row(
        "row 2, unit: 'EUR' is another currency; a file is in one currency, pounds: £", code="G1", unit="EUR"
    ),
    # The quantity
    "no quantity": row("row 2, quantity: is empty; write how many units are promised over the whole term", quantity=""),
    "a negative quantity": row("row 2, quantity: '-5' is less than nothing; write how many units are promised", quantity="-5"),
    "a quantity of nothing": row("row 2, quantity: is 0; promise something, or take the row out", quantity="0"),
    "a quantity that is no number": row(f"row 2, quantity: 'twelve' is not a number; {LIKE}", quantity="twelve"),
    "not a number, as a program says it": row(f"row 2, quantity: 'NaN' is not a number; {LIKE}", quantity="NaN"),
    "not a number, as yaml says it": yaml(
        "- {code: J1, quantity: .nan, unit: FTE years}", f"row 1, quantity: 'nan' is not a number; {LIKE}"
    ),
    "without end": yaml("- {code: J1, quantity: .inf, unit: FTE years}", f"row 1, quantity: 'inf' is not a number; {LIKE}"),
    "a range": row("row 2, quantity: '5-10' is not one quantity; write the number that is promised", quantity="5-10"),
    "up to": row("row 2, quantity: 'up to 10' is not one quantity; write the number that is promised", quantity="up to 10"),
    "a quantity too fine": row("row 2, quantity: is finer than can be counted; write whole numbers or one decimal place", quantity="1.25"),
    "too many noughts": row("row 2, quantity: is more than 1,000,000,000; check the noughts", quantity="1,000,000,001"),
    "money in euros": row("row 2, quantity: '€500' is in another currency; a file is in one currency, pounds", code="G1", unit="£", quantity="€500"),
    "money for what is no money": row(
        "row 2, quantity: '£500' is money, and this measure is counted in FTE years; write how many", quantity="£500"
    ),
    "more than the whole": row("row 2, quantity: '120' is more than the whole; a share is from 0 to 100", code="E2", unit="%", quantity="120"),
    "yes for a number": yaml("- {code: J1, quantity: yes, unit: FTE years}", "row 1, quantity: is TRUE or FALSE; write what is meant"),
    # Shares
    "attribution above the whole": row("row 2, attribution: is 120; a percentage is from 0 to 100", attribution="120"),
    "attribution below nothing": row("row 2, attribution: is -1; a percentage is from 0 to 100", attribution="-1"),
    "a half where a percentage is meant": row(
        "row 2, attribution: is 0.5, less than one percent; write a half as 50, or 0.5% if that is meant", attribution="0.5"
    ),
    "attribution that is no number": row("row 2, attribution: 'half' is not a number; write a percentage, like 50", attribution="half"),
    "deadweight above the whole": row("row 2, deadweight: is 101; a percentage is from 0 to 100", deadweight="101"),
    # When
    "no years": row("row 2, years: is 0; years are more than 0 and at most 30", years="0"),
    "too many years": row("row 2, years: is 31; years are more than 0 and at most 30", years="31"),
    "years and days": row("row 2, years: is given beside from or until; give one or the other", years="2", until="2028-03-31"),
    "a first day alone": row("row 2, until: is empty; give the last day too", **{"from": "2027-04-01"}),
    "a last day alone": row("row 2, from: is empty; give the first day too", until="2027-04-01"),
    "days the wrong way round": row(
        "row 2, until: is before from, 2028-04-01; change the two round, or mend the year",
        **{"from": "2028-04-01", "until": "2027-04-01"},
    ),
    "a day that is none": row(
        "row 2, from: '2027-02-30' is not a day of the calendar; write it like 2027-04-01", **{"from": "2027-02-30", "until": "2027-04-01"}
    ),
    # What a spreadsheet does
    "a formula": typed(f"row 2, quantity: begins with '=', {FORMULA}", quantity="=5+5"),
    "a formula as text": row(f"row 2, note: begins with '@', {FORMULA}", note="@SUM(A1)"),
    "a formula for a code": row(f"row 2, code: begins with '=', {FORMULA}", code="=J1"),
    "an error of a spreadsheet": typed("row 2, quantity: is an error of the spreadsheet (#REF!); put the right words in its place", quantity="#REF!"),
    "a date for a quantity": typed(
        "row 2, quantity: is a date, 2027-05-12; format the cell as text and type it again", quantity=dt.date(2027, 5, 12)
    ),
    "a bell": row("row 2, note: holds a character that cannot be printed; type it again", note="ding\x07"),
    "an essay": row("row 2, activity: is longer than 200 characters; shorten it", activity="x" * 201),
    # What may not stand together
    "one measure twice for one activity": Malformed(
        csv_of(*[["J1", 5, "FTE years", "Homes"]] * 2, header=(*HEADER, "activity")),
        ("row 3, code: J1 is promised for 'Homes' in row 2 too; add the two together",),
    ),
    "one measure twice and no activity": Malformed(
        csv_of(*[["J1", 5, "FTE years"]] * 2),
        ("row 3, code: J1 is promised in row 2 too; add the two together, or say in activity what each is for",),
    ),
    "two that exclude each other for one activity": Malformed(
        csv_of(["J9", 5, "apprentice weeks", "a"], ["J10", 5, "learner weeks", "A"], header=(*HEADER, "activity")),
        ("row 3, code: J10 may not be counted with J9 (row 2) for one activity, 'A'; keep one of the two",),
    ),
    "two that exclude each other and no activity": Malformed(
        csv_of(["J1", 5, "FTE years"], ["J2", 5, "FTE years"]),
        ("row 3, code: J2 may not be counted with J1 (row 2) for one activity; say in activity what each is for, or keep one of the two",),
    ),
    "all at once": Malformed(
        csv_of(["J99", "-5", "hours"], ["J2", "x", "days"]),
        (
            "row 2, code: there is no measure 'J99'; did you mean J9?",
            "row 2, quantity: '-5' is less than nothing; write how many units are promised",
            "row 3, unit: 'days' is not the unit of J2; count in FTE years",
            f"row 3, quantity: 'x' is not a number; {LIKE}",
        ),
    ),
}  # fmt: skip


def read(content: bytes, folder: Path, name: str = "c.csv") -> tuple[Commitment, ...]:
    (folder / name).write_bytes(content)
    return read_commitments(folder / name, catalogue())


@pytest.mark.parametrize("case", FILES)
def test_a_malformed_file_is_refused_with_all_that_is_wrong_and_how_to_mend_it(case: str, tmp_path: Path):
    file = FILES[case]
    with pytest.raises(CommitmentsRefused) as refused:
        read(file.content, tmp_path, file.name)
    said = [str(mend) for mend in refused.value.mends]
    assert len(said) == len(file.says)
    assert [told[: len(says)] for told, says in zip(said, file.says, strict=True)] == list(file.says)


def test_there_are_malformed_files_enough():
    assert len(FILES) >= 40


def test_a_file_that_is_not_there_is_said_to_be_unreadable(tmp_path: Path):
    for name in ("c.yaml", "c.csv"):
        with pytest.raises(CommitmentsRefused, match="cannot be read"):
            read_commitments(tmp_path / name, catalogue())


def test_what_is_left_out_is_all_of_it_and_none_in_any_case(tmp_path: Path):
    (one,) = read(csv_of(["j1", "1,012.5", "fte  YEARS"]), tmp_path)
    assert (one.measure.code, one.quantity, one.attribution, one.deadweight) == ("J1", Decimal("1012.5"), 100, 0)
    assert (one.row, one.years, one.begins, one.until, one.activity, one.note) == (2, None, None, None, "", "")


def test_every_column_is_read_from_csv(tmp_path: Path):
    cells = [
        "TX2",
        "£5,000",
        "GBP",
        "50%",
        "0.5%",
        "",
        "01/04/2027",
        "31 March 2029",
        "Kitchens",
        "- weekly",
        "tx-2026",
    ]
    (one,) = read(csv_of(cells, header=WIDE), tmp_path)
    assert (one.measure.edition, one.quantity, one.attribution, one.deadweight) == ("tx-2026", 5000, 50, Decimal("0.5"))
    assert (one.begins, one.until) == (dt.date(2027, 4, 1), dt.date(2029, 3, 31))
    assert (one.activity, one.note) == ("Kitchens", "- weekly")


def test_a_workbook_is_read_with_its_numbers_dates_and_percentages(tmp_path: Path):
    header = (*HEADER, "Attribution (%)", "from", "until")
    cells = [
        "J1",
        12.5,
        "FTE years",
        50,
        dt.datetime(2027, 4, 1),  # noqa: DTZ001
        dt.date(2028, 3, 31),
    ]
    (one,) = read(xlsx_of(cells, header=header), tmp_path, "c.xlsx")
    assert (one.quantity, one.attribution) == (Decimal("12.5"), 50)
    assert (one.begins, one.until) == (dt.date(2027, 4, 1), dt.date(2028, 3, 31))


def test_yaml_is_read_as_a_list_or_under_its_name(tmp_path: Path):
    rows = (
        "- {measure: J1, quantity: 0.1, unit: FTE years, years: 2.5, from: null}\n- {code: G1, quantity: 7, unit: £}\n"
    )
    listed = read(rows.encode(), tmp_path, "c.yaml")
    under = read(f"commitments:\n{rows}".encode(), tmp_path, "c.yml")
    assert listed == under
    assert [(one.measure.code, one.quantity, one.years) for one in listed] == [
        ("J1", Decimal("0.1"), Decimal("2.5")),
        ("G1", Decimal(7), None),
    ]


def test_a_share_may_be_written_with_its_sign(tmp_path: Path):
    (one,) = read(csv_of(["E2", "80%", "%"]), tmp_path)
    assert one.quantity == 80


def test_a_licensed_measure_may_be_counted_more_finely(tmp_path: Path):
    (one,) = read(csv_of(["TX4", "1.2345", "hours"]), tmp_path)
    assert one.quantity == Decimal("1.2345")


def test_two_measures_that_exclude_each_other_may_be_for_two_activities(tmp_path: Path):
    rows = (["J9", 5, "apprentice weeks", "wiring"], ["J10", 5, "learner weeks", "care"])
    assert len(read(csv_of(*rows, header=(*HEADER, "activity")), tmp_path)) == 2


def test_a_row_without_an_activity_is_held_against_every_other(tmp_path: Path):
    rows = (["J9", 5, "apprentice weeks", "wiring"], ["J10", 5, "learner weeks", ""])
    with pytest.raises(CommitmentsRefused, match="J10 may not be counted with J9"):
        read(csv_of(*rows, header=(*HEADER, "activity")), tmp_path)


def test_a_code_of_two_editions_asks_which_is_meant():
    held = catalogue()
    frameworks = (
        *held.frameworks,
        held.frameworks[0].__class__(**{**vars(held.frameworks[0]), "edition": "open-2027"}),
    )
    renamed = tuple(m.__class__(**{**vars(m), "edition": "open-2027"}) for m in frameworks[2].measures)
    both = type(held)((*held.frameworks, type(frameworks[2])(**{**vars(frameworks[2]), "measures": renamed})))
    entry = {"code": "J1", "quantity": 1, "unit": "FTE years"}
    with pytest.raises(CommitmentsRefused, match="'J1' is in editions open-2026 and open-2027; write in edition which"):
        commitments_of([entry], both)
    assert commitments_of([{**entry, "edition": "open-2027"}], both)[0].measure.edition == "open-2027"


def tried(entries: list[object]) -> tuple[tuple[Commitment, ...] | None, tuple[Mend, ...]]:
    try:
        return commitments_of(entries, catalogue()), ()
    except CommitmentsRefused as refused:
        return None, refused.mends


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates()
ANY = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from([*COLUMNS, "measure", "x"]), ANY, max_size=8) | ANY, max_size=5))
@example([{"code": "J1", "quantity": 10**30, "unit": "FTE years"}])
@example([{"code": "J1", "quantity": 1e300, "unit": "FTE years", "years": -0.0}])
def test_whatever_a_program_sends_is_taken_whole_or_refused_with_something_to_mend(entries: list[object]):
    taken, mends = tried(entries)
    assert len(mends) >= 1 if taken is None else len(taken) == len(entries)


@settings(max_examples=120, deadline=None)
@given(
    content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
    ending=st.sampled_from([".yaml", ".csv", ".xlsx"]),
)
@example(content=b"[" * 3_000, ending=".yaml")
@example(content=b"&a [*a]", ending=".yaml")
@example(content=b"? [a]\n: b", ending=".yaml")
@example(content=b"- !!python/object:os.system {}", ending=".yaml")
def test_any_bytes_are_refused_with_something_to_mend(
    content: bytes, ending: str, tmp_path_factory: pytest.TempPathFactory
):
    with pytest.raises(CommitmentsRefused) as refused:
        read(content, tmp_path_factory.mktemp("any"), f"c{ending}")
    assert len(refused.value.mends) >= 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.decimals(Decimal("0.1"), 1_000_000, places=1), min_size=1, max_size=6))
def test_a_quantity_means_the_same_in_yaml_and_in_csv(quantities: list[Decimal]):
    rows = [
        {"code": "J1", "quantity": float(q), "unit": "FTE years", "activity": str(n)} for n, q in enumerate(quantities)
    ]
    assert [one.quantity for one in commitments_of(rows, catalogue())] == quantities
