"""`townclerk tender`: makes a section from a profile, and tells what is wrong with one."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tests.tenders.worked import GOLDEN

PROFILE = GOLDEN / "profiles" / "grounds-maintenance.yaml"


def test_the_command_prints_a_section(run: Run):
    ran = run("tender", "--profile", PROFILE, "--as-of", "2026-11-20")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(
        "# Social value section: Grounds maintenance of the smaller parks\n\n**Draft, not checked.**"
    )


def test_the_command_prints_a_section_as_json(run: Run):
    ran = run("tender", "--profile", PROFILE, "--as-of", "2026-11-20", "--json")
    assert (ran.code, ran.json["as_of"], ran.json["measures"]) == (0, "2026-11-20", [])


def test_a_contract_without_measures_is_told_that_it_has_no_workbook(run: Run, tmp_path: Path):
    ran = run("tender", "--profile", PROFILE, "--format", "xlsx", "-o", tmp_path / "book.xlsx")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "townclerk: a workbook needs at least one measure; choose the measures of the tender first\n"
