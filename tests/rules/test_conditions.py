"""Conditions are three-valued, by Kleene's rules, and say what decided them and what they wait for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rules.condition_shapes import read_condition
from assistant.rules.conditions import All, AnyOf, Comparison, Condition, Not
from assistant.rules.derived import derive
from assistant.rules.facts import Fact, Facts
from assistant.rules.rulebook import Rulebook
from assistant.rules.said import Said
from tests.rules.small import TODAY, profile

_NAMES = ("urgent", "lots", "framework", "direct_award")
_TRUTHS = st.sampled_from([True, False, None])
_LEAVES = st.builds(Comparison, st.sampled_from(_NAMES), st.just("is"), st.just(True))


def _branches(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.builds(All, several) | st.builds(AnyOf, several) | st.builds(Not, parts)


_CONDITIONS = st.recursive(_LEAVES, _branches, max_leaves=8)
_FACTS = st.fixed_dictionaries(dict.fromkeys(_NAMES, _TRUTHS)).map(
    lambda values: {
        name: Fact(name, value, Said("facts.given"), needs=() if value is not None else (name,))
        for name, value in values.items()
    }
)


@given(_CONDITIONS, _FACTS)
def test_not_not_is_the_same(condition: Condition, facts: Facts) -> None:
    assert Not(Not(condition)).judge(facts) == condition.judge(facts)


@given(_CONDITIONS, _CONDITIONS, _FACTS)
def test_de_morgan_holds_in_three_values(a: Condition, b: Condition, facts: Facts) -> None:
    assert Not(All((a, b))).judge(facts).holds == AnyOf((Not(a), Not(b))).judge(facts).holds
    assert Not(AnyOf((a, b))).judge(facts).holds == All((Not(a), Not(b))).judge(facts).holds


@given(_CONDITIONS, _CONDITIONS, _CONDITIONS, _FACTS)
def test_order_and_grouping_do_not_matter(a: Condition, b: Condition, c: Condition, facts: Facts) -> None:
    for kind in (All, AnyOf):
        assert kind((a, b)).judge(facts).holds == kind((b, a)).judge(facts).holds
        assert kind((kind((a, b)), c)).judge(facts).holds == kind((a, kind((b, c)))).judge(facts).holds


@given(_CONDITIONS, _CONDITIONS, _CONDITIONS, _FACTS)
def test_each_distributes_over_the_other(a: Condition, b: Condition, c: Condition, facts: Facts) -> None:
    assert All((a, AnyOf((b, c)))).judge(facts).holds == AnyOf((All((a, b)), All((a, c)))).judge(facts).holds
    assert AnyOf((a, All((b, c)))).judge(facts).holds == All((AnyOf((a, b)), AnyOf((a, c)))).judge(facts).holds


@given(_CONDITIONS, _FACTS, st.data())
def test_learning_a_fact_never_changes_what_was_known(condition: Condition, facts: Facts, data: st.DataObject) -> None:
    before = condition.judge(facts).holds
    learnt = {
        name: fact if fact.value is not None else Fact(name, data.draw(st.booleans()), fact.because)
        for name, fact in facts.items()
    }
    after = condition.judge(learnt).holds
    assert after is not None
    assert before in (None, after)


@given(_CONDITIONS, _FACTS)
def test_it_waits_only_where_it_is_unknown_and_only_for_unknown_facts(condition: Condition, facts: Facts) -> None:
    verdict = condition.judge(facts)
    assert bool(verdict.waits_on) is (verdict.holds is None)
    assert all(facts[name].value is None for name in verdict.waits_on)


@pytest.mark.parametrize(
    ("test", "holds"),
    [
        ({"fact": "value", "above": 90000}, False),
        ({"fact": "value", "at_least": 90000}, True),
        ({"fact": "value", "below": 90000}, False),
        ({"fact": "value", "at_most": 90000}, True),
        ({"fact": "value", "between": [90000, 100000]}, True),
        ({"fact": "value", "between": [90000.01, 100000]}, False),
        ({"fact": "value", "is": "£90k"}, True),
        ({"fact": "start", "before": date(2027, 4, 1)}, False),
        ({"fact": "start", "from": date(2027, 4, 1)}, True),
        ({"fact": "start", "between": [date(2027, 1, 1), date(2027, 4, 1)]}, True),
        ({"fact": "category", "is": "services"}, True),
        ({"fact": "category", "is_not": "services"}, False),
        ({"fact": "category", "one_of": ["goods", "services"]}, True),
        ({"fact": "priorities", "is": "jobs"}, True),
        ({"fact": "priorities", "is_not": "carbon"}, True),
        ({"fact": "priorities", "one_of": ["carbon", "health"]}, False),
        ({"fact": "urgent", "is": True}, None),
    ],
)
def test_each_test_means_what_it_says(test: dict[str, object], holds: bool | None, book: Rulebook) -> None:
    given = profile(value=90000, start="2027-04-01", category="services", priorities=["jobs"])
    assert read_condition(test).judge(derive(given, TODAY, book)).holds is holds


def test_a_derived_fact_waits_for_the_given_facts_beneath_it(book: Rulebook) -> None:
    facts = derive(profile(category="services", subject="ict"), TODAY, book)
    verdict = read_condition({"fact": "band", "is": "D"}).judge(facts)
    assert (verdict.holds, verdict.waits_on) == (None, ("value", "value_includes_vat"))


def test_all_is_decided_by_what_fails(book: Rulebook) -> None:
    facts = derive(profile(category="goods", lots=True), TODAY, book)
    condition = read_condition({"all": [{"fact": "lots", "is": True}, {"fact": "category", "is": "works"}]})
    verdict = condition.judge(facts)
    assert (verdict.holds, [fact.name for fact in verdict.by]) == (False, ["category"])


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ({"fact": "valu", "is": 1}, "there is no fact 'valu'; did you mean value?"),
        ({"fact": "band", "is": "F"}, "band is never 'F'"),
        ({"fact": "regime", "is": "light_touch"}, "regime is never 'light_touch'; did you mean light-touch?"),
        ({"fact": "urgent", "is": "yes"}, "urgent is true or false, not 'yes'"),
        ({"fact": "urgent", "above": 3}, "urgent is truth and takes is, is_not, not above"),
        ({"fact": "title", "is": "x"}, "title is words and takes no test, not is"),
        (
            {"fact": "value", "is": 1, "above": 0},
            "a test of value has one of is, is_not, one_of, above, at_least, below, at_most, between, before, from, "
            "and this has is, above",
        ),
        ({"fact": "value", "between": [5, 1]}, "between takes the lowest and the highest, both included"),
        (
            {"fact": "value", "above": "lots"},
            "value 'lots' is not an amount; write it like 90000, £90,000, £90k or £2.4m",
        ),
        ({"fact": "start", "before": "2026"}, "start is a date like 2026-11-20, not '2026'"),
        ({"fact": "category", "one_of": "goods"}, "one_of takes a list"),
        ({"all": []}, "'all' is a list of conditions"),
        ({"some": []}, "'some' is no condition; use all, any, not or fact"),
        ({"all": [], "any": []}, "a condition has one of all, any, not or fact, and this has all, any"),
        ("always", "a condition is 'all:', 'any:', 'not:' or {fact: ..., is: ...}"),
    ],
)
def test_a_condition_that_cannot_be_is_refused(raw: object, why: str) -> None:
    with pytest.raises(ValueError, match=r"\w") as refusal:
        read_condition(raw)
    assert str(refusal.value) == why


def test_numbers_of_a_test_are_exact() -> None:
    read = read_condition({"fact": "social_value_weighting", "below": 2.5})
    assert read == Comparison("social_value_weighting", "below", Decimal("2.5"))
