"""A council that edits the starter pack gets its own numbers, from its rules and from its documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.checking import check_pack
from assistant.rules.derived import derive
from assistant.rules.facts import Facts
from assistant.rules.profile import read_profile
from assistant.rules.rulebook import Rulebook
from assistant.rules.rulebook_shapes import load_rulebook
from indexer.manifest import load_pack_file
from indexer.model import Paragraph, Ref
from indexer.pack import open_pack, read_pack
from indexer.passages import Passage, cut
from tests.packs_edited.councils import BRADFORD, SOUTH_RIBBLE, TABLES, Council, Edit, edit, make

TODAY = date(2026, 11, 20)
ON_1_MAY = date(2026, 5, 1)


@dataclass(frozen=True)
class Edited:
    """A council's pack, loaded."""

    root: Path
    rulebook: Rulebook
    paragraphs: dict[Ref, Paragraph]
    passages: tuple[Passage, ...]

    def facts(self, value: object, **given: object) -> Facts:
        """The facts of a contract for services worth `value` with VAT, on 20 November 2026."""
        contract = {"category": "services", "subject": "ict", "value_includes_vat": True, "value": value, **given}
        return derive(read_profile(contract, TODAY)[0], TODAY, self.rulebook)

    def said(self, ref: str) -> str:
        """The words of a paragraph, as the documents were read."""
        return self.paragraphs[Ref.parse(ref)].text


def _edited(council: Council, folder: Path) -> Edited:
    root = make(council, folder / "pack")
    read = read_pack(open_pack(root), lambda _: None)
    paragraphs = {paragraph.ref: paragraph for document in read.documents for paragraph in document.paragraphs}
    return Edited(root, load_rulebook(root / "rules"), paragraphs, cut(read.documents).passages)


@pytest.fixture(scope="module")
def bradford(tmp_path_factory: pytest.TempPathFactory) -> Edited:
    return _edited(BRADFORD, tmp_path_factory.mktemp("bradford"))


@pytest.fixture(scope="module")
def south_ribble(tmp_path_factory: pytest.TempPathFactory) -> Edited:
    return _edited(SOUTH_RIBBLE, tmp_path_factory.mktemp("south-ribble"))


@pytest.fixture(scope="module", params=["bradford", "south_ribble"])
def either(request: pytest.FixtureRequest) -> Edited:
    return request.getfixturevalue(request.param)


def test_an_edited_pack_checks_clean(either: Edited):
    assert check_pack(either.root, TODAY) == ()


def test_an_edited_pack_is_the_councils_own(bradford: Edited, south_ribble: Edited):
    names = [load_pack_file(pack.root / "pack.yaml").council.name for pack in (bradford, south_ribble)]
    assert names == ["City of Bradford Metropolitan District Council", "South Ribble Borough Council"]


def test_every_paragraph_that_an_edited_pack_rests_on_is_in_it(either: Edited):
    assert either.rulebook.missing(either.paragraphs.keys()) == ()


# Bradford


@pytest.mark.parametrize(
    ("value", "least", "most", "employment"),
    [
        (99_999, 0, 0, False),
        (100_000, 10, 6, True),
        (207_719, 10, 6, True),
        (207_720, 10, 6, True),
        (5_000_000, 15, 6, True),
    ],
)
def test_bradford_asks_for_social_value_from_100000_with_six_measures(
    value: int, least: int, most: int, employment: bool, bradford: Edited
):
    facts = bradford.facts(value)
    found = [facts[name].value for name in ("weighting_least", "measures_most", "employment_and_skills_required")]
    assert found == [Decimal(least), Decimal(most), employment]


def test_bradford_takes_six_measures_and_not_seven(bradford: Edited):
    six = ["J1", "J9", "G1", "S1", "E1", "I1"]
    assert bradford.facts(150_000, measures=six)["measures_within_limit"].value is True
    assert bradford.facts(150_000, measures=[*six, "S5"])["measures_within_limit"].value is False


