"""Proposes the measures of a tender from its subject, value, term and priorities, and says why each was chosen.

A person has the last word: `measures` of the profile pins one ("J9"), pins it with a target ("J9=104"), or drops
it ("-J9").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.checklists.phrases import Phrases
from assistant.measures.catalogue import Catalogue, Measure
from assistant.rules.facts import Facts
from assistant.rules.profile import ContractProfile
from assistant.rules.said import plain, pounds
from assistant.tenders.fillings import weighting_of
from assistant.tenders.section import ChosenMeasure, LeftOut
from assistant.tenders.texts import Carried, Preferences, Priority

_ANY = "any"
_ENTRY = re.compile(r"(?P<drop>-)?\s*(?P<code>[A-Za-z]+\d+)\s*(?:=\s*(?P<target>\d[\d,]*(?:\.\d)?))?")


@dataclass(frozen=True)
class Asked:
    """What a person asked of one measure."""

    code: str
    drop: bool
    target: Decimal | None


@dataclass(frozen=True)
class Proposal:
    """The measures chosen, in order, and those that were asked for and are not among them."""

    chosen: tuple[ChosenMeasure, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class _Choosing:
    profile: ContractProfile
    facts: Facts
    measures: dict[str, Measure]
    preferences: Preferences
    phrases: Phrases

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects whose measures suit the contract."""
        subject = self.profile.subject or ""
        return (subject, *self.preferences.kin.get(subject, ()))

    def number(self, name: str) -> Decimal | None:
        """A fact that is a number."""
        value = self.facts[name].value
        return value if isinstance(value, Decimal) else None


def asked_of(given: Iterable[str]) -> tuple[tuple[Asked, ...], tuple[str, ...]]:
    """What was asked of each measure, and the entries that cannot be read."""
    read, unread = [], []
    for entry in given:
        found = _ENTRY.fullmatch(entry.strip())
        if found is None:
            unread.append(entry)
            continue
        target = Decimal(found["target"].replace(",", "")) if found["target"] else None
        read.append(Asked(found["code"].upper(), bool(found["drop"]), target))
    return tuple(read), tuple(unread)


def propose(
    profile: ContractProfile, facts: Facts, catalogue: Catalogue, preferences: Preferences, phrases: Phrases
) -> Proposal:
    """The measures for a contract, the same for the same facts. Only what may leave the council is proposed."""
    held = {measure.code: measure for framework in catalogue.public().frameworks[:1] for measure in framework.measures}
    choosing = _Choosing(profile, facts, held, preferences, phrases)
    asked, unread = asked_of(profile.measures or ())
    left_out = [LeftOut(entry, phrases.say("tender.left_out.unread")) for entry in unread]
    pinned: list[Measure] = []
    for one in asked:
        if why := _refused(choosing, one, pinned):
            left_out.append(LeftOut(one.code, why))
        else:
            pinned.append(held[one.code])
    chosen = _filled(choosing, pinned, {one.code for one in asked})
    targets = {one.code: one.target for one in asked}
    marks = _marks(facts, profile, len(chosen))
    made = (
        _chosen(choosing, measure, targets.get(measure.code), mark, pinned=measure in pinned)
        for measure, mark in zip(chosen, marks, strict=True)
    )
    return Proposal(tuple(made), tuple(left_out))


def _refused(choosing: _Choosing, one: Asked, pinned: list[Measure]) -> str:
    """Why what a person asked for is not in the section, or ''."""
    say, most = choosing.phrases.say, choosing.number("measures_most")
    measure = choosing.measures.get(one.code)
    if measure is None:
        return say("tender.left_out.unknown")
    if one.drop:
        return say("tender.left_out.dropped")
    if measure in pinned:
        return say("tender.left_out.twice")
    if most is not None and len(pinned) >= most:
        return say("tender.left_out.limit", most=plain(most))
    if not _suits(choosing, measure):
        return say("tender.left_out.unrelated")
    if one.code in choosing.preferences.never_with_wage and choosing.facts["living_wage_condition"].value is True:
        return say("tender.left_out.wage")
    return ""


def _suits(choosing: _Choosing, measure: Measure) -> bool:
    return _ANY in measure.subjects or bool(set(choosing.subjects) & set(measure.subjects))


def _filled(choosing: _Choosing, pinned: list[Measure], asked: set[str]) -> list[Measure]:
    """The pinned measures, made up to the number that suits the contract: a skills measure first, then new themes."""
    chosen, room = list(pinned), _room(choosing)
    pool = [measure for measure in _ranked(choosing) if measure.code not in asked]
    if choosing.facts["employment_and_skills_required"].value is True:
        _take(chosen, (measure for measure in pool if measure.employment_and_skills), room, skills=True)
    while len(chosen) < room:
        themes = {measure.theme for measure in chosen}
        fresh = [measure for measure in pool if _goes_with(measure, chosen)]
        if not fresh:
            break
        chosen.append(next((measure for measure in fresh if measure.theme not in themes), fresh[0]))
    return chosen


