"""What the rules make of one contract on one date: which apply, which wait and on what, which do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from assistant.rules.conditions import Verdict
from assistant.rules.conflicts import Conflicts, Overruling, settle
from assistant.rules.derived import derive
from assistant.rules.facts import Facts
from assistant.rules.profile import ContractProfile, nearest, warnings_of
from assistant.rules.rulebook import Days, Rule, Rulebook
from assistant.rules.said import Said
from assistant.rules.working_days import working_days_from

_ANCHORS = {"start": "start", "notice": "notice_date", "award": "award_date", "end": "end"}
_DOES_NOT_HOLD = Verdict(holds=False)


class State(StrEnum):
    """Where a rule stands for one contract."""

    APPLIES = "applies"
    WAITS = "waits"
    DOES_NOT_APPLY = "does not apply"


_STATES = {True: State.APPLIES, None: State.WAITS, False: State.DOES_NOT_APPLY}


@dataclass(frozen=True)
class Finding:
    """One rule for one contract on one date. `due` is a date where one can be worked out."""

    rule: Rule
    state: State
    verdict: Verdict
    in_force: bool
    due: date | None
    overruled: Overruling | None
    undecided: tuple[Rule, ...]


@dataclass(frozen=True)
class Evaluation:
    """Every fact by name, a finding for each rule asked about in the order asked, and remarks on what was given."""

    facts: Facts
    findings: tuple[Finding, ...]
    remarks: tuple[Said, ...]


def evaluate(
    rulebook: Rulebook, profile: ContractProfile, as_of: date, rules: Iterable[Rule] | None = None
) -> Evaluation:
    """Evaluate rules, or every rule of the rulebook, for a contract on a date."""
    asked = tuple(rulebook.rules if rules is None else rules)
    facts = derive(profile, as_of, rulebook)
    verdicts = {rule.id: _verdict(rule, facts, as_of) for rule in (*asked, *rulebook.rivals(asked))}
    applying = [rule for rule in rulebook.rivals(asked) if verdicts[rule.id].holds]
    conflicts = settle(applying)
    findings = tuple(_finding(rule, verdicts[rule.id], facts, as_of, conflicts) for rule in asked)
    remarks = (*warnings_of(profile, as_of), *_remarks(rulebook, profile, facts))
    return Evaluation(facts, findings, remarks)


def _verdict(rule: Rule, facts: Facts, as_of: date) -> Verdict:
    return rule.when.judge(facts) if rule.in_force(as_of) else _DOES_NOT_HOLD


def _finding(rule: Rule, verdict: Verdict, facts: Facts, as_of: date, conflicts: Conflicts) -> Finding:
    state = _STATES[verdict.holds]
    due = _due(rule.days, facts) if rule.days and state is not State.DOES_NOT_APPLY else None
    overruled = conflicts.overruled.get(rule.id)
    return Finding(rule, state, verdict, rule.in_force(as_of), due, overruled, conflicts.undecided.get(rule.id, ()))


def _due(days: Days, facts: Facts) -> date | None:
    anchor = facts[_ANCHORS[days.anchor]].value
    if not isinstance(anchor, date):
        return None
    return working_days_from(anchor, days.count) if days.working else anchor + timedelta(days=days.count)


def _remarks(rulebook: Rulebook, profile: ContractProfile, facts: Facts) -> Iterator[Said]:
    subject = profile.subject
    if subject and subject not in rulebook.subjects:
        hint = nearest(subject, rulebook.subjects).removeprefix("; ")
        yield Said("facts.warning.subject", {"subject": subject, "hint": hint})
    regime = facts["regime_worked_out"]
    if regime.because.key.endswith(".differs"):
        yield regime.because
