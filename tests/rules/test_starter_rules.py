"""The starter pack's rules: they load, every paragraph they name is in the pack, and every derived fact can be known."""

from __future__ import annotations

import pytest

from assistant.checklists.checklist import Sources
from assistant.rules.derived import derive
from assistant.rules.facts import known_facts
from assistant.rules.rulebook import Rulebook
from corpus import STARTER
from indexer.pack import open_pack, read_pack
from tests.rules.small import TODAY, profile

_NAMES = [
    "social-value-act", "commissioning-cycle", "procedure-route", "decision-report", "market-engagement", "equality",
    "ethical-care-charter", "construction-charter", "modern-slavery", "ethical-investment", "supplier-readiness",
    "contract-management", "modification", "bidder-fairness", "self-assessment",
]  # fmt: skip


@pytest.fixture(scope="module")
def sources() -> Sources:
    return Sources.of(read_pack(open_pack(STARTER), lambda _: None).documents, "starter")


def test_every_paragraph_that_the_rules_rest_on_is_in_the_pack(starter: Rulebook, sources: Sources) -> None:
    assert starter.missing(sources.paragraphs.keys()) == ()


def test_the_fifteen_checklists_are_there_and_each_has_rules(starter: Rulebook) -> None:
    assert sorted(starter.headings) == sorted(_NAMES)
    assert [name for name in _NAMES if not starter.rules_of(name)] == []


def test_every_derived_fact_is_known_of_a_contract_that_is_told_whole(starter: Rulebook) -> None:
    whole = profile(
        category="services", subject="ict", value="£250k", value_includes_vat=False, start="2027-04-01",
        term_months=36, extension_months=12, social_value_weighting=10, measures=["J1"],
    )  # fmt: skip
    facts = derive(whole, TODAY, starter)
    assert [name for name, fact in facts.items() if known_facts()[name].derived and fact.value is None] == []


def test_every_derived_fact_rests_on_something(starter: Rulebook) -> None:
    facts = derive(profile(category="services", subject="ict", value=250000, value_includes_vat=True), TODAY, starter)
    without = [name for name, fact in facts.items() if known_facts()[name].derived and not fact.refs]
    assert without == ["end"]
