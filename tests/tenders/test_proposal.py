"""Measures are proposed by rule, suit what is bought, and yield to what a person asks."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from assistant.rules.profile import ContractProfile
from assistant.tenders.desk import TenderDesk
from assistant.tenders.make import make_section
from assistant.tenders.proposal import Asked, asked_of
from assistant.tenders.section import TenderSection
from tests.rules.made_up import PROFILES
from tests.tenders.worked import TODAY, made


def codes(section: TenderSection) -> list[str]:
    return [measure.code for measure in section.measures]


def derived(section: TenderSection, name: str) -> object:
    return next(fact.value for fact in section.derived if fact.name == name)


@given(PROFILES)
def test_no_contract_has_more_measures_than_its_band_allows(desk: TenderDesk, given: ContractProfile):
    section = make_section(given, TODAY, desk.writing, desk.catalogue)
    most = derived(section, "measures_most")
    assert len(section.measures) <= (most if isinstance(most, Decimal) else 3)


@given(PROFILES)
def test_a_skills_measure_is_among_them_where_one_is_required_or_its_want_is_told(
    desk: TenderDesk, given: ContractProfile
):
    section = make_section(given, TODAY, desk.writing, desk.catalogue)
    if derived(section, "employment_and_skills_required") is True:
        told = any(gap.kind == "departure" and "sv-policy#8.2" in gap.refs for gap in section.gaps)
        assert told != any(measure.employment_and_skills for measure in section.measures)


@given(PROFILES)
def test_what_is_proposed_never_conflicts(desk: TenderDesk, given: ContractProfile):
    section = make_section(given, TODAY, desk.writing, desk.catalogue)
    held = {measure.code for measure in section.measures}
    proposed = [measure for measure in section.measures if not measure.pinned]
    assert [measure.code for measure in proposed if held & set(measure.conflicts)] == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("grounds-maintenance", []),
        ("youth-services", ["J14", "S10", "I1"]),
        ("school", ["G3", "J9", "E6", "S9", "I2", "J1"]),
    ],
)
def test_the_worked_contracts_have_these_measures(desk: TenderDesk, name: str, expected: list[str]):
    assert codes(made(desk, name)) == expected


def test_every_measure_says_why_it_was_chosen(desk: TenderDesk):
    for name in ("youth-services", "homecare", "ict", "school", "call-off"):
        assert all(measure.why and all(measure.why) for measure in made(desk, name).measures)


def test_priorities_bring_the_measures_that_serve_them(desk: TenderDesk):
    without = made(desk, "youth-services", priorities=None, measures=None)
    given = made(desk, "youth-services", priorities=["digital inclusion"], measures=None)
    assert "S7" not in codes(without)
    why = next(measure.why for measure in given.measures if measure.code == "S7")
    assert "It serves the priorities given: digital inclusion." in why


def test_a_small_contract_is_not_asked_for_years_of_jobs_or_weeks_of_apprenticeship(desk: TenderDesk):
    section = made(desk, "grounds-maintenance", value=60000, priorities=["jobs and skills"])
    assert {"J1", "J9", "J10", "J11"} & set(codes(section)) == set()


def test_a_person_pins_a_measure_with_a_target_and_drops_another(desk: TenderDesk):
    section = made(desk, "homecare")
    assert codes(section)[:2] == ["J10", "S5"]
    assert [(m.target, m.pinned) for m in section.measures][:3] == [(300, True), (2000, True), (None, False)]
    assert "E2" not in codes(section)
    assert [(left.code, left.why) for left in section.left_out] == [("E2", "a person dropped it")]


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("E5", "it has nothing to do with what is being bought"),
        ("Z9", "the Council's own measures have no such code"),
        ("G8", "the Real Living Wage is a condition of the contract, so it is not also a measure"),
        ("lots", "it cannot be read; write a code like J9, J9=104 to set a target, or -J9 to drop it"),
    ],
)
def test_what_cannot_be_asked_is_left_out_with_the_reason(desk: TenderDesk, entry: str, why: str):
    section = made(desk, "homecare", measures=[entry])
    assert [left.why for left in section.left_out] == [why]
    assert entry not in codes(section)


def test_more_than_the_band_allows_is_left_out_and_told(desk: TenderDesk):
    section = made(desk, "youth-services", measures=["J12", "J13", "S1", "S4", "E3"])
    assert len(section.measures) == 4
    assert [left.why for left in section.left_out] == ["the band allows at most 4 measures"]


def test_a_measure_that_needs_advice_is_never_proposed_and_is_a_choice_where_it_is_asked_for(desk: TenderDesk):
    section = made(desk, "school")
    told = [gap.who for gap in section.gaps if gap.text.startswith("Measure G3")]
    assert told == ["Monitoring Officer"]
    assert "G3" not in codes(made(desk, "school", measures=None))


def test_two_that_conflict_are_kept_where_a_person_asks_for_both_and_it_is_told(desk: TenderDesk):
    section = made(desk, "youth-services", measures=["J13", "S1"])
    assert {"J13", "S1"} <= set(codes(section))
    assert any("J13, S1 may not be claimed" in gap.text for gap in section.gaps)


def test_the_marks_for_quantities_are_shared_without_remainder(desk: TenderDesk):
    marks = [measure.marks for measure in made(desk, "youth-services").measures]
    assert marks == [Decimal("1.68"), Decimal("1.66"), Decimal("1.66")]
    assert sum(mark for mark in marks if mark) == 5


def test_entries_are_read_as_people_write_them():
    read, unread = asked_of(["j9 = 1,040.5", "-E2", "- S1", "J9="])
    assert read == (Asked("J9", False, Decimal("1040.5")), Asked("E2", True, None), Asked("S1", True, None))
    assert unread == ("J9=",)
