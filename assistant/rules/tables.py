"""Values by date: thresholds, bands, weightings, figures. A rule names none; it asks for what stands on a date."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby, pairwise
from typing import TypeVar

from indexer.model import Ref

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Row:
    """What every dated row has: its first and last day in force, what it rests on, whether that is confirmed."""

    begins: date
    until: date | None
    refs: tuple[Ref, ...]
    confirmed: bool
    note: str

    def stands(self, day: date) -> bool:
        """Whether the row is in force on a day."""
        return self.begins <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Threshold(Row):
    """A threshold, in pounds including VAT."""

    type: str
    amount: Decimal


@dataclass(frozen=True)
class Band(Row):
    """A value band: from `lower` to under `upper`, in pounds. None stands for the threshold that applies.

    `open` says that there is no upper end.
    """

    band: str
    lower: Decimal | None
    upper: Decimal | None
    open: bool


@dataclass(frozen=True)
class Stepped(Row):
    """A row of a band that applies from a value up, in pounds."""

    band: str
    at_least_value: Decimal


@dataclass(frozen=True)
class Weighting(Stepped):
    """The least social value weighting, in percent of the total score."""

    least: Decimal


@dataclass(frozen=True)
class MeasuresLimit(Row):
    """The most measures in a band, and whether one must be about employment and skills."""

    band: str
    most: Decimal
    employment_and_skills_required: bool


@dataclass(frozen=True)
class Route(Row):
    """How a contract of a band, or a call-off under a framework, is let."""

    band: str
    route: str


@dataclass(frozen=True)
class Approval(Stepped):
    """Who approves the start of a procurement."""

    approval: str


@dataclass(frozen=True)
class Wage(Row):
    """An hourly wage in pounds, for an age where it differs by age."""

    kind: str
    age: str
    hourly: Decimal


@dataclass(frozen=True)
class Figure(Row):
    """A single number of law or policy."""

    name: str
    value: Decimal
    unit: str


R = TypeVar("R", bound=Row)
S = TypeVar("S", bound=Stepped)


@dataclass(frozen=True)
class Tables:
    """Every dated series of a pack."""

    thresholds: tuple[Threshold, ...]
    bands: tuple[Band, ...]
    weightings: tuple[Weighting, ...]
    measures_limits: tuple[MeasuresLimit, ...]
    routes: tuple[Route, ...]
    approvals: tuple[Approval, ...]
    wages: tuple[Wage, ...]
    vat_rates: tuple[Figure, ...]
    figures: tuple[Figure, ...]

    def threshold(self, type: str, day: date) -> Threshold | None:
        """The threshold of a type on a day."""
        return standing((row for row in self.thresholds if row.type == type), day)

    def figure(self, name: str, day: date) -> Figure | None:
        """A figure on a day."""
        return standing((row for row in self.figures if row.name == name), day)

    def vat_rate(self, day: date) -> Figure | None:
        """The rate of VAT on a day, in percent."""
        return standing(self.vat_rates, day)

    def with_threshold(self, type: str, amount: Decimal, begins: date) -> Tables:
        """These tables as they would be if the threshold of a type were `amount` from a day on."""
        kept = tuple(row for row in self.thresholds if row.type != type or row.begins < begins)
        cut = tuple(
            replace(row, until=begins - ONE_DAY) if row.type == type and row.stands(begins) else row for row in kept
        )
        new = Threshold(begins, None, (), confirmed=False, note="", type=type, amount=amount)
        return replace(self, thresholds=(*cut, new))


def standing(rows: Iterable[R], day: date) -> R | None:
    """The row in force on a day."""
    return next((row for row in rows if row.stands(day)), None)


def steps(rows: Iterable[S], band: str, day: date) -> tuple[S, ...]:
    """The rows of a band in force on a day, the lowest value first."""
    found = (row for row in rows if row.band == band and row.stands(day))
    return tuple(sorted(found, key=lambda row: row.at_least_value))


def faults(rows: Sequence[R], series: Callable[[R], Hashable]) -> tuple[str, ...]:
    """Every gap and overlap, in words, in rows that belong to the same series."""
    ordered = sorted(rows, key=lambda row: (str(series(row)), row.begins))
    found: list[str] = []
    for name, group in groupby(ordered, key=series):
        for earlier, later in pairwise(group):
            found += _between(name, earlier, later)
    return tuple(found)


def _between(name: Hashable, earlier: Row, later: Row) -> list[str]:
    if earlier.until is None or earlier.until >= later.begins:
        until = earlier.until or "no end"
        return [f"{name}: the row from {earlier.begins} (until {until}) overlaps the row from {later.begins}"]
    if earlier.until + ONE_DAY < later.begins:
        return [f"{name}: nothing stands from {earlier.until + ONE_DAY} until {later.begins - ONE_DAY}"]
    return []


def untiled(bands: Sequence[Band]) -> tuple[str, ...]:
    """Where the bands in force on some day leave a value in no band, or in two."""
    found: list[str] = []
    for day in sorted({band.begins for band in bands}):
        found += _untiled_on(day, [band for band in bands if band.stands(day)])
    return tuple(found)


def _untiled_on(day: date, bands: list[Band]) -> list[str]:
    ordered = sorted(bands, key=lambda band: band.band)
    found = [f"on {day} band {ordered[0].band} does not begin at 0"] if ordered[0].lower != 0 else []
    for lower, upper in pairwise(ordered):
        if lower.open or lower.upper != upper.lower:
            found.append(f"on {day} band {upper.band} does not begin where band {lower.band} ends")
    return found if ordered[-1].open else [*found, f"on {day} band {ordered[-1].band} has an end"]
