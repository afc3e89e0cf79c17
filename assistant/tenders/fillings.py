"""What the {facts} of a text are filled with: the contract, the council, the tables; and what is left blank."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.checklists.phrases import Phrases
from assistant.rules.facts import Facts
from assistant.rules.profile import ContractProfile
from assistant.rules.said import plain, pounds
from assistant.rules.tables import Tables, standing
from assistant.tenders.section import ChosenMeasure
from indexer.manifest import Council

# The fact that a filling waits for, where it is not of the same name.
_FACT_OF = {"least": "weighting_least", "most_measures": "measures_most", "term": "term_months"}
_FACTS = (
    "title", "subject", "band", "value_with_vat", "term", "start", "end", "threshold", "least", "most_measures",
    "approval", "route", "priorities",
)  # fmt: skip
_FIGURES = {
    "plan_days": "delivery_plan_working_days",
    "recovery_days": "recovery_plan_working_days",
    "payment_days": "payment_days",
    "kpi_number": "kpi_least_number",
    "kpi_months": "kpi_assessed_every",
    "standstill_days": "standstill_working_days",
}
_AMOUNTS = {"kpi_value": "kpi_value", "report_value": "decision_report_value"}
_COUNCIL = ("council", "area", "portal", "contact")
_CHOSEN = ("measures", "themes", "count_measures", "edition", "weighting", "quantity_share", "narrative_share")
_OTHERS = ("local_area", "living_wage")
NAMES = (*_FACTS, *_FIGURES, *_AMOUNTS, *_COUNCIL, *_CHOSEN, *_OTHERS)


@dataclass(frozen=True)
class Filling:
    """The words for one {fact}, and the given facts that it waits for where it is a blank."""

    words: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filler:
    """What texts are filled from."""

    profile: ContractProfile
    facts: Facts
    tables: Tables
    as_of: date
    council: Council
    chosen: tuple[ChosenMeasure, ...]
    themes: Mapping[str, str]
    phrases: Phrases

    def all(self) -> dict[str, Filling]:
        """Every filling by its name."""
        return dict(self._all())

    def _all(self) -> Iterator[tuple[str, Filling]]:
        for name in _FACTS:
            yield name, self._fact(_FACT_OF.get(name, name))
        for name, figure in _FIGURES.items():
            yield name, self._figure(figure, plain)
        for name, figure in _AMOUNTS.items():
            yield name, self._figure(figure, pounds)
        yield "council", Filling(self.council.name)
        yield "area", Filling(self.council.area)
        for name in ("portal", "contact"):
            yield name, Filling(getattr(self.council, name) or self.phrases.say(f"tender.{name}"))
        yield "local_area", Filling(self.profile.local_area or self.council.area)
        yield from self._measures()
        yield from self._shares()
        yield "living_wage", self._living_wage()

    def _fact(self, name: str) -> Filling:
        fact = self.facts[name]
        if fact.value is None:
            return self._blank(name, *(fact.needs or (name,)))
        return Filling(self.phrases.value(fact))

    def _blank(self, name: str, *needs: str) -> Filling:
        return Filling(self.phrases.say("tender.blank", label=self.phrases.label(name)), needs)

    def _figure(self, name: str, written: Callable[[Decimal], str]) -> Filling:
        row = self.tables.figure(name, self.as_of)
        return Filling(written(row.value) if row else self.phrases.say("tender.not_in_tables"))

    def _measures(self) -> Iterator[tuple[str, Filling]]:
        listed = ", ".join(f"{measure.title} ({measure.code})" for measure in self.chosen)
        themes = dict.fromkeys(self.themes.get(measure.theme, measure.theme) for measure in self.chosen)
        nothing = self.phrases.say("tender.no_measures")
        yield "measures", Filling(listed or nothing)
        yield "themes", Filling(", ".join(themes) or nothing)
        yield "count_measures", Filling(str(len(self.chosen)))
        yield "edition", Filling(self.chosen[0].edition if self.chosen else nothing)

    def _shares(self) -> Iterator[tuple[str, Filling]]:
        share, halved = weighting_of(self.profile, self.facts), self.facts["band"].value in ("D", "E")
        if share is None:
            needs = self.facts["weighting_least"].needs
            for name in ("weighting", "quantity_share", "narrative_share"):
                yield name, self._blank("social_value_weighting", *needs)
            return
        yield "weighting", Filling(f"{plain(share)}%")
        yield "quantity_share", Filling(f"{plain(share / 2 if halved else Decimal(0))}%")
        yield "narrative_share", Filling(f"{plain(share / 2 if halved else share)}%")

    def _living_wage(self) -> Filling:
        rows = (row for row in self.tables.wages if row.kind == "real-living-wage-uk")
        row = standing(rows, self.as_of)
        return Filling(f"£{row.hourly:.2f}" if row else self.phrases.say("tender.not_in_tables"))


def weighting_of(profile: ContractProfile, facts: Facts) -> Decimal | None:
    """The weighting, in percent of the total score: as given, or else the least of the band."""
    if profile.social_value_weighting is not None:
        return profile.social_value_weighting
    least = facts["weighting_least"].value
    return least if isinstance(least, Decimal) else None
