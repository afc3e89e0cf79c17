"""Where rules that apply settle one topic differently: authority decides, then the more specific, then the later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.rules.rulebook import Rule

Reason = Literal["authority", "specificity", "date"]
_REASONS: tuple[Reason, ...] = ("authority", "specificity", "date")


@dataclass(frozen=True)
class Overruling:
    """That another rule goes before this one, and why."""

    by: Rule
    reason: Reason


@dataclass(frozen=True)
class Conflicts:
    """By rule id: what overrules it, and the rules that it differs from with nothing to decide between them."""

    overruled: Mapping[str, Overruling]
    undecided: Mapping[str, tuple[Rule, ...]]


def settle(rules: Iterable[Rule]) -> Conflicts:
    """Every conflict among rules that apply. The order they are given in does not matter."""
    overruled: dict[str, Overruling] = {}
    undecided: dict[str, tuple[Rule, ...]] = {}
    for group in _by_topic(rules):
        first, *rest = sorted(group, key=lambda rule: (_standing(rule), rule.id))
        for rule in rest:
            if rule.settles != first.settles and (reason := _reason(first, rule)):
                overruled[rule.id] = Overruling(first, reason)
        tied = [rule for rule in group if _standing(rule) == _standing(first)]
        for rule in tied:
            if others := tuple(other for other in tied if other.settles != rule.settles):
                undecided[rule.id] = others
    return Conflicts(overruled, undecided)


def _by_topic(rules: Iterable[Rule]) -> Iterable[list[Rule]]:
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.settles:
            groups.setdefault(rule.settles.topic, []).append(rule)
    return [sorted(group, key=lambda rule: rule.id) for _, group in sorted(groups.items())]


def _standing(rule: Rule) -> tuple[int, int, int]:
    """The lower, the stronger: rank of authority, fewness of tests, age."""
    begun = rule.in_force_from or date.min
    return rule.authority.rank, -len(rule.tests), -begun.toordinal()


def _reason(winner: Rule, loser: Rule) -> Reason | None:
    pairs = zip(_REASONS, _standing(winner), _standing(loser), strict=True)
    return next((reason for reason, high, low in pairs if high != low), None)
