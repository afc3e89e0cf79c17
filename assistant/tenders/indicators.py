"""The schedule of indicators: one for each measure, its yearly target, its ratings, and which are published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from assistant.rules.said import plain
from assistant.tenders.section import ChosenMeasure, Grid, Indicator
from assistant.tenders.texts import Schedule
from assistant.wording import Wording

_TENTH = Decimal("0.1")
_YEAR = Decimal(12)
_PERCENT = Decimal(100)


def schedule_of(chosen: Sequence[ChosenMeasure], months: Decimal | None, publish: int) -> tuple[Indicator, ...]:
    """An indicator for each measure; the first `publish` of them are marked for publication."""
    return tuple(
        Indicator(
            f"SV-{place}", measure.code, measure.title, measure.unit, measure.edition, measure.target,
            _yearly(measure, months), measure.evidence, place <= publish,
        )
        for place, measure in enumerate(chosen, 1)
    )  # fmt: skip


def _yearly(measure: ChosenMeasure, months: Decimal | None) -> Decimal | None:
    """The part of the target due in a contract year; a share in percent is the same in every year."""
    if measure.target is None or months is None:
        return None
    if measure.unit == "%" or months <= _YEAR:
        return measure.target
    return (measure.target * _YEAR / months).quantize(_TENTH, ROUND_HALF_UP)


def grids(indicators: Sequence[Indicator], schedule: Schedule, wording: Wording, *, duty: bool) -> Iterator[Grid]:
    """The schedule as tables: the indicators, the ratings in general, and what they come to for each."""
    say = wording.say
    columns = ("indicator", "measure", "target", "yearly", "evidence", *(("published",) if duty else ()))
    head = tuple(say(f"tender.column.{name}") for name in columns)
    rows = tuple(_row(indicator, wording)[: len(head)] for indicator in indicators)
    refs = tuple(str(ref) for ref in schedule.ratings_refs)
    yield Grid("indicators", say("tender.grid.indicators"), head, rows, refs, worked_out=True)
    head = (say("tender.column.delivered"), say("tender.column.rating"))
    yield Grid("ratings", say("tender.grid.ratings"), head, tuple(_ratings(schedule, wording)), refs)
    if reckoned := tuple(_reckoned(indicators, schedule, wording)):
        head = (say("tender.column.indicator"), *(rating.name for rating in schedule.ratings))
        yield Grid("rated", say("tender.grid.rated"), head, reckoned, refs, worked_out=True)


def _row(indicator: Indicator, wording: Wording) -> tuple[str, ...]:
    unset = wording.say("tender.to_be_set")
    target = f"{plain(indicator.target)} {indicator.unit}" if indicator.target is not None else unset
    yearly = f"{plain(indicator.yearly)} {indicator.unit}" if indicator.yearly is not None else unset
    published = wording.say("facts.value.yes" if indicator.published else "facts.value.no")
    return (
        indicator.id, f"{indicator.title} ({indicator.measure}, {indicator.edition}, {indicator.unit})", target, yearly,
        "; ".join(indicator.evidence), published,
    )  # fmt: skip


def _ratings(schedule: Schedule, wording: Wording) -> Iterator[tuple[str, str]]:
    above: Decimal | None = None
    for rating in schedule.ratings:
        least = plain(rating.at_least)
        if above is None:
            told = wording.say("tender.rating.best", least=least)
        elif rating.at_least:
            told = wording.say("tender.rating.between", least=least, above=plain(above))
        else:
            told = wording.say("tender.rating.under", above=plain(above))
        above = rating.at_least
        yield told, rating.name
    yield wording.say("tender.rating.none"), wording.say("tender.rating.other")


def _reckoned(indicators: Sequence[Indicator], schedule: Schedule, wording: Wording) -> Iterator[tuple[str, ...]]:
    for indicator in indicators:
        if indicator.yearly is None:
            continue
        steps = [least_for(indicator.yearly, rating.at_least) for rating in schedule.ratings]
        cells = [wording.say("tender.rating.from", least=plain(step)) for step in steps[:-1]]
        yield indicator.id, *cells, wording.say("tender.rating.less", least=plain(steps[-2]))


def least_for(due: Decimal, percent: Decimal) -> Decimal:
    """The least quantity, to a tenth, that is this share of what is due."""
    return (due * percent / _PERCENT).quantize(_TENTH, ROUND_CEILING)
