"""What a section still lacks: facts nobody has given, choices that a named person must make, what is unconfirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from assistant.checklists.phrases import Phrases
from assistant.rules.facts import Fact, Facts
from assistant.rules.said import plain
from assistant.tenders.proposal import Proposal
from assistant.tenders.section import Gap, Part
from assistant.tenders.texts import Preferences

CHOICES = "gaps"


def gaps_of(  # noqa: PLR0913 - what a gap can be in
    facts: Facts,
    proposal: Proposal,
    preferences: Preferences,
    parts: Iterable[Part],
    waiting: Mapping[str, tuple[str, ...]],
    used: Mapping[str, Fact],
    phrases: Phrases,
) -> Iterator[Gap]:
    """Every gap: departures, choices, measures, facts, and what is to be confirmed."""
    held = tuple(parts)
    yield from _said(held)
    yield from _measures(facts, proposal, phrases)
    yield from _pinned(proposal, preferences, phrases)
    yield from _facts(waiting, phrases)
    yield from _unconfirmed(held, used, phrases)


def _unconfirmed(parts: tuple[Part, ...], used: Mapping[str, Fact], phrases: Phrases) -> Iterator[Gap]:
    who = phrases.say("tender.who.law")
    for line in (line for part in parts for line in part.every_line() if not line.confirmed):
        yield Gap("confirm", phrases.say("tender.gap.unconfirmed", text=line.text), who, line.refs, (line.id,))
    for fact in used.values():
        if not fact.confirmed:
            text = phrases.say("tender.gap.confirm", label=phrases.label(fact.name), why=phrases.said(fact.because))
            yield Gap("confirm", text, who, tuple(str(ref) for ref in fact.refs))


def _pinned(proposal: Proposal, preferences: Preferences, phrases: Phrases) -> Iterator[Gap]:
    """Measures that were asked for by a person and may be used only after advice, or not for the same activity."""
    codes = [measure.code for measure in proposal.chosen]
    for row in preferences.advised:
        for code in (code for code in row.codes if code in codes):
            text = phrases.say("tender.gap.advice", code=code, why=row.because)
            yield Gap("choice", text, row.who, tuple(str(ref) for ref in row.refs))
    for place, measure in enumerate(proposal.chosen):
        for code in (code for code in codes[place + 1 :] if code in measure.conflicts):
            text = phrases.say("tender.gap.conflict", codes=f"{measure.code}, {code}")
            yield Gap("measure", text, phrases.say("tender.who.measures"), ("measures-guidance#7.3",))


def _said(parts: tuple[Part, ...]) -> Iterator[Gap]:
    """The lines that flag a departure, and the lines that leave a choice to somebody."""
    for line in (line for part in parts for line in part.every_line() if line.departure):
        yield Gap("departure", line.text, line.who, line.refs, (line.id,))
    for line in (line for part in parts if part.id == CHOICES for line in part.lines):
        yield Gap("choice", line.text, line.who, line.refs, (line.id,))


def _measures(facts: Facts, proposal: Proposal, phrases: Phrases) -> Iterator[Gap]:
    if facts["direct_award"].value is True:
        yield Gap("choice", phrases.say("tender.gap.direct_award"), phrases.say("tender.who.facts"), ("sv-policy#4.5",))
    say, who = phrases.say, phrases.say("tender.who.measures")
    unset = [measure.code for measure in proposal.chosen if measure.target is None and measure.marks is not None]
    if unset:
        refs = ("evaluation-guide#7.4", "evaluation-guide#7.1")
        yield Gap("measure", say("tender.gap.targets", codes=", ".join(unset)), who, refs)
    for left in proposal.left_out:
        yield Gap("measure", say("tender.gap.left_out", code=left.code, why=left.why), who, ("measures-guidance#3.4",))
    needed = facts["employment_and_skills_required"].value is True
    if needed and not any(measure.employment_and_skills for measure in proposal.chosen):
        yield Gap("departure", say("tender.gap.skills"), who, ("sv-policy#8.2", "cpr#17.9"))
    most, count = facts["measures_most"].value, len(proposal.chosen)
    if not count and isinstance(most, Decimal) and most:
        yield Gap("measure", say("tender.gap.no_measures", most=plain(most)), who, ("sv-policy#8.1",))


def _facts(waiting: Mapping[str, tuple[str, ...]], phrases: Phrases) -> Iterator[Gap]:
    names = dict.fromkeys(name for needs in waiting.values() for name in needs)
    for name in names:
        lines = tuple(id for id, needs in waiting.items() if name in needs)
        text = phrases.say("tender.gap.fact", label=phrases.label(name), count=len(lines))
        yield Gap("fact", text, phrases.say("tender.who.facts"), (), lines)
