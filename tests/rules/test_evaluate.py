"""What the rules make of a contract: states, dates due, remarks; and laws that hold for every profile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rules.derived import derive
from assistant.rules.evaluate import State, evaluate
from assistant.rules.facts import Facts, known_facts
from assistant.rules.profile import ContractProfile
from assistant.rules.rulebook import Rulebook
from assistant.rules.said import Said
from tests.rules.made_up import PROFILES, VALUES
from tests.rules.small import TODAY, profile


def _states(book: Rulebook, given: ContractProfile, as_of: date = TODAY) -> dict[str, str]:
    return {finding.rule.id: finding.state.value for finding in evaluate(book, given, as_of).findings}


def test_a_rule_applies_waits_or_does_not(book: Rulebook) -> None:
    assert _states(book, profile(category="services", subject="ict", value="£250k", value_includes_vat=True)) == {
        "consider": "applies",
        "plan": "applies",
        "record": "applies",
    }
    assert _states(book, profile(category="services")) == {
        "consider": "waits",
        "plan": "waits",
        "record": "applies",
    }
    assert _states(book, profile(category="goods")) == {
        "consider": "does not apply",
        "plan": "does not apply",
        "record": "applies",
    }


def test_a_rule_that_is_not_in_force_does_not_apply(book: Rulebook) -> None:
    given = profile(category="services", subject="ict", value=150000, value_includes_vat=True)
    assert _states(book, given, date(2028, 4, 1))["plan"] == "does not apply"


def test_a_date_due_is_reckoned_in_working_days(book: Rulebook) -> None:
    given = profile(
        category="services", subject="ict", value=250000, value_includes_vat=True, start="2027-04-01",
        notice_date="2026-12-29",
    )  # fmt: skip
    due = {finding.rule.id: finding.due for finding in evaluate(book, given, TODAY).findings}
    assert due == {"consider": date(2026, 12, 24), "plan": date(2027, 4, 29), "record": None}


def test_a_date_that_cannot_be_worked_out_is_left_in_words(book: Rulebook) -> None:
    given = profile(category="services", subject="ict", value=250000, value_includes_vat=True)
    assert [finding.due for finding in evaluate(book, given, TODAY).findings] == [None, None, None]


def test_a_subject_that_is_not_listed_is_remarked_on_and_left_unknown(book: Rulebook) -> None:
    evaluation = evaluate(book, profile(subject="youth-service", category="services"), TODAY)
    assert evaluation.remarks == (
        Said("facts.warning.subject", {"subject": "youth-service", "hint": "did you mean youth-services?"}),
    )
    assert (evaluation.facts["light_touch"].value, evaluation.facts["light_touch"].needs) == (None, ("regime",))


def test_a_regime_that_the_value_belies_is_remarked_on(book: Rulebook) -> None:
    given = profile(category="services", subject="ict", value=300000, value_includes_vat=True, regime="below-threshold")
    evaluation = evaluate(book, given, TODAY)
    assert evaluation.facts["regime_worked_out"].value == "full"
    assert [remark.key for remark in evaluation.remarks] == ["facts.why.regime_worked_out.differs"]


def test_a_figure_to_be_confirmed_marks_what_rests_on_it(book: Rulebook) -> None:
    given = profile(category="services", subject="youth-services", value=250000, value_includes_vat=True)
    facts = derive(given, TODAY, book)
    assert (facts["social_value_act_duty"].value, facts["social_value_act_duty"].confirmed) == (True, False)
    higher = derive(replace(given, value=Decimal(700000)), TODAY, book)
    assert (higher["social_value_act_duty"].value, higher["social_value_act_duty"].confirmed) == (True, True)


def test_a_derived_fact_names_the_rows_it_used(book: Rulebook) -> None:
    facts = derive(profile(category="goods", value=90000, value_includes_vat=True), TODAY, book)
    assert [str(ref) for ref in facts["threshold"].refs] == ["law#2.1"]
    assert facts["band"].because == Said(
        "facts.why.band.within", {"value": "£90,000", "band": "C", "lower": "£50,000", "upper": "£100,000"}
    )


@given(PROFILES)
def test_every_fact_is_known_with_a_possible_value_or_says_what_it_needs(
    book: Rulebook, given: ContractProfile
) -> None:
    facts = derive(given, TODAY, book)
    assert list(facts) == list(known_facts())
    for name, fact in facts.items():
        assert (fact.value is None) is bool(fact.needs), name
        choices = known_facts()[name].choices
        assert fact.value is None or not choices or fact.value in choices


@given(PROFILES)
def test_a_rule_waits_exactly_where_a_fact_is_unknown(book: Rulebook, given: ContractProfile) -> None:
    for finding in evaluate(book, given, TODAY).findings:
        assert bool(finding.verdict.waits_on) is (finding.state is State.WAITS)


@given(PROFILES, st.booleans())
def test_learning_whether_vat_is_included_changes_nothing_that_was_known(
    book: Rulebook, given: ContractProfile, includes: bool
) -> None:
    unknown = replace(given, value_includes_vat=None)
    before = derive(unknown, TODAY, book)
    after = derive(replace(given, value_includes_vat=includes), TODAY, book)
    for name, fact in before.items():
        if fact.value is not None and name != "value_includes_vat":
            assert fact.value == after[name].value, name


_LEARNT = [("category", ("services", "goods", "works")), ("subject", ("youth-services", "ict", "construction"))]


@given(PROFILES, st.sampled_from(_LEARNT), st.data())
def test_learning_the_category_or_the_subject_changes_nothing_that_was_known(
    book: Rulebook, given: ContractProfile, learnt: tuple[str, tuple[str, ...]], data: st.DataObject
) -> None:
    name, values = learnt
    unknown = replace(given, services_share=None, regime=None, **{name: None})
    before = derive(unknown, TODAY, book)
    after = derive(replace(unknown, **{name: data.draw(st.sampled_from(values))}), TODAY, book)
    for each, fact in before.items():
        if fact.value is not None:
            assert fact.value == after[each].value, each


_RISING = ("band", "weighting_least", "measures_most")
_ONCE_TRUE = ("above_threshold", "social_value_act_duty", "decision_report_statement", "kpi_duty")


@given(VALUES, VALUES, st.sampled_from(["youth-services", "ict"]), st.booleans())
def test_more_value_never_asks_for_less(
    book: Rulebook, one: Decimal, two: Decimal, subject: str, includes: bool
) -> None:
    given = profile(category="services", subject=subject, value_includes_vat=includes)
    low, high = (_at(book, given, value) for value in sorted((one, two)))
    for name in _RISING:
        assert low[name].value <= high[name].value, name  # type: ignore[operator]
    for name in _ONCE_TRUE:
        if subject == "ict" or name != "kpi_duty":
            assert bool(low[name].value) <= bool(high[name].value), name
    assert bool(low["local_reservation_possible"].value) >= bool(high["local_reservation_possible"].value)


def _at(book: Rulebook, given: ContractProfile, value: Decimal) -> Facts:
    return derive(replace(given, value=value), TODAY, book)


@given(VALUES)
def test_the_band_holds_the_value(book: Rulebook, value: Decimal) -> None:
    facts = _at(book, profile(category="goods", value_includes_vat=True), value)
    lowest = {"A": 0, "B": 10000, "C": 50000, "D": 100000, "E": 207720}
    assert facts["band"].value == max(band for band, lower in lowest.items() if value >= lower)


@given(PROFILES, st.data())
def test_the_order_of_the_rules_does_not_matter(book: Rulebook, given: ContractProfile, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(book.rules))
    first = {f.rule.id: f for f in evaluate(book, given, TODAY).findings}
    second = {f.rule.id: f for f in evaluate(book, given, TODAY, shuffled).findings}
    assert first == second


@pytest.mark.parametrize(
    ("value", "includes", "band"),
    [(40000, None, "B"), (45000, None, None), (120000, None, "D"), (180000, None, None), (300000, None, "E")],
)
def test_whether_vat_is_included_matters_only_near_an_edge(
    book: Rulebook, value: int, includes: bool | None, band: str | None
) -> None:
    fact = derive(profile(category="goods", value=value, value_includes_vat=includes), TODAY, book)["band"]
    assert (fact.value, fact.needs) == (band, () if band else ("value_includes_vat",))