def test_bradfords_documents_say_what_its_rules_find(bradford: Edited):
    facts = bradford.facts(150_000)
    assert [str(ref) for ref in facts["measures_most"].refs] == ["sv-policy#8.1", "cpr#17.9"]
    for ref in facts["measures_most"].refs:
        assert "no more than six" in bradford.said(str(ref))
    assert "at least one measure must be an employment and skills measure" in bradford.said("sv-policy#8.2")
    assert "£100,000" in bradford.said("sv-policy#6.6")
    assert "social value is mandatory" in bradford.said("sv-policy#6.6")
    assert "must not be scored" in bradford.said("sv-policy#6.5")


# South Ribble


@pytest.mark.parametrize(
    ("value", "band", "least"),
    [
        ("99,999", "C", 5),
        ("100,000", "C", 5),
        ("100,000.01", "D", 15),
        ("150,000", "D", 15),
        ("207,720", "E", 15),
        ("6m", "E", 15),
    ],
)
def test_south_ribble_weighs_social_value_at_15_percent_over_100000(
    value: str, band: str, least: int, south_ribble: Edited
):
    facts = south_ribble.facts(value)
    assert (facts["band"].value, facts["weighting_least"].value) == (band, Decimal(least))


def test_a_weighting_of_10_percent_falls_short_in_south_ribble(south_ribble: Edited, bradford: Edited):
    assert south_ribble.facts(150_000, social_value_weighting=10)["weighting_met"].value is False
    assert bradford.facts(150_000, social_value_weighting=10)["weighting_met"].value is True


def test_south_ribbles_documents_say_what_its_rules_find(south_ribble: Edited):
    facts = south_ribble.facts(150_000)
    assert [str(ref) for ref in facts["weighting_least"].refs] == ["sv-policy#6.6", "cpr#17.4", "sv-policy#6.2"]
    for ref in facts["weighting_least"].refs:
        assert "15%" in south_ribble.said(str(ref))
        assert "10%" not in south_ribble.said(str(ref))


def test_south_ribbles_table_is_read_row_by_row(south_ribble: Edited):
    rows = [part.cells for part in south_ribble.paragraphs[Ref("sv-policy", "6.2")].parts if part.kind == "row"]
    assert rows[-2:] == [
        ("D", "over £100,000 to under the threshold that applies", "15%"),
        ("E", "at or above the threshold that applies", "15%"),
    ]


def test_what_is_searched_holds_each_councils_own_number_and_not_the_starter_packs(
    bradford: Edited, south_ribble: Edited
):
    for pack, least in ((bradford, "10%"), (south_ribble, "15%")):
        found = [passage.text for passage in pack.passages if Ref("sv-policy", "6.6") in passage.refs]
        assert [text for text in found if f"carry at least {least} of the total score" in text] != []


# Editing in halves


def test_a_paragraph_taken_out_of_the_policy_is_missed_by_what_rests_on_it(tmp_path: Path):
    root = make(BRADFORD, tmp_path / "pack")
    edit(root, Edit("documents/sv-policy.md", "\n8.1 The number", "\nThe number"))
    faults = {finding.text.split(":")[0] for finding in check_pack(root, TODAY) if finding.file == TABLES}
    assert {"measures_limits, C from 1 April 2026", "measures_limits, E from 1 April 2026"} <= faults


def test_a_change_from_a_date_leaves_what_stood_before_it(tmp_path: Path):
    root = make(SOUTH_RIBBLE, tmp_path / "pack")
    row = "{band: D, least: 15, from: 2026-04-01, until: null, refs: [sv-policy#6.6, cpr#17.4]}"
    earlier = row.replace("15", "10").replace("until: null", "until: 2026-05-31")
    edit(root, Edit(TABLES, row, f"{earlier}\n  - {row.replace('from: 2026-04-01', 'from: 2026-06-01')}"))
    assert check_pack(root, TODAY) == ()
    rulebook = load_rulebook(root / "rules")
    profile = read_profile({"value": 150_000, "value_includes_vat": True, "category": "services"}, TODAY)[0]
    assert derive(profile, ON_1_MAY, rulebook)["weighting_least"].value == Decimal(10)
    assert derive(profile, TODAY, rulebook)["weighting_least"].value == Decimal(15)
