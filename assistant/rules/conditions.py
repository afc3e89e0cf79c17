"""Conditions of rules: all, any and not over tests of facts, in three values by Kleene's rules.

True and False mean that it holds or does not on what is known; None that it turns on something unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.rules.facts import Fact, Facts, Value


@dataclass(frozen=True)
class Verdict:
    """Whether a condition holds, the facts that decided it, and the given facts it waits for where it is None."""

    holds: bool | None
    by: tuple[Fact, ...] = ()
    waits_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """One test of one fact against a value, or against several."""

    fact: str
    name: str
    against: Value | tuple[Value, ...]

    def judge(self, facts: Facts) -> Verdict:
        """The verdict on these facts."""
        fact = facts[self.fact]
        if fact.value is None:
            return Verdict(None, (fact,), fact.needs or (fact.name,))
        return Verdict(TESTS[self.name](fact.value, self.against), (fact,))

    def tests(self) -> Iterator[Comparison]:
        """Itself."""
        yield self


@dataclass(frozen=True)
class All:
    """Holds where every part holds; where there is none, it holds."""

    parts: tuple[Condition, ...]

    def judge(self, facts: Facts) -> Verdict:
        """The verdict on these facts: one part that fails is enough."""
        return _settled_by([part.judge(facts) for part in self.parts], deciding=False)

    def tests(self) -> Iterator[Comparison]:
        """Every test in it."""
        return (test for part in self.parts for test in part.tests())


@dataclass(frozen=True)
class AnyOf:
    """Holds where a part holds; where there is none, it does not."""

    parts: tuple[Condition, ...]

    def judge(self, facts: Facts) -> Verdict:
        """The verdict on these facts: one part that holds is enough."""
        return _settled_by([part.judge(facts) for part in self.parts], deciding=True)

    def tests(self) -> Iterator[Comparison]:
        """Every test in it."""
        return (test for part in self.parts for test in part.tests())


@dataclass(frozen=True)
class Not:
    """Holds where its part does not."""

    part: Condition

    def judge(self, facts: Facts) -> Verdict:
        """The verdict on these facts."""
        verdict = self.part.judge(facts)
        return Verdict(None if verdict.holds is None else not verdict.holds, verdict.by, verdict.waits_on)

    def tests(self) -> Iterator[Comparison]:
        """Every test in it."""
        return self.part.tests()


Condition = Comparison | All | AnyOf | Not
ALWAYS = All(())


def _settled_by(verdicts: list[Verdict], *, deciding: bool) -> Verdict:
    """All is settled by one False, any by one True; failing that, one unknown leaves it unknown."""
    decisive = [verdict for verdict in verdicts if verdict.holds is deciding]
    if decisive:
        return Verdict(deciding, _facts_of(decisive))
    unknown = [verdict for verdict in verdicts if verdict.holds is None]
    if unknown:
        waits = dict.fromkeys(name for verdict in unknown for name in verdict.waits_on)
        return Verdict(None, _facts_of(unknown), tuple(waits))
    return Verdict(not deciding, _facts_of(verdicts))


def _facts_of(verdicts: Iterable[Verdict]) -> tuple[Fact, ...]:
    """The facts that decided, each once, in the order of the condition."""
    return tuple({fact.name: fact for verdict in verdicts for fact in verdict.by}.values())


def _equal(value: Value, against: Any) -> bool:
    return against in value if isinstance(value, tuple) else value == against


def _one_of(value: Value, against: Any) -> bool:
    return bool(set(value) & set(against)) if isinstance(value, tuple) else value in against


TESTS: Mapping[str, Callable[[Any, Any], bool]] = {
    "is": _equal,
    "is_not": lambda value, against: not _equal(value, against),
    "one_of": _one_of,
    "above": lambda value, against: value > against,
    "at_least": lambda value, against: value >= against,
    "below": lambda value, against: value < against,
    "at_most": lambda value, against: value <= against,
    "between": lambda value, against: against[0] <= value <= against[1],
    "before": lambda value, against: value < against,
    "from": lambda value, against: value >= against,
}
