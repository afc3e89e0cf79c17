"""A profile is read with care: what is not given is unknown, and what cannot be is refused by the fact it is in."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rules.facts import known_facts
from assistant.rules.profile import ContractProfile, ProfileRefused, given_names, profile_schema, read_profile
from assistant.rules.said import Said
from tests.rules.small import TODAY


def _refusal(**given: object) -> str:
    with pytest.raises(ProfileRefused) as refusal:
        read_profile(given, TODAY)
    return str(refusal.value)


def test_what_is_not_given_is_unknown() -> None:
    profile, warnings = read_profile({}, TODAY)
    assert profile == ContractProfile()
    assert set(vars(profile).values()) == {None}
    assert warnings == ()


@pytest.mark.parametrize("nothing", [None, "", "unknown", " Not known ", "?", "TBC"])
def test_nothing_written_down_is_unknown_too(nothing: object) -> None:
    assert read_profile({"value": nothing, "category": nothing}, TODAY)[0] == ContractProfile()


def test_names_and_choices_are_read_however_they_are_spaced() -> None:
    profile, _ = read_profile(
        {"Value includes VAT": "yes", "regime": "Light touch", "Subject": "Youth services"}, TODAY
    )
    assert (profile.value_includes_vat, profile.regime, profile.subject) == (True, "light-touch", "youth-services")


def test_an_unknown_name_is_refused_with_the_nearest_right_one() -> None:
    assert _refusal(valu=3) == "valu is not a fact of a contract; did you mean value?"
    assert _refusal(colour="red") == "colour is not a fact of a contract"


def test_an_impossible_choice_is_refused_with_the_nearest_right_one() -> None:
    assert _refusal(category="servces") == (
        "category 'servces' is none of services, goods, works, mixed; did you mean services?"
    )


def test_every_problem_is_named_by_its_fact() -> None:
    with pytest.raises(ProfileRefused) as refusal:
        read_profile({"value": "$90k", "start": "soon", "colour": "red"}, TODAY)
    assert sorted(problem.fact for problem in refusal.value.problems) == ["colour", "start", "value"]


def test_a_fact_given_twice_is_refused() -> None:
    assert _refusal(**{"value": 1000, "Value ": 2000}) == "value is given twice"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (
            {"category": "goods", "workforce_transfer": True},
            "workforce_transfer cannot be yes for goods: no one's work moves with them; is it mixed?",
        ),
        (
            {"category": "works", "regime": "light-touch"},
            "regime cannot be light-touch for works; only services are light touch",
        ),
        (
            {"category": "services", "services_share": 0.4},
            "services_share of 0.4 does not fit category services; is it mixed?",
        ),
        (
            {"category": "mixed", "services_share": 1},
            "services_share of 1 is not mixed; give the category that it is",
        ),
        (
            {"framework": True, "regime": "framework-call-off"},
            "framework is about setting up a framework, and regime says that this calls off from one",
        ),
        (
            {"procurement_start": "2026-09-01", "start": "2026-08-01"},
            "start is before procurement_start; a contract cannot start before it is bought",
        ),
        ({"notice_date": "2026-09-01", "award_date": "2026-08-01"}, "award_date is before notice_date"),
        (
            {"extension_provided_for": False, "extension_months": 12},
            "extension_months cannot be given where extension_provided_for is no",
        ),
        ({"term_months": 0}, "term_months is 0; a contract runs for at least a month"),
    ],
)
def test_facts_that_cannot_both_be_true_are_refused(given: dict[str, object], why: str) -> None:
    assert _refusal(**given) == why


@pytest.mark.parametrize(
    ("given", "warning"),
    [
        (
            {"start": "2025-11-18"},
            Said("facts.warning.long_past", {"start": date(2025, 11, 18), "as_of": TODAY}),
        ),
        (
            {"start": "2032-01-01"},
            Said("facts.warning.far_ahead", {"start": date(2032, 1, 1), "as_of": TODAY}),
        ),
        ({"value": 90}, Said("facts.warning.small", {"value": "£90"})),
        ({"social_value_weighting": 0.1}, Said("facts.warning.share", {"percent": "0.1"})),
    ],
)
def test_what_is_possible_but_odd_is_read_with_a_warning(given: dict[str, object], warning: Said) -> None:
    assert read_profile(given, TODAY)[1] == (warning,)


def test_a_start_a_year_ago_is_not_yet_long_past() -> None:
    assert read_profile({"start": "2025-11-20"}, TODAY)[1] == ()


def test_a_profile_has_every_fact_of_the_fixed_interface() -> None:
    fixed = [
        "title", "description", "category", "subject", "value", "value_includes_vat", "term_months",
        "extension_months", "regime", "start", "services_share", "personal_data", "workforce_transfer",
        "subcontracting", "local_area", "priorities", "social_value_weighting", "measures", "live_tender",
    ]  # fmt: skip
    assert list(given_names())[: len(fixed)] == fixed


def test_the_schema_of_a_profile_names_every_fact_and_takes_no_other() -> None:
    schema = profile_schema()
    assert list(schema["properties"]) == list(given_names())
    assert schema["additionalProperties"] is False


def test_every_given_fact_has_a_kind() -> None:
    assert [name for name, fact in known_facts().items() if not fact.derived] == list(given_names())


@given(
    st.dictionaries(st.text(max_size=20), st.text(max_size=30) | st.floats() | st.booleans() | st.none(), max_size=4)
)
def test_anything_given_is_a_profile_or_a_refusal(given: dict[str, object]) -> None:
    with suppress(ProfileRefused):
        assert isinstance(read_profile(given, TODAY)[0], ContractProfile)


@given(st.permutations(["category", "value", "value_includes_vat", "start"]))
def test_the_order_of_the_facts_does_not_matter(names: list[str]) -> None:
    given = {"category": "goods", "value": "£90k", "value_includes_vat": True, "start": "2027-04-01"}
    expected = ContractProfile(category="goods", value=Decimal(90000), value_includes_vat=True, start=date(2027, 4, 1))
    assert read_profile({name: given[name] for name in names}, TODAY)[0] == expected
