"""`townclerk measures`: lists, imports, and tells every mistake of a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.measures.files import as_csv, measures_folder, rows_of


def test_the_command_imports_a_file_and_says_where_it_is(run: Run, tmp_path: Path):
    folder = measures_folder(tmp_path)
    (tmp_path / "tx.csv").write_bytes(as_csv(rows_of({}, {})))
    ran = run("measures", "import", tmp_path / "tx.csv", "--pack", tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"{folder / 'licensed' / 'tx-2026.yaml'} holds 2 measures, for the council alone.\n"


def test_the_command_tells_every_mistake_on_a_line_of_its_own_and_exits_1(run: Run, tmp_path: Path):
    measures_folder(tmp_path)
    file = tmp_path / "tx.csv"
    file.write_bytes(as_csv(rows_of({"value": "-1"}, {"unit": ""})))
    ran = run("measures", "import", file, "--pack", tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        f"{file}: row 2, value: '-1' is less than nothing; a unit is worth 0 or more",
        f"{file}: row 3, unit: is empty; write what is counted, like FTE years or hours",
    ]


def test_the_command_tells_every_mistake_as_json(run: Run, tmp_path: Path):
    measures_folder(tmp_path)
    (tmp_path / "tx.csv").write_bytes(as_csv(rows_of({"value": "-1"})))
    ran = run("measures", "import", tmp_path / "tx.csv", "--pack", tmp_path, "--json")
    assert (ran.code, ran.json["imported"]) == (1, 0)
    assert ran.json["findings"] == [
        {"row": 2, "column": "value", "text": "'-1' is less than nothing; a unit is worth 0 or more"}
    ]


def test_the_command_lists_the_measures_as_json(run: Run):
    ran = run("measures", "--json")
    assert [measure["code"] for measure in ran.json["editions"][0]["measures"][:2]] == ["J1", "J2"]


@pytest.mark.parametrize(
    ("arguments", "told"), [(("import",), "give the file to import"), (("list", "x.csv"), "a file is for import alone")]
)
def test_the_command_asks_for_a_file_where_it_imports_one_and_only_there(
    run: Run, arguments: tuple[str, ...], told: str
):
    ran = run("measures", *arguments)
    assert ran.code == 2
    assert told in ran.err
