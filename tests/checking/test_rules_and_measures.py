"""`townclerk check` proves rules and measures: each mistake is told by its file and its entry."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from assistant.answering.answer import Outcome
from assistant.checking import check_pack
from corpus import STARTER
from tests.checking.sound import WITH_MEASURES, change, write_sound
from tests.packs import write_pack

TODAY = date(2026, 11, 20)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_sound(tmp_path)


def found(pack: Path, as_of: date = TODAY) -> list[str]:
    return [f"{finding.severity}: {finding.file}: {finding.text}" for finding in check_pack(pack, as_of)]


def test_nothing_is_found_in_a_sound_pack(pack: Path):
    assert found(pack) == []


def test_nothing_is_found_in_the_starter_pack():
    assert found(STARTER) == []


def test_a_plain_folder_is_not_asked_for_rules_or_measures(tmp_path: Path):
    (tmp_path / "policy.md").write_text("# Policy\n\n1.1 Social value counts.\n", encoding="utf-8")
    assert found(tmp_path) == []


def test_a_pack_of_documents_alone_is_not_asked_for_rules_or_measures(tmp_path: Path):
    assert [finding for finding in found(write_pack(tmp_path)) if "fault" in finding] == []


@dataclass(frozen=True)
class Change:
    """One change to a sound pack, and all that is found then."""

    file: str
    old: str
    new: str
    found: tuple[str, ...]


RULE = "fault: rules/policy.yaml: carry-a-weighting: cites"
REF = 'refs: ["policy#2.1"]\n    in_force_from: 2026-04-01'

CHANGES = {
    # What they rest on is held
    "a rule on a document that is not held": Change(
        "rules/policy.yaml", "policy#2.1", "polcy#2.1", (f"{RULE} polcy#2.1, and there is no document 'polcy'; did you mean policy?",)
    ),
    "a rule on a paragraph that is not held": Change(
        "rules/policy.yaml", "policy#2.1", "policy#9.9", (f"{RULE} policy#9.9, and 'Social Value Policy' has no paragraph 9.9; cite one it has",)
    ),
    "a table on a paragraph that is not held": Change(
        "rules/tables.yaml", "least: 10, from: 2026-04-01, refs: [policy#2.1]", "least: 10, from: 2026-04-01, refs: [policy#2.9]",
        (
            "fault: rules/tables.yaml: weightings, D from 1 April 2026: cites policy#2.9, and 'Social Value Policy' has no "
            "paragraph 2.9; cite one it has",
        ),
    ),
    "a fact on a paragraph that is not held": Change(
        "rules/facts.yaml", "policy#2.1", "policy#2.8",
        ("fault: rules/facts.yaml: weighting_least: cites policy#2.8, and 'Social Value Policy' has no paragraph 2.8; cite one it has",),
    ),
    "a measure on a paragraph that is not held": Change(
        "measures/own.yaml", '["policy#4.1"]', '["policy#4.1", "policy#7.7"]',
        ("fault: measures/own.yaml: J2: cites policy#7.7, and 'Social Value Policy' has no paragraph 7.7; cite one it has",),
    ),
    "a theme on a paragraph that is not held": Change(
        "measures/own.yaml", "policy#3.1(a)", "policy#3.1(z)",
        ("fault: measures/own.yaml: jobs: cites policy#3.1(z), and 'Social Value Policy' has no paragraph 3.1(z); cite one it has",),
    ),
    # What they rest on is in force
    "a rule on history": Change(
        "rules/policy.yaml", "policy#2.1", "history#1.1",
        (f"{RULE} history#1.1, which is history; only what has ended itself may rest on it, so cite what is in force",),
    ),
    "a rule on history that ends later": Change(
        "rules/policy.yaml", REF, 'refs: ["history#1.1"]\n    in_force_from: 2018-06-01\n    in_force_until: 2026-11-20',
        (f"{RULE} history#1.1, which is history; only what has ended itself may rest on it, so cite what is in force",),
    ),
    "a rule that has ended on history": Change(
        "rules/policy.yaml", REF, 'refs: ["history#1.1"]\n    in_force_from: 2018-06-01\n    in_force_until: 2026-11-19', ()
    ),
    "a rule on a draft": Change(
        "rules/policy.yaml", "policy#2.1", "draft#1.1", (f"{RULE} draft#1.1, which is a draft; cite what is adopted",)
    ),
    "a rule that outlives the policy it is in": Change(
        "rules/policy.yaml", REF, 'refs: ["old-policy#1.1"]\n    in_force_from: 2019-04-01',
        (f"{RULE} old-policy#1.1, which policy replaces after 31 March 2026; end this on that day, or cite the new one",),
    ),
    "a rule that ends with the policy it is in": Change(
        "rules/policy.yaml", REF, 'refs: ["old-policy#1.1"]\n    in_force_from: 2019-04-01\n    in_force_until: 2026-03-31', ()
    ),
    "a rule that begins after the policy it is in": Change(
        "rules/policy.yaml", "policy#2.1", "old-policy#1.1",
        (f"{RULE} old-policy#1.1, which was in force until 31 March 2026, before this begins on 1 April 2026; cite what is in force then",),
    ),
    "a rule older than the policy it is in": Change(
        "rules/policy.yaml", "in_force_from: 2026-04-01", "in_force_from: 2026-01-01",
        (f"{RULE} policy#2.1, which is not in force until 1 April 2026, and this is before that; mend one of the two dates",),
    ),
    "law older than the policy that tells of it": Change(
        "rules/policy.yaml", "authority: policy\nrules:\n  - id: carry-a-weighting\n    asks: Give",
        "authority: legislation\nrules:\n  - id: carry-a-weighting\n    in_force_until: null\n    asks: Give", (),
    ),
    "a row that ended before the guide that tells of it": Change(
        "rules/tables.yaml", "thresholds:\n",
        "thresholds:\n  - {type: goods-services, amount: 214904, from: 2024-01-01, until: 2025-12-31, refs: [guide#1.1]}\n", (),
    ),
    "a document that is not in force yet": Change(
        "documents.yaml", "in_force_from: 2026-04-01\n  review: 2028-03-31\n  source: Written", "in_force_from: 2026-12-01\n  review: 2028-03-31\n  source: Written",
        (
            "fault: rules/tables.yaml: thresholds, goods-services from 1 January 2026: cites guide#1.1, which is not in force "
            "until 1 December 2026, and this is before that; mend one of the two dates",
        ),
    ),
    "a document whose last day has gone by": Change(
        "documents.yaml", "in_force_from: 2026-04-01\n  review: 2028-03-31\n  source: Written", "in_force_from: 2026-01-01\n  in_force_until: 2026-11-19\n  source: Written",
        (
            "warning: rules/tables.yaml: thresholds, goods-services from 1 January 2026: cites guide#1.1, which was in force "
            "until 19 November 2026; see whether this still stands",
        ),
    ),
    "a document with no owner": Change(
        "documents.yaml", "owner: Contracts Manager\n  ", "", ("fault: documents.yaml: guide, owner: is missing; add it",)
    ),
    "a document whose owner is empty": Change(
        "documents.yaml", "owner: Contracts Manager", "owner: ''", ("fault: documents.yaml: guide, owner: is empty; fill it in",)
    ),
    # Measures load, and agree with the tables that print them
    "a conflict one way": Change(
        "measures/own.yaml", "conflicts: [J1]", "conflicts: []",
        ("fault: measures/own.yaml: J1: conflicts: names J2, which does not name it; add J1 to the conflicts of J2",),
    ),
    "a code that is printed and not held": Change(
        "documents/policy.md", "| J2 | Apprenticeships | weeks | Weeks worked. | agreement |",
        "| J2 | Apprenticeships | weeks | Weeks worked. | agreement |\n| J3 | Interviews | interviews | Held. | list |",
        ("fault: measures/own.yaml: J3: is printed at policy#4.1 and is not here; add it, or take it out there",),
    ),
    "a code that is held and not printed": Change(
        "documents/policy.md", "| J2 | Apprenticeships | weeks | Weeks worked. | agreement |\n", "",
        ("fault: measures/own.yaml: J2: no table of the paragraphs cited here has it; print it, or take it out",),
    ),
    "a title that is printed otherwise": Change(
        "documents/policy.md", "| New jobs |", "| Jobs |",
        ("fault: measures/own.yaml: J1: title: is not what policy#4.1 prints under Measure; make the two the same",),
    ),
    "a unit that is printed otherwise": Change(
        "documents/policy.md", "| Apprenticeships | weeks |", "| Apprenticeships | days |",
        ("fault: measures/own.yaml: J2: unit: is not what policy#4.1 prints under Unit; make the two the same",),
    ),
    "a definition that is printed otherwise": Change(
        "measures/own.yaml", "counts: Weeks worked.", "counts: Weeks worked or planned.",
        ("fault: measures/own.yaml: J2: counts: is not what policy#4.1 prints under What counts; make the two the same",),
    ),
    "evidence that is printed otherwise": Change(
        "measures/own.yaml", "evidence: [staff list, first half of each postcode]", "evidence: [staff list]",
        ("fault: measures/own.yaml: J1: evidence: is not what policy#4.1 prints under Evidence; make the two the same",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_to_a_sound_pack_is_told_by_file_and_entry(name: str, pack: Path):
    made = CHANGES[name]
    change(pack, made.file, made.old, made.new)
    assert found(pack) == list(made.found)


@pytest.mark.parametrize(
    ("file", "old", "new", "entry"),
    [
        ("rules/policy.yaml", "strength: must", "strength: shall", "carry-a-weighting, strength"),
        ("rules/policy.yaml", "checklists: [start]", "checklists: [stat]", "carry-a-weighting"),
        ("rules/tables.yaml", "to_value: 100000", "to_value: 90000", "bands"),
        ("rules/checklists.yaml", "for: [commissioner]", "for: []", "start, for"),
        ("rules/facts.yaml", "weighting_least", "weighting", "weighting"),
    ],
)
def test_rules_tables_and_checklists_that_do_not_load_are_told_by_file_and_entry(
    file: str, old: str, new: str, entry: str, pack: Path
):
    change(pack, file, old, new)
    (fault,) = found(pack)
    assert fault.startswith(f"fault: {file}: {entry}")


def test_measures_that_no_document_prints_are_a_warning(pack: Path):
    change(pack, "documents/policy.md", WITH_MEASURES[WITH_MEASURES.index("| Code") : WITH_MEASURES.index("\n4.2")], "")
    assert found(pack) == [
        "warning: measures/own.yaml: open-2026: none of the paragraphs it cites has a table of its codes"
    ]


def test_a_document_that_cannot_be_read_is_told_once_and_not_for_each_of_its_refs(pack: Path):
    (pack / "documents" / "guide.md").write_bytes(b"")
    assert [line.split(":")[1].strip() for line in found(pack)] == ["documents/guide.md"]


@pytest.mark.parametrize("folder", ["rules", "measures"])
def test_a_pack_without_a_folder_is_not_asked_for_what_would_be_in_it(folder: str, pack: Path):
    shutil.rmtree(pack / folder)
    assert found(pack) == []


@pytest.mark.parametrize("outcome", list(Outcome))
def test_an_outcome_without_words_in_any_language_of_the_pack_is_a_fault(outcome: Outcome, pack: Path):
    (pack / "wording").mkdir()
    for language in ("en", "cy"):
        shutil.copy(STARTER / "wording" / "en.yaml", pack / "wording" / f"{language}.yaml")
    shutil.copy(STARTER / "wording" / "terms.yaml", pack / "wording")
    (pack / "pack.yaml").write_text("council: {name: T, area: T}\nlanguages: [en, cy]\n", encoding="utf-8")
    lines = (pack / "wording" / "cy.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(f"  {outcome.value}: ")]
    (pack / "wording" / "cy.yaml").write_text("".join(kept), encoding="utf-8")
    assert f"fault: wording/cy.yaml: outcome.{outcome.value}: is missing; write this sentence" in found(pack)
