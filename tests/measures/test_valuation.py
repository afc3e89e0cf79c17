"""What commitments are worth: exact, additive, and never more for being shared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.measures.commitment import Commitment, CommitmentsRefused
from assistant.measures.discounting import Discount, factor, load_discount
from assistant.measures.valuation import Terms, Valuation, value_commitments, worth
from assistant.measures.value_command import value_entries
from corpus import STARTER
from indexer.model import Audience
from tests.measures.promised import catalogue, licensed_pack, promise

RATE = Discount(Decimal("3.5"), 30, True, "a rate", "a source", False, "a note")
VALUED = ("TX1", "TX2", "TX4", "TX5")
PENNY = Decimal("0.01")


def valued(*commitments: Commitment, **terms: object) -> Valuation:
    return value_commitments(commitments, catalogue().themes, Terms(**terms))  # type: ignore[arg-type]


def test_a_quantity_is_worth_so_many_times_its_value():
    made = valued(promise("TX1", "8"), promise("TX2", "3.5", row=2))
    assert [one.pounds for one in made.valued] == [100, 350]
    assert (made.total, made.edition, made.in_units) == (Decimal(450), "tx-2026", ())


def test_only_this_contracts_share_counts_and_not_what_would_have_happened_anyway():
    made = valued(promise("TX1", "8", attribution="50", deadweight="10"))
    assert (made.valued[0].commitment.counted, made.total) == (Decimal("3.6"), Decimal(45))


def test_half_a_penny_is_rounded_up_once_for_each_commitment():
    made = valued(promise("TX4", "1", activity="a"), promise("TX4", "1", row=2, activity="b"))
    assert [one.pounds for one in made.valued] == [Decimal("7.34"), Decimal("7.34")]
    assert made.total == Decimal("14.68")


def test_themes_have_their_totals_in_the_packs_order_under_their_names():
    made = valued(promise("TX4", "2"), promise("TX1", "2", row=2), promise("TX4", "2", row=3))
    assert [(theme.key, theme.name, theme.pounds) for theme in made.themes] == [
        ("jobs", "Jobs", Decimal(25)),
        ("social", "Social", Decimal("29.34")),
    ]


def test_a_measure_without_a_value_is_counted_apart_and_not_dropped():
    made = valued(promise("TX3", "40", attribution="25"), promise("TX1", "2", row=2))
    assert [(one.commitment.measure.code, one.commitment.counted) for one in made.in_units] == [("TX3", 10)]
    assert made.total == 25


def test_measures_of_the_councils_own_are_in_units_beside_a_licensed_edition():
    made = valued(promise("J1", "2"), promise("TX1", "2", row=2))
    assert [one.commitment.measure.code for one in made.in_units] == ["J1"]
    assert made.edition == "tx-2026"


def test_where_nothing_has_a_value_there_is_no_total_and_not_a_total_of_nothing():
    made = valued(promise("J1", "2"), contract_value=Decimal(1000))
    assert (made.total, made.share, made.edition, made.themes) == (None, None, "", ())


def test_a_share_of_the_contracts_value_is_a_percentage_to_two_places():
    assert valued(promise("TX1", "8"), contract_value=Decimal(30_000)).share == Decimal("0.33")
    assert valued(promise("TX1", "8")).share is None


def test_one_measure_twice_for_an_activity_is_refused_with_the_reason():
    twice = (promise("TX1", activity="Homes"), promise("TX1", row=2, activity="homes"))
    with pytest.raises(CommitmentsRefused, match="row 2, code: TX1 is promised for 'homes' in row 1 too"):
        valued(*twice)


def test_measures_that_exclude_each_other_are_refused_for_one_activity_with_the_reason():
    with pytest.raises(CommitmentsRefused, match=r"J2 may not be counted with J1 \(row 1\) for one activity, 'Homes'"):
        valued(promise("J1", activity="Homes"), promise("J2", row=2, activity="Homes"))


def test_values_of_two_editions_are_not_added_together():
    other = promise("TX1", row=2)
    other = replace(other, measure=replace(other.measure, edition="tx-2027"))
    with pytest.raises(CommitmentsRefused, match="TX1 is valued by edition tx-2027, and row 1 by tx-2026"):
        valued(promise("TX2"), other)


def test_the_public_is_told_of_no_measure_that_is_licensed_to_the_council_alone(tmp_path: Path):
    pack, entries = licensed_pack(tmp_path), [{"code": "TX1", "quantity": 8, "unit": "people"}]
    assert value_entries(entries, pack, None, Audience.STAFF, discounted=False).total == 100
    with pytest.raises(CommitmentsRefused, match="there is no measure 'TX1'"):
        value_entries(entries, pack, None, Audience.PUBLIC, discounted=False)


# Discounting


def test_the_packs_rate_is_the_green_books_and_is_yet_to_be_confirmed():
    rate = load_discount(STARTER)
    assert (rate.percent, rate.years, rate.confirmed) == (Decimal("3.5"), 30, False)
    assert "to be confirmed" in rate.note


def test_the_first_year_counts_whole_and_the_second_is_discounted_by_one():
    made = valued(promise("TX2", "2", years="2"), discount=RATE)
    # £100 in the first year, and £100 / 1.035 in the second.
    assert made.total == Decimal("196.62")
    assert valued(promise("TX2", "2", years="1"), discount=RATE).total == 200


def test_a_rate_may_discount_the_first_year_too():
    late = replace(RATE, first_year_counts_whole=False)
    assert valued(promise("TX2", "1.035", years="1"), discount=late).total == 100


def test_days_fall_in_the_years_of_the_contract_from_the_earliest_day_given():
    first = promise("TX2", "1", begins=date(2027, 4, 1), until=date(2028, 3, 31))
    second = promise("TX2", "1", row=2, begins=date(2028, 4, 1), until=date(2029, 3, 31))
    made = valued(second, first, discount=RATE)
    assert [one.pounds for one in made.valued] == [Decimal("96.62"), Decimal(100)]


def test_a_leap_day_begins_a_year_like_another():
    one = promise("TX2", "1", begins=date(2028, 2, 29), until=date(2029, 2, 28))
    assert factor(one, date(2028, 2, 29), RATE) == 1


def test_what_is_worth_money_must_say_when_if_it_is_discounted():
    with pytest.raises(CommitmentsRefused) as refused:
        valued(promise("TX1"), promise("TX3", row=2), promise("TX2", row=3), discount=RATE)
    assert [str(mend) for mend in refused.value.mends] == [
        f"row {row}, years: is empty, and discounting turns on it; give years, or from and until" for row in (1, 3)
    ]


def test_a_rate_is_not_stretched_beyond_its_years():
    with pytest.raises(CommitmentsRefused, match="reach into year 6 of the contract, and the rate is for 5 years"):
        valued(promise("TX1", years="5.5"), discount=replace(RATE, years=5))


def test_without_being_asked_nothing_is_discounted():
    made = valued(promise("TX2", "2", years="30"))
    assert (made.total, made.valued[0].factor, made.terms.discount) == (200, 1, None)


def test_the_json_says_whose_the_value_is_and_what_was_counted():
    made = valued(promise("TX1", "8", attribution="50", years="2"), promise("J1", row=2), contract_value=Decimal(1000))
    said = made.as_json()
    assert (said["total"], said["percent_of_contract_value"], said["edition"]) == (50.0, 5.0, "tx-2026")
    assert said["themes"] == [{"theme": "jobs", "name": "Jobs", "pounds": 50.0}]
    assert said["valued"][0]["value"] == {
        "amount": 12.5,
        "edition": "tx-2026",
        "source": "Juggling Trust, table 3",
        "licence": "Licence 7 of the Juggling Trust, until 2027",
        "year": 2025,
    }
    assert (said["valued"][0]["counted"], said["valued"][0]["factor"]) == (4.0, 1.0)
    assert [(one["code"], one["counted"]) for one in said["in_units"]] == [("J1", 1.0)]
    assert said["discount"] is None


# Properties

QUANTITIES = st.decimals(Decimal("0.0001"), 1_000_000, places=4)
PERCENTAGES = st.decimals(0, 100, places=2)


@st.composite
def promises(draw: st.DrawFn, row: int = 1) -> Commitment:
    code = draw(st.sampled_from((*VALUED, "TX3", "J1")))
    measure = next(one for one in catalogue().measures if one.code == code)
    return Commitment(
        row, measure, draw(QUANTITIES), draw(PERCENTAGES), draw(PERCENTAGES), draw(st.decimals(Decimal("0.1"), 30, places=1)),
        activity=f"activity {row}",
    )  # fmt: skip


SETS = st.integers(1, 8).flatmap(lambda count: st.tuples(*(promises(row) for row in range(1, count + 1))))


@settings(max_examples=200, deadline=None)
@given(promises().filter(lambda one: one.measure.value is not None), QUANTITIES)
def test_a_value_is_linear_in_the_quantity(one: Commitment, more: Decimal):
    value = one.measure.value
    assert value is not None
    added = replace(one, quantity=one.quantity + more)
    assert worth(added, value) == worth(one, value) + worth(replace(one, quantity=more), value)
    assert worth(replace(one, quantity=one.quantity * 3), value) == 3 * worth(one, value)


@settings(max_examples=100, deadline=None)
@given(SETS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_no_total(given_: tuple[Commitment, ...], random: object):
    shuffled = list(given_)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = valued(*given_, discount=RATE), valued(*shuffled, discount=RATE)
    assert (one.total, one.themes) == (other.total, other.themes)


@settings(max_examples=100, deadline=None)
@given(SETS)
def test_the_themes_add_up_to_the_total_and_nothing_is_dropped(given_: tuple[Commitment, ...]):
    made = valued(*given_)
    assert sum(theme.pounds for theme in made.themes) == (made.total or 0)
    assert len(made.valued) + len(made.in_units) == len(given_)


@settings(max_examples=200, deadline=None)
@given(promises(), PERCENTAGES)
def test_sharing_never_raises_a_value(one: Commitment, attribution: Decimal):
    whole = replace(one, attribution=Decimal(100))
    less, more = valued(replace(one, attribution=attribution)), valued(whole)
    assert (less.total or 0) <= (more.total or 0)
    assert (valued(replace(whole, deadweight=Decimal(0))).total or 0) >= (more.total or 0)


@settings(max_examples=200, deadline=None)
@given(promises())
def test_discounting_never_raises_a_value_nor_takes_it_all(one: Commitment):
    by = factor(one, None, RATE)
    assert 0 < by <= 1
    assert (valued(one, discount=RATE).total or 0) <= (valued(one).total or 0)


@settings(max_examples=100, deadline=None)
@given(SETS)
def test_every_commitment_is_its_exact_worth_to_the_nearest_penny(given_: tuple[Commitment, ...]):
    for one in valued(*given_).valued:
        assert one.pounds == worth(one.commitment, one.value).quantize(PENNY, ROUND_HALF_UP)
