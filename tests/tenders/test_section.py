"""What a section has in each band, for each sort of contract, and what it says is missing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.tenders.desk import TenderDesk
from assistant.tenders.make import approved
from tests.tenders.worked import NAMES, TODAY, ids, made

ORDER = [
    "purpose", "weighting", "local-area", "measures", "instructions", "questions", "scoring", "clauses", "kpis",
    "management", "decision-report", "gaps",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_parts_are_in_order_and_numbered(desk: TenderDesk, name: str):
    section = made(desk, name)
    held = [part.id for part in section.parts]
    assert held == [id for id in ORDER if id in held]
    assert [part.number for part in section.parts] == [str(at) for at in range(1, len(held) + 1)]
    numbers = [line.number for line in section.lines()]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("name", ["youth-services", "homecare", "ict", "school", "call-off"])
def test_a_contract_that_is_scored_has_every_part(desk: TenderDesk, name: str):
    assert [part.id for part in made(desk, name).parts] == ORDER


def test_in_band_a_nothing_is_scored_and_the_section_says_so(desk: TenderDesk):
    section = made(desk, "grounds-maintenance", value=9000)
    assert [part.id for part in section.parts] == ["purpose", "gaps"]
    assert "Nothing is scored for it" in section.parts[0].lines[1].text
    assert (section.measures, section.indicators) == ((), ())


def test_in_band_b_suppliers_may_be_asked_and_nothing_is_scored(desk: TenderDesk):
    section = made(desk, "grounds-maintenance")
    assert section.part("scoring") is None
    assert ids(section, "questions") == ["questions-b", "question-offer-b"]
    assert section.measures == ()


def test_in_band_c_the_narrative_alone_is_scored(desk: TenderDesk):
    section = made(desk, "grounds-maintenance", value=60000)
    scoring = section.part("scoring")
    assert scoring is not None
    assert [grid.id for grid in scoring.grids] == ["scores", "example-totals"]
    assert "scoring-quantities" not in ids(section, "scoring")
    assert [measure.marks for measure in section.measures] == [None, None]
    assert section.indicators == ()


def test_the_act_is_a_basis_only_where_it_applies(desk: TenderDesk):
    assert "purpose-act" in ids(made(desk, "homecare"), "purpose")
    for name in ("youth-services", "school", "call-off"):
        assert "purpose-act" not in ids(made(desk, name), "purpose")
        assert "purpose-policy-alone" in ids(made(desk, name), "purpose")


def test_a_call_off_is_not_held_to_the_statement_or_to_section_12(desk: TenderDesk):
    said = ids(made(desk, "call-off"), "purpose")
    assert {"purpose-npps", "purpose-public-benefit", "purpose-criteria-covered"} & set(said) == set()
    assert {"purpose-call-off", "purpose-criteria-call-off"} <= set(said)


def test_at_least_three_indicators_are_marked_where_the_duty_applies(desk: TenderDesk):
    for name in ("ict", "school"):
        assert sum(indicator.published for indicator in made(desk, name).indicators) == 3
        assert "kpis-duty" in ids(made(desk, name), "kpis")
    for name in ("homecare", "call-off"):
        assert not any(indicator.published for indicator in made(desk, name).indicators)


def test_too_few_indicators_to_publish_are_told(desk: TenderDesk):
    section = made(
        desk, "ict", category="goods", subject="furniture", measures=["-G7", "-I3"], workforce_transfer=False
    )
    assert len(section.indicators) < 3
    told = [gap.text for gap in section.gaps if "briefing-procurement-act#10.1" in gap.refs]
    assert told[0].startswith(
        f"At least 3 indicators must be set and published, and there are {len(section.indicators)}"
    )


def test_a_weighting_below_the_least_is_flagged_with_who_must_agree(desk: TenderDesk):
    section = made(desk, "call-off")
    departures = [(gap.who, gap.lines) for gap in section.gaps if gap.kind == "departure"]
    assert departures == [("Cabinet Member for Resources", ("weighting-departure-e",))]
    assert [line.id for line in section.lines() if line.departure] == ["weighting-departure-e"]


def test_goods_alone_may_have_half_the_least_by_agreement(desk: TenderDesk):
    section = made(
        desk, "ict", category="goods", subject="furniture", social_value_weighting=7.5, workforce_transfer=False
    )
    assert "weighting-departure-goods" in ids(section, "weighting")
    assert "wage-pay" not in ids(section, "clauses")


def test_the_least_weighting_stands_where_none_is_given(desk: TenderDesk):
    section = made(desk, "ict")
    lines = {line.id: line.text for line in section.lines()}
    assert lines["weighting-share"].startswith("Social value carries 15% of the total score")
    assert "weighting-no-departure-e" in lines
    assert "social_value_weighting" not in [fact.name for fact in section.profile]
    assert [gap for gap in section.gaps if gap.kind in ("fact", "departure")] == []


def test_the_living_wage_is_a_clause_of_services_and_not_of_works(desk: TenderDesk):
    assert "wage-pay" in ids(made(desk, "homecare"), "clauses")
    assert "wage-pay" not in ids(made(desk, "school"), "clauses")


def test_the_terms_of_a_charter_are_for_its_own_kind_of_contract_and_are_to_be_confirmed(desk: TenderDesk):
    lines = {line.id: line for line in made(desk, "homecare").lines()}
    assert (lines["care-travel"].strength, lines["care-travel"].confirmed) == ("may", False)
    assert "works-safety" in ids(made(desk, "school"), "clauses")
    assert "care-travel" not in ids(made(desk, "school"), "clauses")


def test_a_contract_without_subcontractors_has_no_clauses_on_them(desk: TenderDesk):
    assert "subcontracts-flow" not in ids(made(desk, "call-off"), "clauses")
    assert "subcontracts-flow" in ids(made(desk, "homecare"), "clauses")


def test_a_fact_that_nobody_gave_is_a_gap_and_stands_as_a_blank(desk: TenderDesk):
    section = made(desk, "homecare", priorities=None)
    lines = {line.id: line.text for line in section.lines()}
    assert "([Priorities: to be given])" in lines["question-fit-de"]
    waiting = [gap.lines for gap in section.gaps if gap.text.startswith("Not known: Priorities")]
    assert waiting == [("question-fit-de", "decision-statement")]


def test_lines_that_turn_on_an_unknown_fact_are_left_out_and_told(desk: TenderDesk):
    section = made(desk, "homecare", workforce_transfer=None)
    assert "instructions-transfer" not in ids(section, "instructions")
    gaps = [gap.lines for gap in section.gaps if gap.kind == "fact"]
    assert gaps == [("instructions-transfer", "question-transfer")]


def test_a_direct_award_is_told_to_have_no_score(desk: TenderDesk):
    section = made(desk, "homecare", direct_award=True)
    assert any(gap.refs == ("sv-policy#4.5",) for gap in section.gaps)


def test_the_yearly_target_is_the_share_of_a_year(desk: TenderDesk):
    yearly = {one.measure: one.yearly for one in made(desk, "homecare").indicators}
    assert (yearly["J10"], yearly["S5"], yearly["I1"]) == (Decimal("100.0"), Decimal("666.7"), None)


def test_a_section_is_a_draft_until_somebody_approves_it(desk: TenderDesk):
    section = made(desk, "youth-services")
    assert b"**Draft, not checked.**" in desk.printed(section, "md")
    printed = desk.printed(approved(section, "A. Clerk", TODAY), "md").decode()
    assert "Draft, not checked" not in printed
    assert "**Approved by A. Clerk on 20 November 2026.**" in printed
