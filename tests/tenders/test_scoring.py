"""Marks are reckoned as the guide prints them, and rounded once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.tenders.desk import TenderDesk
from assistant.tenders.indicators import least_for
from assistant.tenders.scoring import BIDDERS, narrative_marks, offered_by, quantity_marks, rounded, target_of
from tests.tenders.worked import made

# The offers and marks of the evaluation guide, paragraphs 8.1 and 8.2.
GUIDE = [
    (2, 104, (104, 52, 156), ("2.00", "1.00", "2.00")),
    ("1.5", 120, (60, 120, 0), ("0.75", "1.50", "0.00")),
    ("1.5", 1500, (1000, 2000, 500), ("1.00", "1.50", "0.50")),
]


@pytest.mark.parametrize(("marks", "target", "offers", "earned"), GUIDE)
def test_marks_are_those_of_the_guides_example(marks: int | str, target: int, offers: tuple, earned: tuple):
    reckoned = [rounded(quantity_marks(Decimal(marks), Decimal(offer), Decimal(target))) for offer in offers]
    assert [str(mark) for mark in reckoned] == list(earned)


def test_a_narrative_of_4_for_seven_and_a_half_marks_earns_6():
    assert narrative_marks(Decimal("7.5"), Decimal(4)) == 6


def test_a_third_figure_of_5_is_rounded_up():
    assert rounded(Decimal("7.375")) == Decimal("7.38")


@pytest.mark.parametrize("name", ["youth-services", "homecare", "ict", "school", "call-off"])
def test_the_example_adds_up_from_its_own_offers(desk: TenderDesk, name: str):
    section = made(desk, name)
    part = section.part("scoring")
    assert part is not None
    totals = next(grid for grid in part.grids if grid.id == "example-totals")
    scored = [measure for measure in section.measures if measure.marks]
    half = sum(measure.marks for measure in scored if measure.marks)
    for at, bidder in enumerate(BIDDERS):
        quantities = sum(
            measure.marks * min(Decimal(1), offered_by(bidder, place, measure) / target_of(measure))
            for place, measure in enumerate(scored)
            if measure.marks
        )
        whole = rounded(quantities + half * bidder.narrative / 5)
        assert totals.rows[-1][2 + at] == f"{whole:.2f}"


@pytest.mark.parametrize(("percent", "least"), [(100, "104"), (90, "93.6"), (60, "62.4")])
def test_a_rating_begins_at_its_share_of_what_is_due(percent: int, least: str):
    assert least_for(Decimal(104), Decimal(percent)) == Decimal(least)
