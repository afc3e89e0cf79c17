"""`townclerk value`: what commitments are worth, or everything there is to mend in them."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tests.measures.promised import HEADER, csv_of, licensed_pack


def file_of(folder: Path, content: bytes) -> Path:
    (folder / "c.csv").write_bytes(content)
    return folder / "c.csv"


def test_the_command_prints_each_value_its_source_and_the_totals(run: Run, tmp_path: Path):
    pack = licensed_pack(tmp_path / "pack")
    rows = (["TX1", 8, "people", 50, 10, "Homes"], ["TX3", 40, "hours", "", "", "Care"])
    file = file_of(tmp_path, csv_of(*rows, header=(*HEADER, "attribution", "deadweight", "activity")))
    ran = run("value", "--commitments", file, "--pack", pack, "--contract-value", "£2k")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "What the commitments are worth",
        "Quantities are for the whole term of the contract. Each commitment is rounded to the penny.",
        "",
        "Values of edition tx-2026",
        "  TX1 People taught to juggle: 8 people at £12.50 each = £45",
        "    For: Homes",
        "    Counts as 3.6 people: 50% belongs to this contract, and 10% would have happened in any case.",
        "    Value from Juggling Trust, table 3, at prices of 2025. Licence: Licence 7 of the Juggling Trust, until 2027.",
        "",
        "In units, apart from any total",
        "  TX3 People taught to juggle: 40 hours",
        "    For: Care",
        "",
        "By theme",
        "  Jobs: £45",
        "Total: £45, which is 2.25% of the contract's value of £2,000",
        "",
        "The values are licensed to the council alone; do not publish them unless the licence allows it.",
    ]


def test_a_discounted_value_names_its_rate_and_says_what_is_to_be_confirmed(run: Run, tmp_path: Path):
    pack = licensed_pack(tmp_path / "pack")
    file = file_of(tmp_path, csv_of(["TX2", 2, "£", 2], header=(*HEADER, "years")))
    ran = run("value", "--commitments", file, "--pack", pack, "--discount")
    assert (
        "  TX2 Spending: £2 at £100 each = £196.62\n    Multiplied by 0.9831, because it comes in later years.\n"
        in ran.out
    )
    assert "Discounted at 3.5% a year: the Green Book's social time preference rate. Source: HM Treasury" in ran.out
    assert "To be confirmed: Checked to 16 April 2026." in ran.out


def test_the_councils_own_measures_are_told_in_units_and_never_in_pounds(run: Run, tmp_path: Path):
    ran = run("value", "--commitments", file_of(tmp_path, csv_of(["G1", "5000", "£"])))
    assert ran.out.splitlines()[3:] == [
        "In units, apart from any total",
        "  G1 Spend with VCSEs: £5,000",
        "",
        "No measure here has a money value, so there is no total in pounds.",
    ]


def test_the_command_prints_json_alone(run: Run, tmp_path: Path):
    pack = licensed_pack(tmp_path / "pack")
    ran = run("value", "--commitments", file_of(tmp_path, csv_of(["TX1", 8, "people"])), "--pack", pack, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert (ran.json["total"], ran.json["valued"][0]["pounds"], ran.json["in_units"]) == (100.0, 100.0, [])


def test_every_mistake_is_a_line_of_its_own_and_the_command_exits_1(run: Run, tmp_path: Path):
    file = file_of(tmp_path, csv_of(["J99", "-5", "hours"]))
    ran = run("value", "--commitments", file)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        f"{file}: row 2, code: there is no measure 'J99'; did you mean J9?",
        f"{file}: row 2, quantity: '-5' is less than nothing; write how many units are promised",
    ]


def test_every_mistake_is_told_as_json(run: Run, tmp_path: Path):
    ran = run("value", "--commitments", file_of(tmp_path, csv_of(["J1", "5", "days"])), "--json")
    assert ran.code == 1
    assert ran.json["findings"] == [
        {"row": 2, "column": "unit", "text": "'days' is not the unit of J1; count in FTE years"}
    ]


def test_a_contract_value_that_is_none_is_refused(run: Run, tmp_path: Path):
    file = file_of(tmp_path, csv_of(["J1", "5", "FTE years"]))
    for given, told in (("lots", "the contract value 'lots' is not an amount"), ("0", "the contract value is 0")):
        ran = run("value", "--commitments", file, "--contract-value", given)
        assert (ran.code, ran.out) == (1, "")
        assert told in ran.err


def test_a_pack_that_is_not_there_is_not_taken_for_the_starter_pack(run: Run, tmp_path: Path):
    file = file_of(tmp_path, csv_of(["J1", "5", "FTE years"]))
    ran = run("value", "--commitments", file, "--pack", tmp_path / "gone")
    assert (ran.code, ran.out) == (1, "")
    assert "gone: is no folder" in ran.err
