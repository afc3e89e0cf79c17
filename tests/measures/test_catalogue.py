"""The catalogue: what loads, and what is refused by file, entry and field."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from assistant.measures.catalogue import Value
from assistant.measures.catalogue_shapes import load_catalogue
from corpus import STARTER
from indexer.errors import NotFound, PackError
from indexer.model import Ref

OPEN = """\
edition: open-2026
licence: Our own words
source: Our guidance
themes:
  - {key: jobs, letter: J, name: Jobs, aim: good work, refs: ["guide#1.1"]}
measures:
  - code: J1
    theme: jobs
    title: New jobs
    unit: FTE years
    counts: Residents who are taken on.
    evidence: [staff list]
    conflicts: [J2]
    refs: ["guide#1.2"]
  - code: J2
    theme: jobs
    title: Apprenticeships
    unit: weeks
    counts: Weeks worked.
    evidence: [agreement]
    conflicts: [J1]
    refs: ["guide#1.3"]
"""

LICENSED = """\
edition: tx-2026
local: true
licence: Licence 7
source: imported from tx.csv
measures:
  - code: TX1
    theme: jobs
    title: Juggling
    unit: people
    value: {amount: '12.50', year: 2025, source: 'Juggling Trust, table 3', licence: Licence 7}
"""


def folder(root: Path, own: str = OPEN, licensed: str = "") -> Path:
    (root / "licensed").mkdir()
    (root / "own.yaml").write_text(own, encoding="utf-8")
    if licensed:
        (root / "licensed" / "tx-2026.yaml").write_text(licensed, encoding="utf-8")
    return root


def test_the_starter_pack_has_54_measures_under_five_themes():
    catalogue = load_catalogue(STARTER / "measures")
    assert list(catalogue.themes) == ["jobs", "growth", "social", "environment", "innovation"]
    assert len(catalogue.measures) == 54


def test_no_measure_of_the_starter_pack_has_a_money_value():
    assert [measure.code for measure in load_catalogue(STARTER / "measures").measures if measure.value] == []


def test_the_fifteen_jobs_measures_alone_are_employment_and_skills_measures():
    measures = load_catalogue(STARTER / "measures").measures
    assert [m.code for m in measures if m.employment_and_skills] == [f"J{number}" for number in range(1, 16)]


def test_a_measure_keeps_its_edition_its_conflicts_and_its_refs(tmp_path: Path):
    measure = load_catalogue(folder(tmp_path)).measures[0]
    assert (measure.edition, measure.conflicts, measure.refs) == ("open-2026", ("J2",), (Ref("guide", "1.2"),))
    assert measure.value is None
    assert not measure.local


def test_a_licensed_value_comes_with_its_year_source_and_licence(tmp_path: Path):
    measure = load_catalogue(folder(tmp_path, licensed=LICENSED)).framework("tx-2026").measures[0]
    assert measure.value == Value(Decimal("12.50"), 2025, "Juggling Trust, table 3", "Licence 7")
    assert measure.local


def test_the_public_catalogue_is_without_everything_that_is_licensed(tmp_path: Path):
    catalogue = load_catalogue(folder(tmp_path, licensed=LICENSED))
    assert [measure.code for measure in catalogue.measures] == ["J1", "J2", "TX1"]
    assert [measure.code for measure in catalogue.public().measures] == ["J1", "J2"]
    assert "TX1" not in repr(catalogue.public())


def test_a_code_may_be_used_again_in_another_edition(tmp_path: Path):
    catalogue = load_catalogue(folder(tmp_path, licensed=LICENSED.replace("TX1", "J1")))
    assert [(measure.edition, measure.code) for measure in catalogue.measures if measure.code == "J1"] == [
        ("open-2026", "J1"), ("tx-2026", "J1"),
    ]  # fmt: skip


def test_an_edition_that_is_not_held_is_refused_with_those_that_are(tmp_path: Path):
    with pytest.raises(NotFound, match=r"there is no edition of measures 'nt-2022'; there is open-2026$"):
        load_catalogue(folder(tmp_path)).framework("nt-2022")


def test_a_pack_without_measures_has_an_empty_catalogue(tmp_path: Path):
    assert load_catalogue(tmp_path / "measures").measures == ()


REFUSED = {
    "two measures of one code": ("code: J2", "code: J1", "own.yaml: J1: two measures have this code; give one of them another"),
    "a code that differs by a capital": ("code: J2", "code: j1", "own.yaml: j1: two measures have this code; give one of them another"),
    "a theme that is not there": (
        "J2\n    theme: jobs", "J2\n    theme: job", "own.yaml: J2: theme 'job' is not known; did you mean jobs?",
    ),
    "a conflict with no measure": (
        "conflicts: [J2]", "conflicts: [J2, J9]",
        "own.yaml: J1: conflicts: there is no measure 'J9' in this edition",
    ),
    "a conflict one way": (
        "conflicts: [J1]", "conflicts: []",
        "own.yaml: J1: conflicts: names J2, which does not name it; add J1 to the conflicts of J2",
    ),
    "a conflict with itself": (
        "conflicts: [J2]", "conflicts: [J1]", "own.yaml: J1: conflicts: names the measure itself; take it out",
    ),
    "no refs": ('    refs: ["guide#1.3"]\n', "", "own.yaml: J2: refs: is missing; add it"),
    "no definition": ("    counts: Weeks worked.\n", "", "own.yaml: J2: counts: is missing; add it"),
    "no evidence": ("evidence: [agreement]", "evidence: []", "own.yaml: J2: evidence: is missing; add it"),
    "no unit": ("    unit: weeks\n", "", "own.yaml: J2, unit: is missing; add it"),
    "a ref that is none": (
        "guide#1.3", "guide 1.3",
        "own.yaml: J2, refs, entry 1: 'guide 1.3' is not a paragraph's address; write it like cpr#7.2",
    ),
    "a field of no meaning": ("unit: weeks", "units: weeks", "own.yaml: J2, unit: is missing; add it"),
    "a value without its year": (
        "unit: weeks", "unit: weeks\n    value: {amount: 3, source: x, licence: y}",
        "own.yaml: J2, value, year: is missing; add it",
    ),
    "a value without its source": (
        "unit: weeks", "unit: weeks\n    value: {amount: 3, year: 2025, licence: y}",
        "own.yaml: J2, value, source: is missing; add it",
    ),
    "a value without its licence": (
        "unit: weeks", "unit: weeks\n    value: {amount: 3, year: 2025, source: x}",
        "own.yaml: J2, value, licence: is missing; add it",
    ),
    "a value by itself": (
        "unit: weeks", "unit: weeks\n    value: 3",
        "own.yaml: J2, value: is not a set of fields; write each on a line of its own, as 'name: value'",
    ),
    "a value below nothing": (
        "unit: weeks", "unit: weeks\n    value: {amount: -3, year: 2025, source: x, licence: y}",
        "own.yaml: J2, value, amount: '-3' is less than 0, the least it may be",
    ),
    "a measure with no code": ("code: J2\n    theme", "theme", "own.yaml: entry 2 of its list, code: is missing; add it"),
    "a theme without an aim": (", aim: good work", "", "own.yaml: jobs, aim: is missing; add it"),
    "no edition": ("edition: open-2026\n", "", "own.yaml: edition: is missing; add it"),
    "no licence": ("licence: Our own words\n", "", "own.yaml: licence: is missing; add it"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_mistake_in_a_file_of_measures_is_told_by_file_entry_and_field(name: str, tmp_path: Path):
    old, new, told = REFUSED[name]
    assert OPEN.count(old) == 1
    with pytest.raises(PackError) as refused:
        load_catalogue(folder(tmp_path, OPEN.replace(old, new)))
    assert str(refused.value) == f"{tmp_path}/{told}"


def test_a_file_that_is_no_framework_is_refused(tmp_path: Path):
    with pytest.raises(
        PackError, match=r"own.yaml: holds no measures; give edition, licence, source, themes and measures$"
    ):
        load_catalogue(folder(tmp_path, "- one\n- two\n"))


def test_a_file_among_the_licensed_must_say_that_it_is_local(tmp_path: Path):
    with pytest.raises(PackError, match=r"tx-2026.yaml: is in licensed/, .* add 'local: true'$"):
        load_catalogue(folder(tmp_path, licensed=LICENSED.replace("local: true\n", "")))


def test_two_files_of_one_edition_are_refused(tmp_path: Path):
    licensed = LICENSED.replace("tx-2026", "open-2026")
    with pytest.raises(PackError, match=r"open-2026: is also the edition of own.yaml; give one of them another$"):
        load_catalogue(folder(tmp_path, licensed=licensed))


def test_the_codes_of_the_starter_file_are_in_the_order_of_their_themes():
    raw = yaml.safe_load((STARTER / "measures" / "open-measures.yaml").read_text(encoding="utf-8"))
    letters = {theme["key"]: theme["letter"] for theme in raw["themes"]}
    assert all(measure["code"].startswith(letters[measure["theme"]]) for measure in raw["measures"])