def _take(chosen: list[Measure], pool: Iterator[Measure], room: int, *, skills: bool) -> None:
    if len(chosen) < room and not any(measure.employment_and_skills is skills for measure in chosen):
        first = next((measure for measure in pool if _goes_with(measure, chosen)), None)
        chosen += [first] if first else []


def _goes_with(measure: Measure, chosen: list[Measure]) -> bool:
    return all(measure.code != other.code and other.code not in measure.conflicts for other in chosen)


def _room(choosing: _Choosing) -> int:
    """How many measures suit a contract of the band and value; never more than may be asked for."""
    band, value = choosing.facts["band"].value, choosing.number("value_with_vat")
    most = choosing.number("measures_most")
    if value is None or most is None:
        return 0
    rows = [r for r in choosing.preferences.proportions if r.band == band and r.at_least_value <= value]
    return min(int(most), max((row.propose for row in rows), default=int(most)))


def _ranked(choosing: _Choosing) -> list[Measure]:
    """The measures that may be proposed: those that serve a priority first, then by how they suit the subject."""
    advised = {code for row in choosing.preferences.advised for code in row.codes}
    suited = [c for name in choosing.subjects for c in choosing.preferences.suited.get(name, ())]
    suited = suited or list(choosing.preferences.suited.get(_ANY, ()))
    order = {code: place for place, code in reversed(list(enumerate(suited)))}
    pool = [
        measure
        for measure in choosing.measures.values()
        if (measure.code in order or _named_for(choosing, measure))
        and measure.code not in advised
        and _suits(choosing, measure)
        and _burden(choosing, measure) is None
    ]
    return sorted(pool, key=lambda measure: (not _priorities(choosing, measure), order.get(measure.code, len(order))))


def _burden(choosing: _Choosing, measure: Measure) -> Carried | None:
    """The row that says that the contract is too small or too short for a measure, or is not known to be enough."""
    value, months = choosing.number("value_with_vat"), choosing.number("term_months")
    for row in choosing.preferences.carried:
        if measure.code in row.codes and ((value or 0) < row.least_value or (months or 0) < row.least_months):
            return row
    return None


def _priorities(choosing: _Choosing, measure: Measure) -> tuple[str, ...]:
    """The given priorities that a measure serves."""
    return tuple(
        given
        for given in choosing.profile.priorities or ()
        if any(_serves(row, measure) and _named(row, given) for row in choosing.preferences.priorities)
    )


def _named_for(choosing: _Choosing, measure: Measure) -> bool:
    """Whether a given priority asks for this very measure, and not only for its theme."""
    given = choosing.profile.priorities or ()
    rows = [row for row in choosing.preferences.priorities if measure.code in row.codes]
    return any(_named(row, one) for row in rows for one in given)


def _serves(row: Priority, measure: Measure) -> bool:
    return measure.code in row.codes or measure.theme in row.themes


def _named(row: Priority, given: str) -> bool:
    return any(re.search(rf"\b{re.escape(word)}", given, re.IGNORECASE) for word in row.words)


def _marks(facts: Facts, profile: ContractProfile, count: int) -> list[Decimal | None]:
    """The marks for quantities shared evenly, to a hundredth, what is left over going to the first."""
    shares = quantity_marks(facts, profile)
    if shares is None or not count:
        return [None] * count
    each = (shares / count).quantize(Decimal("0.01"), "ROUND_DOWN")
    return [shares - each * (count - 1), *[each] * (count - 1)]


def quantity_marks(facts: Facts, profile: ContractProfile) -> Decimal | None:
    """The marks of the total score for quantities: half the weighting in Bands D and E, none in another."""
    share = weighting_of(profile, facts)
    return share / 2 if facts["band"].value in ("D", "E") and share is not None else None


def _chosen(
    choosing: _Choosing, measure: Measure, target: Decimal | None, marks: Decimal | None, *, pinned: bool
) -> ChosenMeasure:
    return ChosenMeasure(
        measure.code, measure.edition, measure.theme, measure.title, measure.unit, measure.counts, measure.evidence,
        measure.attribution, measure.conflicts, measure.employment_and_skills,
        tuple(str(ref) for ref in measure.refs), tuple(_reasons(choosing, measure, pinned=pinned)), pinned, target,
        marks,
    )  # fmt: skip


def _reasons(choosing: _Choosing, measure: Measure, *, pinned: bool) -> Iterator[str]:
    say = choosing.phrases.say
    if pinned:
        yield say("tender.why.pinned")
    yield choosing.preferences.relations[measure.theme]
    if served := _priorities(choosing, measure):
        yield say("tender.why.priority", priorities=", ".join(served))
    if measure.employment_and_skills and choosing.facts["employment_and_skills_required"].value is True:
        yield say("tender.why.skills")
    if row := next((row for row in choosing.preferences.carried if measure.code in row.codes), None):
        key = "tender.why.too_much" if _burden(choosing, measure) else "tender.why.carried"
        yield say(key, value=pounds(row.least_value), months=plain(row.least_months))
