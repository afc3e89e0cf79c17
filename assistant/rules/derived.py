"""Every fact of a contract on a date: those given, and those that follow from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from assistant.rules import deriving_kind as kind
from assistant.rules import deriving_policy as policy
from assistant.rules import deriving_regime as regime
from assistant.rules.deriving import Deriving
from assistant.rules.facts import Fact, Facts
from assistant.rules.profile import ContractProfile, given_names
from assistant.rules.rulebook import Rulebook
from assistant.rules.said import Names, Said

# Each rests on facts given and on those above it.
_DERIVATIONS: Mapping[str, Callable[[Deriving], Fact]] = {
    "value_with_vat": kind.value_with_vat,
    "term_with_extensions": kind.term_with_extensions,
    "end": kind.end,
    "services_majority": kind.services_majority,
    "goods_only": kind.goods_only,
    "light_touch": kind.light_touch,
    "homecare": kind.homecare,
    "construction": kind.construction,
    "threshold_type": regime.threshold_type,
    "threshold": regime.threshold,
    "above_threshold": regime.above_threshold,
    "regime_worked_out": regime.regime_worked_out,
    "social_value_act_duty": regime.social_value_act_duty,
    "band": policy.band,
    "route": policy.route,
    "approval": policy.approval,
    "weighting_least": policy.weighting_least,
    "weighting_met": policy.weighting_met,
    "measures_most": policy.measures_most,
    "measures_within_limit": policy.measures_within_limit,
    "employment_and_skills_required": policy.employment_and_skills_required,
    "kpi_duty": regime.kpi_duty,
    "standstill_mandatory": regime.standstill_mandatory,
    "local_reservation_possible": regime.local_reservation_possible,
    "decision_report_statement": policy.decision_report_statement,
    "living_wage_condition": policy.living_wage_condition,
}
_GIVEN = Said("facts.given")


def derive(profile: ContractProfile, as_of: date, rulebook: Rulebook) -> Facts:
    """Every fact by name, the given ones first.

    Where the value is given but not whether it includes VAT, a fact that is the same either way is known.
    """
    found = {**_none_given(), **_given(profile)}
    if profile.value is None or profile.value_includes_vat is not None:
        return {**found, **_derived(profile, as_of, rulebook, found)}
    with_vat = _derived(replace(profile, value_includes_vat=True), as_of, rulebook, found)
    without = _derived(replace(profile, value_includes_vat=False), as_of, rulebook, found)
    return {**found, **{name: _either_way(with_vat[name], without[name]) for name in with_vat}}


def _given(profile: ContractProfile) -> dict[str, Fact]:
    return {name: Fact(name, value, _GIVEN) for name, value in vars(profile).items() if value is not None}


@cache
def _none_given() -> Mapping[str, Fact]:
    return {name: _not_given(name) for name in given_names()}


def _not_given(name: str) -> Fact:
    return Fact(name, None, Said("facts.not_given"), needs=(name,))


def _derived(profile: ContractProfile, as_of: date, rulebook: Rulebook, given: Facts) -> Facts:
    deriving = Deriving(profile, as_of, rulebook, dict(given))
    for name, derivation in _DERIVATIONS.items():
        deriving.found[name] = derivation(deriving)
    return {name: deriving.found[name] for name in _DERIVATIONS}


def _either_way(included: Fact, excluded: Fact) -> Fact:
    """One fact from two: known where both agree, and otherwise waiting on whether the value includes VAT."""
    if included == excluded:
        return included
    if included.value is not None and included.value == excluded.value:
        because = Said("facts.either_way", {"because": included.because})
        refs = tuple(dict.fromkeys((*included.refs, *excluded.refs)))
        return replace(included, because=because, refs=refs, confirmed=included.confirmed and excluded.confirmed)
    needs = tuple(dict.fromkeys(("value_includes_vat", *included.needs, *excluded.needs)))
    refs = tuple(dict.fromkeys((*included.refs, *excluded.refs)))
    return Fact(included.name, None, Said("facts.unknown", {"needs": Names(needs)}), refs, needs)
