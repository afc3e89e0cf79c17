"""Two rules that settle a topic differently: authority, then specificity, then date; else both are shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rules.conflicts import settle
from assistant.rules.evaluate import evaluate
from assistant.rules.rulebook import Rule
from tests.rules.small import TODAY, profile, rule, small, source

_LEAST_10, _LEAST_5 = "{topic: weighting, least: 10}", "{topic: weighting, least: 5}"
_SERVICES = "{fact: category, is: services}"


def _overruled(rules: Sequence[Rule]) -> dict[str, tuple[str, str]]:
    return {id: (found.by.id, found.reason) for id, found in settle(rules).overruled.items()}


def _only(folder: Path, *sources: str) -> list[Rule]:
    files = {f"extra{position}": text for position, text in enumerate(sources)}
    return [rule for rule in small(folder, **files).rules if rule.settles]


def test_the_higher_authority_goes_first(tmp_path: Path) -> None:
    high = source(rule("high", settles=_LEAST_10), authority="rules")
    low = source(rule("low", settles=_LEAST_5, when=_SERVICES), authority="guide")
    assert _overruled(_only(tmp_path / "rules", high, low)) == {"low": ("high", "authority")}


def test_of_one_authority_the_more_specific_goes_first(tmp_path: Path) -> None:
    both = source(rule("wide", settles=_LEAST_10), rule("narrow", settles=_LEAST_5, when=_SERVICES))
    assert _overruled(_only(tmp_path / "rules", both)) == {"wide": ("narrow", "specificity")}


def test_of_one_specificity_the_later_goes_first(tmp_path: Path) -> None:
    old = rule("old", settles=_LEAST_10, in_force_from="2020-01-01")
    new = rule("new", settles=_LEAST_5, in_force_from="2026-01-01")
    assert _overruled(_only(tmp_path / "rules", source(old, new))) == {"old": ("new", "date")}


def test_where_nothing_decides_both_are_shown(tmp_path: Path) -> None:
    rules = _only(tmp_path / "rules", source(rule("one", settles=_LEAST_10), rule("two", settles=_LEAST_5)))
    found = settle(rules)
    assert found.overruled == {}
    assert {id: [other.id for other in others] for id, others in found.undecided.items()} == {
        "one": ["two"],
        "two": ["one"],
    }


def test_rules_that_agree_do_not_conflict(tmp_path: Path) -> None:
    high = source(rule("high", settles=_LEAST_10), authority="rules")
    low = source(rule("low", settles=_LEAST_10), authority="guide")
    found = settle(_only(tmp_path / "rules", high, low))
    assert (found.overruled, found.undecided) == ({}, {})


def test_rules_on_other_topics_do_not_conflict(tmp_path: Path) -> None:
    rules = _only(
        tmp_path / "rules",
        source(rule("one", settles=_LEAST_10), rule("two", settles="{topic: standstill, least: 5}")),
    )
    assert settle(rules).overruled == {}


@pytest.fixture(scope="module")
def rivals(tmp_path_factory: pytest.TempPathFactory) -> list[Rule]:
    folder = tmp_path_factory.mktemp("rivals") / "rules"
    texts = [
        source(rule(f"{authority}-{least}", settles=f"{{topic: weighting, least: {least}}}"), authority=authority)
        for authority in ("rules", "policy", "guide")
        for least in (5, 10)
    ]
    return _only(folder, *texts)


@given(data=st.data())
def test_the_order_of_the_rules_does_not_matter(rivals: list[Rule], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(rivals))
    assert settle(shuffled) == settle(rivals)


def test_only_a_rule_that_applies_overrules(tmp_path: Path) -> None:
    high = source(rule("high", settles=_LEAST_10, when=_SERVICES), authority="rules")
    low = source(rule("low", settles=_LEAST_5), authority="guide")
    book = small(tmp_path / "rules", high=high, low=low)
    for category, overruled in (("services", "high"), ("goods", None)):
        findings = {f.rule.id: f for f in evaluate(book, profile(category=category), TODAY).findings}
        found = findings["low"].overruled
        assert (found.by.id if found else None) == overruled


def test_a_rule_of_another_checklist_overrules_too(tmp_path: Path) -> None:
    high = source(rule("high", settles=_LEAST_10, checklists="[later]"), authority="rules")
    low = source(rule("low", settles=_LEAST_5), authority="guide")
    book = small(tmp_path / "rules", high=high, low=low)
    found = {f.rule.id: f.overruled for f in evaluate(book, profile(), TODAY, book.rules_of("start")).findings}
    assert "high" not in found
    assert found["low"] is not None
    assert found["low"].by.id == "high"
